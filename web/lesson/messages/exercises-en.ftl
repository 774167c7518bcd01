# What exercises say. Their questions, hints and explanations stand in the lessons.

## What is to be done, by kind
kind-number = Work it out
kind-cells = Fill in the blanks
kind-rank = Put them in order, the largest first
kind-choose = Choose
kind-choose-several = Choose all that are right
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
    [one] One square is not as it should be.
   *[other] { $count } squares are not as they should be.
}
goal-stands = The goal number stands at { $value } now.
point-read = The point in { $text } was read as a decimal point. Write thousands with a comma, a space or nothing.
part-right = { $hits } of { $all } right so far.
shown = This is the answer.
solution = Right would be: { $text }
nothing-given = Give an answer first, then check it.
nothing-given-number = Type a number first, then check it.
order-same = Nothing has been moved yet. Move something, then check it.
numbers-drawn = New numbers are there. Everything else stays the same.
gave-up-scored = The answer was shown.

## Numbers that are typed
number-label = Your answer
refuse-typed = “{ $text }” is not a number. Write it like 0.25 or −1.5.
refuse-cell = { $place }: “{ $text }” is not a number. Write it like 0.25 or −1.5.
blank = { $place }: blank
blank-right = { $place }: right
blank-wrong = { $place }: not right yet
right-value = right: { $value }
cells-help = Type into the blanks. Enter goes to the next one, the arrow keys up and down to the one above and below.
matrix = { $title }, { $rows } by { $columns }

## Things to order
order-help = Drag, press the arrows beside a word, or choose a word and use the arrow keys.
order-place = { $name }, place { $place } of { $count }
order-up = Move { $name } up
order-down = Move { $name } down
order-moved = { $name } is now place { $place } of { $count }.
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
mask-help = Press a square to close or open it: filled means “may look”, hatched means “may not”. With the keyboard: arrow keys and Space.
mask-yours = Your mask
mask-right = The right mask
mask-count = { $closed } of { $all } squares closed

## Reaching a goal
goal-least = The { $name } of { $place } should be at least { $value }.
goal-most = The { $name } of { $place } should be at most { $value }.
goal-now = Now: { $value }
goal-reached = Goal reached
changes-left =
    { $left ->
        [one] One change left
       *[other] { $left } changes left
    }
changes-none = No change left
changes-over =
    { $over ->
        [one] One change too many: set one back
       *[other] { $over } changes too many: set some back
    }
edit-cell = { $place }: { $value }
edit-cell-changed = { $place }: { $value }, was { $was }
edit-was = was { $was }
edit-help = Change numbers in the tables; the goal follows at once. Enter takes a number over, Escape sets it back.
edit-refused = { $place }: { $reason }
edit-apply = Put these numbers in
edit-solution = One way: { $edits }
edit-one = { $place } to { $value }
goal-row = The row of the goal

## Worksheets
print-sheet = Print
print-key = Print with answers
