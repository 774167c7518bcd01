# What only the whole engine has: losses, the steps that go back from them, and the stages numbered from 160 on.

## The sentences of the steps.
say-cross_entropy = How surprised the model is by the words that really come: minus the log of the probability of each, and the mean of that.
say-inner_product = One number out of a whole tensor: each of its numbers is multiplied by a weight of its own, and all are added up.

## The sentence of a step that goes back from the loss. $name: what one cell is called.
say-gradient = Backwards: how fast the loss changes with each of these { $rows } × { $cols } numbers.
say-gradient-one = The loss changes exactly as fast as itself: 1. From here the chain rule goes back.
cell-gradient =
    { $terms ->
        [0] The { $name } is 0: no change of it reaches the loss.
        [one] The { $name } is { $value }: one upstream gradient times one local derivative.
       *[other] The { $name } is { $value }: { $terms } upstream gradients, each times a local derivative{ $shares ->
            [1] {""}
           *[other] , by { $shares } ways
        }.
    }
say-repeat_heads = Heads share their keys and values: each head gets a copy of its group’s.
say-rotary = Every query and key is turned by its position, pair by pair of columns. A score then depends on how far apart two tokens are, not on where they stand.
say-alibi = Every score is lowered by the distance between query and key, in each head by a slope of its own.
say-sink_softmax = Softmax with one more score in every row, which belongs to no key. What it takes is attended to nothing.
say-gated_feed_forward = Two layers side by side: one, through its activation, decides how much of the other comes through. A third brings the width back.
say-tied_unembed = Each token’s vector meets the vector of every word: their dot product is the word’s score.

say-repeat_heads-k = The keys of every group, copied for each of its heads.
say-repeat_heads-v = The values of every group, copied for each of its heads.
say-rotary-angle = The angle of every position and pair: the position divided by a power of { $base }. The first pair turns fastest.
say-rotary-cosine = The cosine of every angle.
say-rotary-sine = The sine of every angle.
say-rotary-q = Every pair of a query’s numbers is a point, turned by the angle of its position.
say-rotary-k = Every pair of a key’s numbers is a point, turned by the angle of its position.
say-alibi-slopes = The slope of every head: half as steep, or less, from head to head. The slope here is { $value }.
say-alibi-distances = How far apart query and key are, with a minus: 0 for a token and itself.
say-alibi-biased = To every score the distance is added, times the slope of the head.
say-sink_softmax-row_max = The largest score in the row of { $row }, the sink counted in, is { $value }.
say-sink_softmax-shifted = The largest score of the row is subtracted from each. Now none is above 0, and the weights will still be the same.
say-sink_softmax-exponentials = e to the power of each shifted score.
say-sink_softmax-sink_shifted = The largest score of the row is subtracted from the sink, too: { $value } for { $row }.
say-sink_softmax-sink_exponential = e to the power of the shifted sink: { $value } for { $row }.
say-sink_softmax-row_sum = The exponentials of { $row } and of the sink add up to { $value }.
say-sink_softmax-weights = Each exponential divided by the sum of its row. The weights of a row sum to less than 1: the rest is the sink’s.
say-gated_feed_forward-gate = A first layer: one number for each of { $cols } hidden units.
say-gated_feed_forward-activated = The activation of each: how far its gate is open.
say-gated_feed_forward-up = A second layer beside it, of the same width.
say-gated_feed_forward-gated = Each number of the second layer times its gate.
say-gated_feed_forward-y = A third layer brings the gated numbers back to the width of the model.

say-cross_entropy-row_max = The largest logit in the row of { $row } is { $value }.
say-cross_entropy-shifted = The largest logit of the row is subtracted from each. Now none is above 0, and the probabilities will still be the same.
say-cross_entropy-exponentials = e to the power of each shifted logit.
say-cross_entropy-row_sum = The exponentials of { $row } add up to { $value }.
say-cross_entropy-log_sum = The natural logarithm of that sum: { $value } for { $row }.
say-cross_entropy-target = The shifted logit of the word that really comes: { $value } for { $row }.
say-cross_entropy-surprise = The log of the sum minus the logit of the target is minus the log of the target’s probability: { $value } for { $row }.
say-cross_entropy-counts = Where a target is known, its position counts.
say-cross_entropy-per_token = The loss of every position that counts, 0 elsewhere.
say-cross_entropy-total = The losses of all positions add up to { $value }.
say-cross_entropy-count = { $value } positions count.
say-cross_entropy-loss = Total divided by count: the loss is { $value }.

## The sentence for one cell: cell-<stage>-<result>.
cell-cross_entropy-row_max = { say-cross_entropy-row_max }
cell-cross_entropy-shifted = { $row } and { $col }: { $first } minus the largest of the row, { $second }, is { $value }.
cell-cross_entropy-exponentials = { $row } and { $col }: e to the power of { $first } is { $value }.
cell-cross_entropy-row_sum = { say-cross_entropy-row_sum }
cell-cross_entropy-log_sum = { say-cross_entropy-log_sum }
cell-cross_entropy-target = { say-cross_entropy-target }
cell-cross_entropy-surprise = { $row }: { $first } minus { $second } is { $value }.
cell-cross_entropy-counts = { $row } counts { $value } times.
cell-cross_entropy-per_token = { $row }: { $first } times { $second } is { $value }.
cell-cross_entropy-total = { say-cross_entropy-total }
cell-cross_entropy-count = { say-cross_entropy-count }
cell-cross_entropy-loss = { $first } divided by { $second } is { $value }.
cell-inner_product-loss = { $terms } products, one sum, { $value }.

cell-repeat_heads-k = Number { $col } of the key of { $row } for head { $head }: { $value }, only copied, not computed.
cell-repeat_heads-v = Number { $col } of the value of { $row } for head { $head }: { $value }, only copied, not computed.
cell-rotary-angle = { $row }, pair { $col }: turned by { $value }, measured in radians.
cell-rotary-cosine = { $row }, pair { $col }: the cosine of { $first } is { $value }.
cell-rotary-sine = { $row }, pair { $col }: the sine of { $first } is { $value }.
cell-rotary-q = Number { $col } of the turned query of { $row }: { $value }.
cell-rotary-k = Number { $col } of the turned key of { $row }: { $value }.
cell-alibi-slopes = { say-alibi-slopes }
cell-alibi-distances = { $row } and { $col }: { $value }.
cell-alibi-biased = { $row } and { $col }: the score { $first }, lowered by distance times slope, becomes { $value }.
cell-sink_softmax-row_max = { say-sink_softmax-row_max }
cell-sink_softmax-shifted = { $row } and { $col }: { $first } minus the largest of the row, { $second }, is { $value }.
cell-sink_softmax-exponentials = { $row } and { $col }: e to the power of { $first } is { $value }.
cell-sink_softmax-sink_shifted = { say-sink_softmax-sink_shifted }
cell-sink_softmax-sink_exponential = { say-sink_softmax-sink_exponential }
cell-sink_softmax-row_sum = { say-sink_softmax-row_sum }
cell-sink_softmax-weights = { $row } attends to { $col }: { $first } divided by the sum of the row, { $second }, is { $value }.
cell-gated_feed_forward-gate = { $terms } terms, one sum: hidden unit { $col } of the gate of { $row } is { $value }.
cell-gated_feed_forward-activated = { $row }, unit { $col }: { $first } becomes { $value }.
cell-gated_feed_forward-up = { $terms } terms, one sum: hidden unit { $col } of { $row } is { $value }.
cell-gated_feed_forward-gated = { $row }, unit { $col }: the gate { $first } times { $second } is { $value }.
cell-gated_feed_forward-y = { $terms } terms, one sum: number { $col } of { $row } is { $value }.
cell-tied_unembed-y = { $terms } products, one sum: the score of { $col } after { $row } is { $value }.

## What a place on an axis is called.
axis-G = group
axis-R = pair

## Names of tensors: one cell (read out with its value), and the whole as a title.
name-gradient = gradient of the { $name }
    .title = Gradient: { $name }
name-targets = target number
    .title = Target numbers
name-counted = mark of a target
    .title = Counted
name-cotangent = weight of the cotangent
    .title = Cotangent
name-loss = loss
    .title = Loss
name-cross_entropy-row_max = largest logit
    .title = Maximum
name-cross_entropy-shifted = shifted logit
    .title = Shifted
name-log_sum = log of the sum
    .title = Log of the sum
name-target = shifted logit of the target
    .title = Target
name-surprise = surprise
    .title = Surprise
name-counts = count
    .title = Counts
name-per_token = loss of the token
    .title = Loss of each token
name-total = total
    .title = Total
name-count = count
    .title = Count
name-angle = angle
    .title = Angles
name-cosine = cosine
    .title = Cosines
name-sine = sine
    .title = Sines
name-rotary-q = turned query entry
    .title = Turned queries
name-rotary-k = turned key entry
    .title = Turned keys
name-slopes = slope
    .title = Slopes
name-distances = distance
    .title = Distances
name-biased = biased score
    .title = Biased scores
name-sink = sink
    .title = Sinks
name-sink_shifted = shifted sink
    .title = Shifted sinks
name-sink_exponential = exponential of the sink
    .title = Exponentials of the sinks
name-gate = gate
    .title = Gates
name-up = second-layer number
    .title = Second layer
name-gated = gated number
    .title = Gated
name-gated_feed_forward-y = feed-forward output
    .title = Output
name-tied_unembed-y = logit
    .title = Logits
name-w_gate = gate parameter
    .title = W_gate
name-b_gate = gate bias
    .title = b_gate
name-w_up = second-layer parameter
    .title = W_up
name-b_up = second-layer bias
    .title = b_up
name-w_down = third-layer parameter
    .title = W_down
name-b_down = third-layer bias
    .title = b_down

## The arithmetic of a gradient.
ask-derivative = Local derivative { $value }: how fast the { $name } of { $label } changes with this number. Go there.
ask-share = Through the { $name } of { $step }:
arithmetic-column = the entry for target number
arithmetic-unrelated = no change of this number reaches the loss, so its gradient is 0

## Holding a gradient against a finite difference.
nudge = Nudge the number
    .about = Run the whole program twice more, with this number moved a little down and up, and compare the slope of the loss
nudge-found = Gradient { $analytic }; moved by { $by } down and up, the loss changes at { $numeric }.
