# Everything the stepper says. Words that come from the scene or the engine arrive as arguments:
#   $row, $col       labels of the followed cell (tokens or numbers), $head and $heads
#   $value           the cell, $first $second $third: its first operands, $factor $eps $temperature: constants
#   $terms           products or numbers that go into it, $rows $cols: size of the result on the screen
# A sentence may only say what these numbers show.

## The sentence for a step. Looked up as say-<last part of the path>, then say-<stage>.
say-start = Nothing has been computed yet. Press Step: the first stage is { $title }.
say-next = The next step is { $title }. It has not been computed yet.
say-later = { $title } has not been computed yet: the program is at { $here }.
say-embed = Each token has a number, counted from 0, that picks its row of the table: { $row } is number { $first }, and its row has { $cols } numbers.
say-position = Each position in the sentence has a pattern of its own. It is added to the vector there, so that the numbers show the order of the words.
say-layer_norm = Each token’s vector is shifted to mean 0 and scaled to variance 1, then gain and bias are applied.
say-rms_norm = Each token’s vector is divided by the square root of its mean square, then multiplied by the gain.
say-project = Three matrices turn every token’s vector into a query, a key and a value.
say-split_heads =
    { $heads ->
        [1] There is only one head, so nothing is split: the numbers stay where they are.
       *[other] The queries, keys and values are split into { $heads } pieces of { $cols } numbers, one for each head. Nothing is computed; the numbers only move.
    }
say-qk_norm = Every query and every key is divided by its own root mean square, head by head, then multiplied by a gain: however long they are, the scores stay small.
say-scores = Every query meets every key. { $row } and { $col }: { $terms } { $terms ->
        [one] product
       *[other] products
    }, one sum.
say-scale = Every raw score is { $root ->
        [0] multiplied by the same { $factor }
       *[other] divided by √{ $root }, that is, multiplied by { $factor }
    }{ $cooled ->
        [0] {""}
       *[other] {" "}and divided by the temperature { $temperature }
    }: { $first } becomes { $value }.
say-soft_cap = Every score is kept within { $cap } of 0: small ones hardly change, and large ones approach the limit. { $first } becomes { $value }.
say-mask = Every score that the mask forbids becomes minus infinity. The others stay as they are.
say-mask_weights = Weights that the mask forbids are set to 0 after the softmax. A row may then add up to less than 1.
say-softmax = { $shut ->
        [0] Each row of scores becomes a row of weights. { $row } gives { $col } the weight { $value }.
       *[other] { $row } may not look at anything, so there is nothing to share out: all its weights are 0.
    }
say-weighted_sum = The new vector of { $row } is a sum of { $terms } values, each multiplied by its weight.
say-merge_heads =
    { $heads ->
        [1] There is only one head, so its output is already the whole vector.
       *[other] The outputs of the { $heads } heads are put side by side again: { $cols } numbers for each token.
    }
say-linear = Every row is multiplied by the same matrix: { $cols } new numbers for each token.
say-output = One more matrix mixes the heads: { $cols } new numbers for each token.
say-unembed = For every token, one score for each word of the vocabulary: how well that word would fit next.
say-probabilities = Each row becomes probabilities over the { $cols } words of the vocabulary.
say-residual = The result is added to what came in, number by number.
say-feed_forward = Each token’s vector goes through two small dense layers, all by itself. No token sees another here.

## The sentence where the reader steps in larger pieces, or head by head.
say-level-model = The whole program has run: { $count } steps.
say-level-layer = { $title } is done: { $count } steps.
say-level-sublayer = { $title } is done: { $count } steps.
say-level-head = { $title }, head { $head } of { $heads }.

say-edited = Changed by hand: { $value }.

## The sentence for one result inside a step: say-<stage>-<result>.
say-embed-x = { say-embed }
say-position-encoding = Every position has a pattern of its own, { $cols } numbers. It does not matter which word is there.
say-position-x = The pattern of the position is added to the vector of the token, number by number.
say-layer_norm-mean = The mean of the { $terms } numbers of { $row } is { $value }.
say-layer_norm-centred = The mean of its row is subtracted from each number.
say-layer_norm-variance = The mean of the squared distances from the mean: { $value } for { $row }.
say-layer_norm-rstd = One divided by the square root of the variance: the factor { $value } for { $row }. A small eps, { $eps }, keeps it finite.
say-layer_norm-normalised = Every row is multiplied by its own factor.
say-layer_norm-y = Each column is multiplied by its gain, and its bias is added.
say-rms_norm-mean_square = The mean of the squares of the { $terms } numbers of { $row } is { $value }.
say-rms_norm-rrms = One divided by the square root of the mean square: the factor { $value } for { $row }. A small eps, { $eps }, keeps it finite.
say-rms_norm-y = Each number is multiplied by its row’s factor and by its column’s gain.
say-project-q = The query of { $row }: its vector times the query matrix. This is what it asks with.
say-project-k = The key of { $row }: its vector times the key matrix. This is what it is found by.
say-project-v = The value of { $row }: its vector times the value matrix. This is what it hands over.
say-split_heads-q = The queries, one piece of { $cols } numbers for each head.
say-split_heads-k = The keys, one piece of { $cols } numbers for each head.
say-qk_norm-q_mean_square = The mean of the squares of the { $terms } numbers of the query of { $row } is { $value }.
say-qk_norm-q_rrms = One divided by the square root of the mean square: the factor { $value } for the query of { $row }. A small eps, { $eps }, keeps it finite.
say-qk_norm-q = Each number of a query is multiplied by the query’s own factor and by its column’s gain.
say-qk_norm-k_mean_square = The mean of the squares of the { $terms } numbers of the key of { $row } is { $value }.
say-qk_norm-k_rrms = One divided by the square root of the mean square: the factor { $value } for the key of { $row }. A small eps, { $eps }, keeps it finite.
say-qk_norm-k = Each number of a key is multiplied by the key’s own factor and by its column’s gain.
say-split_heads-v = The values, one piece of { $cols } numbers for each head.
say-softmax-row_max = The largest score in the row of { $row } is { $value }.
say-softmax-shifted = The largest score of the row is subtracted from each score. Now none is above 0, and the weights will still be the same.
say-softmax-exponentials = e to the power of each shifted score: never negative, and 1 for the largest of the row.
say-softmax-row_sum = The exponentials of { $row } add up to { $value }.
say-softmax-weights = Each exponential is divided by the sum of its row.
say-feed_forward-hidden = The first layer: { $cols } numbers for each token.
say-feed_forward-activated = Each number goes through the activation on its own.
say-feed_forward-y = The second layer brings each token back to { $cols } numbers.

## The sentence for one cell: cell-<stage>-<result>.
cell-embed-x = Number { $col } of { $row } is read from the table, in the row of token number { $first }: { $value }.
cell-position-encoding = Number { $col } in the pattern of position { $row } is { $value }.
cell-position-x = Number { $col } of { $row }: { $first } plus { $second } is { $value }.
cell-layer_norm-mean = { say-layer_norm-mean }
cell-layer_norm-centred = Number { $col } of { $row }: { $first } minus the mean { $second } is { $value }.
cell-layer_norm-variance = { say-layer_norm-variance }
cell-layer_norm-rstd = { say-layer_norm-rstd }
cell-layer_norm-normalised = Number { $col } of { $row }: { $first } times { $second } is { $value }.
cell-layer_norm-y = Number { $col } of { $row }, with gain and bias: { $value }.
cell-rms_norm-mean_square = { say-rms_norm-mean_square }
cell-rms_norm-rrms = { say-rms_norm-rrms }
cell-rms_norm-y = Number { $col } of { $row }, divided by the root mean square, with gain: { $value }.
cell-project-q = Number { $col } of the query of { $row }: { $terms } terms, one sum, { $value }.
cell-project-k = Number { $col } of the key of { $row }: { $terms } terms, one sum, { $value }.
cell-project-v = Number { $col } of the value of { $row }: { $terms } terms, one sum, { $value }.
cell-split_heads-q = Number { $col } of the query of { $row } in head { $head }: { $value }, only moved, not computed.
cell-split_heads-k = Number { $col } of the key of { $row } in head { $head }: { $value }, only moved, not computed.
cell-qk_norm-q_mean_square = { say-qk_norm-q_mean_square }
cell-qk_norm-q_rrms = { say-qk_norm-q_rrms }
cell-qk_norm-q = Number { $col } of the query of { $row }, divided by its root mean square, with gain: { $value }.
cell-qk_norm-k_mean_square = { say-qk_norm-k_mean_square }
cell-qk_norm-k_rrms = { say-qk_norm-k_rrms }
cell-qk_norm-k = Number { $col } of the key of { $row }, divided by its root mean square, with gain: { $value }.
cell-split_heads-v = Number { $col } of the value of { $row } in head { $head }: { $value }, only moved, not computed.
cell-scores-scores = The query of { $row } meets the key of { $col }: { $terms } { $terms ->
        [one] product
       *[other] products
    }, one sum, { $value }.
cell-scale-scaled = { $row } and { $col }: { $first } { $root ->
        [0] times { $factor }
       *[other] divided by √{ $root }, that is, times { $factor },
    }{ $cooled ->
        [0] {""}
       *[other] {" "}divided by the temperature { $temperature }
    } is { $value }.
cell-soft_cap-capped = { $row } and { $col }: { $first }, kept within { $cap } of 0, becomes { $value }.
cell-mask-masked = { $allowed ->
        [0] { $row } may not look at { $col }: minus infinity.
       *[other] { $row } may look at { $col }: the score stays { $value }.
    }
cell-softmax-row_max = { say-softmax-row_max }
cell-softmax-shifted = { $shut ->
        [0] { $row } and { $col }: { $first } minus the largest of the row, { $second }, is { $value }.
       *[other] { $row } may not look at anything: every score in its row is minus infinity and stays so.
    }
cell-softmax-exponentials = { $row } and { $col }: e to the power of { $first } is { $value }.
cell-softmax-row_sum = { say-softmax-row_sum }
cell-softmax-weights = { $shut ->
        [0] { $row } gives { $col } the weight { $value }: { $first } divided by { $second }.
       *[other] { $row } may not look at anything, so there is nothing to share out: the weight of { $col } is 0.
    }
cell-mask_weights-kept = { $allowed ->
        [0] { $row } may not look at { $col }: its weight { $first } becomes 0.
       *[other] { $row } may look at { $col }: the weight stays { $value }.
    }
cell-weighted_sum-heads = Number { $col } of the new vector of { $row }: { $terms } values, each times its weight, { $value } in all.
cell-merge_heads-concat = Number { $col } of { $row }: { $value }, only moved, not computed.
cell-linear-y = Number { $col } of { $row }: { $terms } terms, one sum, { $value }.
cell-residual-sum = Number { $col } of { $row }: { $first } plus { $second } is { $value }.
cell-feed_forward-hidden = Unit { $col } for { $row }: { $terms } terms, one sum, { $value }.
cell-feed_forward-activated = Unit { $col } for { $row }: { $first } becomes { $value }.
cell-feed_forward-y = Number { $col } of { $row }: { $terms } terms, one sum, { $value }.

## Names of tensors: one cell (read out with its value), and the whole as a title.
name-tokens = token
    .title = Tokens
name-ids = token number
    .title = Token numbers
name-table = table entry
    .title = Embedding table
name-position-table = table entry
    .title = Position table
name-x = component
    .title = Vectors
name-embed-x = embedding
    .title = Embeddings
name-position-x = component with position
    .title = Vectors with position
name-encoding = position pattern
    .title = Position patterns
name-mean = mean
    .title = Mean
name-centred = centred component
    .title = Centred
name-variance = variance
    .title = Variance
name-rstd = factor
    .title = Factor
name-normalised = normalised component
    .title = Normalised
name-gain = gain
    .title = Gain
name-bias = bias
    .title = Bias
name-layer_norm-y = component after the norm
    .title = After the norm
name-mean_square = mean square
    .title = Mean square
name-rrms = factor
    .title = Factor
name-rms_norm-y = component after the norm
    .title = After the norm
name-q_mean_square = mean square of a query
    .title = Mean squares of the queries
name-q_rrms = factor of a query
    .title = Factors of the queries
name-q_gain = gain of the queries
    .title = Gain of the queries
name-k_mean_square = mean square of a key
    .title = Mean squares of the keys
name-k_rrms = factor of a key
    .title = Factors of the keys
name-k_gain = gain of the keys
    .title = Gain of the keys
name-wq = query matrix entry
    .title = Query matrix
name-wk = key matrix entry
    .title = Key matrix
name-wv = value matrix entry
    .title = Value matrix
name-wo = output matrix entry
    .title = Output matrix
name-bq = query bias
    .title = Query bias
name-bk = key bias
    .title = Key bias
name-bv = value bias
    .title = Value bias
name-bo = output bias
    .title = Output bias
name-w = parameter
    .title = Matrix
name-b = bias
    .title = Bias
name-w1 = first-layer parameter
    .title = First matrix
name-b1 = first-layer bias
    .title = First bias
name-w2 = second-layer parameter
    .title = Second matrix
name-b2 = second-layer bias
    .title = Second bias
name-q = query component
    .title = Queries
name-k = key component
    .title = Keys
    .transposed = Keys, transposed
name-v = value component
    .title = Values
name-scores = raw score
    .title = Raw scores
name-scaled = scaled score
    .title = Scaled scores
name-capped = capped score
    .title = Capped scores
name-mask = mask
    .title = Mask
name-masked = masked score
    .title = Masked scores
name-row_max = row maximum
    .title = Maximum
name-shifted = shifted score
    .title = Shifted
name-exponentials = exponential
    .title = Exponentials
name-row_sum = sum of exponentials
    .title = Sum
name-weights = weight
    .title = Weights
name-kept = kept weight
    .title = Kept weights
name-probabilities-weights = probability
    .title = Probabilities
name-heads = head output
    .title = Head output
name-concat = joined component
    .title = Joined heads
name-linear-y = component
    .title = Result
name-output-y = attention output
    .title = Attention output
name-unembed-y = logit
    .title = Logits
name-y = component
    .title = Result
name-sum = sum
    .title = Sum
name-hidden = hidden unit
    .title = Hidden
name-activated = activated unit
    .title = Activated
name-feed_forward-y = feed-forward output
    .title = Feed-forward output
x
    .title = Memory numbers
name-memory = memory
    .title = Memory

## Axes, as a cell is read out.
axis-H = head
axis-T = token
axis-T-query = query
axis-S = token
axis-S-key = key
axis-V = word
axis-P = position
axis-F = unit
axis-other = number
axis-row = row
axis-column = column

## Signs, by their names
sign-full-stop = full stop
sign-comma = comma
sign-semicolon = semicolon
sign-colon = colon
sign-exclamation-mark = exclamation mark
sign-question-mark = question mark
sign-ellipsis = ellipsis
sign-hyphen = hyphen
sign-dash = dash
sign-open-bracket = opening bracket
sign-close-bracket = closing bracket
sign-apostrophe = apostrophe
sign-quotation-mark = quotation mark

## What the letters in a caption mean
letter-T = T: the number of tokens that ask
letter-S = S: the number of tokens that are asked
letter-C = C: the width of the model, how many numbers a token’s vector has
letter-D = D: the width of one head
letter-HD = HD: the width of all heads side by side
letter-H = H: the number of heads
letter-F = F: the width of the hidden layer
letter-V = V: the number of words in the vocabulary
letter-P = P: the number of rows in the position table

## Matrices and cells
cell-label = { $places }, { $name } { $value }
cell-empty = { $places }, { $name }, not computed yet
cell-was = was { $value }
cell-masked = { $places }, { $name } minus infinity, masked
place = { $axis } { $label }
matrix-about = { $title }, { $rows } rows, { $cols } columns
matrix-scroll = { $title }, scrollable
matrix-canvas = { $title }, { $rows } by { $cols }. Arrow keys move from cell to cell.
matrix-table = Show as a table
matrix-picture = Show as a picture
row-sums = sum
picture = Picture of the step
memory-before = In memory before, row after row
memory-after = In memory after, head after head
memory-before-merge = In memory before, head after head
memory-after-merge = In memory after, row after row
memory-place = number { $value } is in place { $from } of { $count } and moves to place { $to }

## Heads and results
head = Head { $head } of { $heads }
head-short = Head { $head }
head-all = All heads
head-made = Head { $head }, and what it is made from
heads = Heads
results = Results of this step

## Arcs
arcs = How much { $row } attends to each token
arcs-beyond = A weight changed by hand may be above 1 or below 0: its arc is then drawn as wide as for 1, or not at all.
arcs-sum = weights of { $row }

## Timeline and breadcrumb
where = Where you are
timeline = Steps
step-done = done
step-here = here
step-later = to come
step-label = { $title }, { $shape }, { $state }{ $stop ->
        [true] , breakpoint
       *[other] {""}
    }
group-fold = Fold { $title }
group-steps = { $count } { $count ->
        [one] step
       *[other] steps
    }
stopped = { $title } has a breakpoint, the red mark on the line: To end and Play stop here.
stop-set = Set a breakpoint at { $title }: To end and Play will stop there
stop-clear = Remove the breakpoint at { $title }
crumb-row = row { $label }
crumb-cell = cell { $label }
crumb-start = before the first step

## One number
ask = One number
ask-none = Choose a cell to see how it was made.
ask-empty = This cell has not been computed yet. The step { $title } will compute it.
ask-empty-bare = This cell has not been computed yet.
ask-given = Given by the scene, not computed from other numbers.
ask-edited = Changed here by hand.
ask-was = Before the edits { $value }, difference { $difference }.
ask-was-rounded = Before the edits { $value }, difference { $difference } (rounded after subtracting).
ask-root = × { $factor } is the same as ÷ √{ $root }
ask-limit-shut = This row may not look at anything. Arithmetic has no answer here, so the engine writes { $value }: nothing is shared out.
ask-limit-large = The result is too large for the machine’s numbers, which go up to about 3.4·10³⁸, so it counts as infinite.
ask-limit-none = Arithmetic has no answer here, for instance for ∞ − ∞, ∞ ÷ ∞ or 0 · ∞. NaN means: not a number.
ask-limit-passed = NaN means: not a number. The number it comes from was already not a number.
ask-write = Change
ask-run = Run to this cell
ask-options = This step’s numbers
ask-option = Change { $name }, now { $value }
ask-more = show all { $count } terms
ask-less = show fewer
ask-rounded = rounded here
    .about = Numbers are shown rounded, but the machine computes with all their digits. Point at a number to see them.
ask-more-uses = show all { $count }
ask-used = Used by
ask-used-count = { $count ->
        [0] not used by a later cell
        [one] used by { $count } cell
       *[other] used by { $count } cells
    }
ask-follow = { $name }: { $label }. Go to where it comes from.
ask-use = { $label }. Go there.
ask-later = not computed yet
trail = How you got here
trail-place = { $name }, { $place }
trail-back = Back to { $name }
away = You are looking at { $title }. The program is at { $here }.
away-start = the start
away-home = Return to the step
limit = { $kind ->
        [large] Some numbers here are infinite or not numbers at all (NaN). The first was one that became too large for the machine:
       *[other] Some numbers here are infinite or not numbers at all (NaN). The first was here:
    } { $name }, { $places }, in { $title }.
limit-go = Show it
arithmetic-max = the largest of { $count }
arithmetic-row = the entry for token number
arithmetic-keep = the mask is 1: the score stays
arithmetic-hide = the mask is 0
arithmetic-copy = moved, not changed

chain = Where this number comes from
chain-q = query
chain-k = key

## Editing
edit-label = { $name }, new number for { $places }
edit-word = New word for { $places }
edit-option = New number for { $name }
edit-write = Use this
edit-leave = Keep it as it is
edit-locked = { $lock ->
    [text] The words are locked on this page, so they cannot be changed here.
    [weights] The weights are locked on this page, so they cannot be changed here.
    [masks] The mask is locked on this page, so it cannot be changed here.
   *[all] The numbers are locked on this page, so they cannot be changed here.
}
edit-nan = “{ $text }” is not a number. Write one like 0.5 or −1.2.
refuse-range = { $text } does not fit here. It can be anything from { $least } to { $most }.
edit-made = { $count ->
        [0] Nothing else changed.
        [one] { $count } result was recomputed.
       *[other] { $count } results were recomputed.
    }
changes = What you changed
changes-short = Changes
changes-no = nothing yet
changes-count = { $edits ->
        [0] No edits.
        [one] { $edits } edit
       *[other] { $edits } edits
    }{ $edits ->
        [0] {""}
       *[other] , { $tensors ->
            [one] { $tensors } tensor differs.
           *[other] { $tensors } tensors differ.
        }
    }
changes-about = A tensor is a table of numbers, or several of them, for example one for each head.
changes-edits = Edits
changes-tensors = Changed tensors, each with its largest change
changes-more = and { $count } more cells
changes-take = Undo: { $name }
compare = Which numbers are shown
compare-now = Now
compare-both = Both
compare-before = Before
compare-difference = Difference
compare-say-before = These are the numbers from before the edits.
compare-say-difference = These are the differences: now minus before.

## Code panel
code = The same step as a formula and as code
tab-maths = Maths
tab-numpy = NumPy
tab-cpp = C++
code-loading = Loading …
code-missing = The text could not be loaded. Everything else works without it.
code-open = Maths and code
code-close = Hide maths and code
code-none = There is nothing to show before the first step.

## What is heard, and seen elsewhere
heard-start = This is the start. Nothing has been computed yet.
heard-reset = Back at the start, step by stages, without breakpoints.
heard-last = That was the last step.
heard-end = This is the end. Every step has run.
heard-stopped = Stopped at the breakpoint at { $title }.
heard-stop-set = Breakpoint set at { $title }.
heard-stop-clear = Breakpoint removed from { $title }.
heard-one-head = There is only one head here.
heard-paused = Paused.

## Controls
controls = Controls
do-first = First
    .about = Go back to the start. Edits stay.
do-back = Back
do-step = Step
do-into = Into
do-out = Out
do-end = To end
do-play = Play
do-pause = Pause
do-reset = Reset
    .about = Go back to the start, step by stages again, and clear all breakpoints. Edits stay.
do-stop = Breakpoint
do-undo = Undo
do-redo = Redo
do-clear = Undo all edits
do-help = Keys and help
do-more = More
speed = Speed
speed-value = { $speed } steps per second
unit = Step by
unit-model = whole program
unit-layer = layer
unit-sublayer = part of a layer
unit-stage = stage
unit-result = result
unit-head = head
unit-row = row
unit-cell = cell
slider = Position
slider-step = { $title }, step { $done } of { $total }
slider-cell = { $title }, cell { $done } of { $total }
slider-start = before the first step

## Export and share
take-away = Export
share = Share
take-notice-plain = The scene is shown in its original state, without edits.
take-notice-kept = Your own changes are still there.
state-locked = { $count ->
        [one] One change in this link or file was
       *[other] { $count } changes in this link or file were
    } left out: { $lock ->
        [text] the words are locked on this page.
        [weights] the weights are locked on this page.
        [masks] the mask is locked on this page.
       *[all] the numbers are locked on this page.
    }
state-locked-scene = This link or file has { $lock ->
        [text] different words, and the words are locked on this page.
        [weights] a different model or different weights, and the weights are locked on this page.
        [masks] a different model or mask, and the mask is locked on this page.
       *[all] different words or a different model, and the numbers are locked on this page.
    }
take-notice-opened = The link has been opened.
take-state-back = Back to what was here
take-notice-close = Close
take-unloaded = This part could not be loaded ({ $reason }). Check the connection and try again.

## Failures
error-load = The engine could not be started.
    .mend = Load the page again. If that does not help, the file engine.wasm is missing from the server, or the browser has refused it.
error-scene = The scene cannot be used.
    .mend = Correct the scene file as described here, then load the page again.
error-fetch = The scene could not be loaded.
    .mend = Check its address and the connection, then try again.
error-nothing = This stepper has no scene. Give <attend-stepper> a scene attribute with the address of one, or set its session property.
error-stopped = The engine stopped.
    .mend = What you changed is kept. Start the engine again to carry on where you were.
error-memory = There is not enough memory for this.
    .mend = Use fewer tokens, layers or heads, or close other pages that hold large scenes.
error-restart = Start again
error-other = This did not work.
    .mend = Nothing is lost. You can keep stepping, or press Reset.
error-retry = Try again
error-dismiss = Close
loading = Starting the engine …
notice = Note

## The whole model
whole = Whole model
whole-close = Back to the step
whole-unloaded = The whole model could not be loaded: { $reason }. Try again.
