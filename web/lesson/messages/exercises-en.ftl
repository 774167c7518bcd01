# What exercises say. Their questions, hints and explanations are in the lessons.

## What is to be done, by kind
kind-number = Work it out
kind-cells = Fill in the blanks
kind-rank = Put them in order, largest first
kind-choose = Choose
kind-choose-several = Choose every right answer
kind-sequence = Put the steps in order
kind-mask = Build the mask
kind-reach = Reach the goal
kind-bug = Find the first step that is wrong
kind-worksheet = Compute it by hand

## Buttons
check = Check
hint = Hint
hint-more = Next hint ({ $left } left)
show-answer = Show the answer
new-numbers = New numbers
start-over = Start over
hint-number = Hint { $number }

## Verdicts
right = Right.
wrong = Not yet.
mask-off = { $count ->
    [one] One square is wrong.
   *[other] { $count } squares are wrong.
}
goal-stands = The number that has to reach the goal is now { $value }.
kept-broken = But one of the conditions no longer holds.
point-read = The point in { $text } was read as a decimal point. Write thousands with a comma, a space or nothing.
part-right = { $hits } of { $all } right so far.
shown = Here is the answer.
solution = The answer: { $text }
nothing-given = Answer first, then check.
nothing-given-number = Type a number first, then check.
order-same = Nothing has been moved yet. Move something first, then check.
numbers-drawn = Here are new numbers. Everything else stays the same.
gave-up-scored = The answer was shown.

## Numbers that are typed
number-label = Your answer
refuse-typed = “{ $text }” is not a number. Write it like 0.25 or −1.5.
refuse-cell = { $place }: “{ $text }” is not a number. Write it like 0.25 or −1.5.
blank = { $place }: blank
blank-right = { $place }: right
blank-wrong = { $place }: not right yet
right-value = right: { $value }
paste-over = { $over ->
        [one] One of the pasted numbers has no place here.
       *[other] { $over } of the pasted numbers have no place here.
    }
cells-help = Type into the blanks, or paste a row from a spreadsheet. Enter takes you to the next one, the up and down arrows to the ones above and below.
matrix = { $title }, { $rows } by { $columns }

## Things to order
order-help = Drag, press the arrows next to a word, or choose a word and use the arrow keys.
order-place = { $name }, place { $place } of { $count }
order-up = Move { $name } up
order-down = Move { $name } down
order-moved = { $name } is now in place { $place } of { $count }.
order-list = Your order
order-first-rank = largest
order-last-rank = smallest
order-first-sequence = first
order-last-sequence = last

## Choices
choices = Answers
bug-step = Step { $number }
bug-press = The first mistake is here

## Masks
mask-help = Press a square to close or open it: filled means “may look”, hatched means “may not”. On the keyboard, use the arrow keys and Space.
mask-yours = Your mask
mask-right = The right mask
mask-count = { $closed } of { $all } squares closed

## Reaching a goal
goal-least = The { $name } of { $place } should be at least { $value }.
goal-most = The { $name } of { $place } should be at most { $value }.
keep-least = Keep the { $name } of { $place } at { $value } or more.
keep-most = Keep the { $name } of { $place } at { $value } or less.
keep-same = Keep the { $name } of { $place } at { $value }.
keep-held = It is { $now }.
keep-broken = It is { $now }: this no longer holds.
goal-now = Now: { $value }
goal-reached = Goal reached
changes-left =
    { $left ->
        [one] One change left
       *[other] { $left } changes left
    }
changes-none = No changes left
changes-over =
    { $over ->
        [one] One change too many: undo one
       *[other] { $over } changes too many: undo some
    }
edit-cell = { $place }: { $value }
edit-cell-changed = { $place }: { $value }, was { $was }
edit-was = was { $was }
edit-help = Change numbers in the tables, and the goal follows at once. Enter accepts a number, Escape restores the old one.
edit-refused = { $place }: { $reason }
edit-apply = Use these numbers
edit-solution = One way: { $edits }
edit-one = { $place } to { $value }
goal-row = The row of the goal

## Worksheets
print-sheet = Print
print-key = Print with answers
