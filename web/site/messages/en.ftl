# What the scripts of the site say. The pages themselves are written in web/site/pages/.

## Search
search-title = Search
search-field = Words to look for
search-hint = softmax, mask, firewall …
search-close = Close
search-problem = The texts could not be fetched. Try again later, or look into the glossary.
search-found =
    { $count ->
        [0] Nothing has all these words.
        [one] One place
       *[other]
            { $all ->
                [true] { $count } places
               *[other] The best { $shown } of { $count } places
            }
    }
search-lesson = Lesson
search-concept = Glossary
search-paper = Paper

## The path
go-begin = Begin
go-on = Go on
go-again = Read again
course-state = { $done } of { $total } done
lesson-is-done = done
lesson-is-begun = begun, { $percent } %
lesson-finished = This lesson is done: every section read, every question answered.

## Progress in a file
keeping-exported = Saved as { $file }.
keeping-nothing = There is nothing to save yet.
keeping-imported =
    { $count ->
        [one] Taken over: one lesson.
       *[other] Taken over: { $count } lessons.
    }
keeping-forgotten = Everything is forgotten.
keeping-sure = Press once more to forget everything.
keeping-no-storage = This browser keeps nothing for this page. What the file says holds until you close it.

## Terms
term-open = In the glossary
