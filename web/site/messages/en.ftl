# What the site’s scripts say. The pages themselves are written in web/site/pages/.

## Search
search-title = Search
search-field = Search for
search-hint = why divide by sqrt, QKV, mask …
search-close = Close
search-problem = The texts could not be loaded. Try again later, or look in the glossary.
search-found =
    { $count ->
        [0] Nothing found. Try another word, or look in the glossary.
        [one] One result.
       *[other]
            { $all ->
                [true] { $count } results.
               *[other] The best { $shown } of { $count } results.
            }
    }
search-instead = Searched for “{ $words }”.
search-lesson = Lesson
search-concept = Glossary
search-paper = Paper

## The path
go-begin = Start
go-on = Continue
go-again = Read again
course-state = { $done } of { $total } done
lesson-is-done = done
lesson-is-begun = started, { $percent } %
lesson-was = You were in section { $number }, “{ $title }”.
lesson-go-on = Continue there
lesson-finished = This lesson is done: every section read, every question answered.

## The picture on the front page
hero-name = How much one word takes from each word. Choose a word to let it ask.
hero-word = { $token }, { $weight }
hero-ask = “{ $word }” looks at every word, itself included. Point at another word, and it asks instead.
hero-without = “{ $out }” had { $had }. Without it, “{ $word }” shares everything among the others: “{ $next }” now has { $has }.
hero-sharp = At a quarter of the temperature, the differences grow: “{ $most }” goes from { $had } to { $has }.
hero-past = Later words are hidden. The { $gone } that “{ $word }” gave them is shared out among the words up to it.
hero-past-last = “{ $word }” is the last word: it sees everything before it, so nothing changes. Point at an earlier word.
hero-drawn =
    { $count ->
        [one] “{ $words }” is new here: its vector is drawn at random from a fixed seed, so its weights mean nothing.
       *[other] { $words } are new here: their vectors are drawn at random from a fixed seed, so their weights mean nothing.
    }
hero-button-without = Remove “{ $word }”
hero-button-past = Hide the future
hero-button-sharp = Lower the temperature
hero-own = Your sentence
hero-empty = Type at least one word.
hero-long = Up to { $most } words fit here. The playground takes more.

## The playground
play-kept-address = What you do here is kept in the address of this page.
play-kept-browser = What you do here is kept in this browser.
play-kept-own = This scene came from a file. It is kept in this browser, with what you do here.
play-kept-file = This scene came from a file. This browser has no room to keep it: Export saves it as a file again.
play-kept-nowhere = This browser stores nothing for this page: what you do is lost when you leave it.

## Progress in a file
keeping-exported = Saved as { $file }.
keeping-nothing = There is nothing to save yet.
keeping-imported =
    { $count ->
        [one] One lesson was loaded.
       *[other] { $count } lessons were loaded.
    }
keeping-forgotten = Everything has been deleted.
keeping-sure = Press again to delete everything.
keeping-no-storage = This browser stores nothing for this page. Progress loaded from a file lasts until you close the page.

## Terms
term-open = In the glossary
