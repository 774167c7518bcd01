# What only the whole engine has: losses, the steps that go back from them, and the stages numbered from 160 on.

## The words that a token is picked from. $drawn: the number drawn.
ranking-greedy = The words by their logits. The largest alone is kept.
ranking-sample = Counted down the last column, the number drawn, { $drawn }, falls on the picked word.
ranking-word = word
ranking-probability = probability
ranking-share = share of what is kept
ranking-cut = cut
ranking-picked = picked
ranking-more =
    { $count ->
        [one] One more word is less likely.
       *[other] { $count } more words are less likely.
    }

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
say-online_softmax =
    { $moved ->
        [0] No key so far may be seen by { $row }, so its sum and its output stay 0.
        [1] The first tile that { $row } may see: its largest score is { $row_max }, its exponentials add up to { $row_sum }. Nothing has to be rescaled.
        [2] This tile raises the maximum of { $row } from { $max_before } to { $row_max }, so what was summed so far is rescaled by { $rescale }. Then the tile is added.
       *[3] The maximum of { $row } stays { $row_max }, so what was summed so far stays as it is. The tile is added.
    }
say-gated_feed_forward = Two layers side by side: one, through its activation, decides how much of the other comes through. A third brings the width back.
say-mixture = A router chooses for each token a few of { $heads } small feed-forwards, the experts, and weighs what they give.
say-tied_unembed = Each token’s vector meets the vector of every word: their dot product is the word’s score.

say-append = The newest row is put behind those that are kept, so that earlier tokens are not computed again.
say-pick = The next token is { $word }: the logits of the newest token, put in order, the unlikely ones cut, and one of the rest picked.

say-pick-scaled = The logits of the newest token, divided by the temperature { $temperature }. Below 1 large ones win more often, above 1 less.
say-pick-order = The words in order, the one with the largest logit first.
say-pick-ranked = The logits in that order.
say-pick-largest = The largest logit is { $value }.
say-pick-shifted = The largest logit is subtracted from each. The probabilities will still be the same.
say-pick-exponentials = e to the power of each.
say-pick-reached = What the exponentials add up to, from the first to each; behind the top { $top_k } nothing is added.
say-pick-stays = 1 for each word that is kept, 0 for each that is cut: by top-k, or because the words before it reach top-p.
say-pick-held = The exponentials of the words that are kept.
say-pick-mass = Together they are { $value }.
say-pick-shares = Each divided by that sum: the probabilities of the words that are kept sum to 1 again.
say-pick-cumulative = The probabilities added up, from the first to each.
say-pick-mark = The number that was drawn, from 0 up to 1, times the last of these sums: { $value }.
say-pick-place = The first word whose sum is above that: { $value } words come before it.
say-pick-id = That is { $word }, number { $value } of the vocabulary, counted from 0. It is the next token.

say-repeat_heads-k = The keys of every group, copied for each of its heads.
say-repeat_heads-v = The values of every group, copied for each of its heads.
say-rotary-angle = The angle of every position and pair: the position divided by a power of { $base }. The first pair turns fastest.
say-rotary-cosine = The cosine of every angle.
say-rotary-sine = The sine of every angle.
say-rotary-q = Every pair of a query’s numbers is a point, turned by the angle of its position.
say-rotary-k = Every pair of a key’s numbers is a point, turned by the angle of its position.
say-alibi-slopes = The slope of every head: half as steep, or less, from head to head. The slope here is { $value }.
say-alibi-distances = How far apart query and key are, as a negative number: 0 for a token and itself.
say-alibi-biased = To every score the distance is added, times the slope of the head.
say-sink_softmax-row_max = The largest score in the row of { $row }, the sink counted in, is { $value }.
say-sink_softmax-shifted = The largest score of the row is subtracted from each. Now none is above 0, and the weights will still be the same.
say-sink_softmax-exponentials = e to the power of each shifted score.
say-sink_softmax-sink_shifted = The largest score of the row is subtracted from the sink, too: { $value } for { $row }.
say-sink_softmax-sink_exponential = e to the power of the shifted sink: { $value } for { $row }.
say-sink_softmax-row_sum = The exponentials of { $row } and of the sink add up to { $value }.
say-sink_softmax-weights = Each exponential divided by the sum of its row. The weights of a row sum to less than 1: the rest is the sink’s.
say-online_softmax-row_max =
    { $moved ->
        [0] { $row } may see no key up to the end of this tile.
        [1] The largest score of { $row } up to the end of this tile is { $value }.
        [2] This tile raises the maximum of { $row } from { $max_before } to { $value }.
       *[3] This tile has no score of { $row } above { $value }, so the maximum stays.
    }
say-online_softmax-rescale =
    { $moved ->
        [0] Nothing was summed for { $row } so far, and nothing has to be rescaled.
        [1] Nothing was summed for { $row } before this tile, so nothing has to be rescaled.
        [2] What was summed so far for { $row } was measured from { $max_before }, and now { $row_max } is the maximum. Times e to the power of { $max_before } less { $row_max }, which is { $value }, it fits.
       *[3] The maximum of { $row } is the same as before, so what was summed so far is taken times 1.
    }
say-online_softmax-exponentials = e to the power of each score of the tile, less the largest so far.
say-online_softmax-row_sum = The running sum of { $row }: the old one, rescaled, and the exponentials of this tile make { $value }.
say-online_softmax-running = The running output: the old one, rescaled, and the values of this tile, each times its exponential.
say-online_softmax-heads = The running output divided by the running sum: attention over the keys read so far. After the last tile it is the whole.
say-gated_feed_forward-gate = A first layer: one number for each of { $cols } hidden units.
say-gated_feed_forward-activated = The activation of each: how far its gate is open.
say-gated_feed_forward-up = A second layer beside it, of the same width.
say-gated_feed_forward-gated = Each number of the second layer times its gate.
say-gated_feed_forward-y = A third layer brings the gated numbers back to the width of the model.

say-mixture-logits = The router: for each token, one logit for each of { $cols } experts.
say-mixture-chosen = For each token, 1 marks the experts it goes to: those with its { $top } largest logits. The others have 0. Of equal logits the earlier is taken.
say-mixture-row_max = The largest logit of { $row } is { $value }.
say-mixture-shifted = The largest logit of the row is subtracted from each. Now none is above 0, and the shares will still be the same.
say-mixture-exponentials = e to the power of each shifted logit.
say-mixture-held = The exponentials of the experts that are chosen; the others are 0.
say-mixture-row_sum = The kept exponentials of { $row } add up to { $value }.
say-mixture-shares = Each divided by the sum of its row: the shares of the chosen experts sum to 1, the others have 0.
say-mixture-load = How many tokens chose each expert: its load.
say-mixture-mean_share = The share of each expert, as a mean over all tokens.
say-mixture-hidden = The first layer of expert { $head }, for every token: those that did not choose it, too, so that they can be looked at.
say-mixture-activated = Each number of expert { $head } goes through the activation on its own.
say-mixture-outputs = The second layer of expert { $head } brings each token back to { $cols } numbers.
say-mixture-y = For each token, what its chosen experts give, each times its share, all added up.

say-sgd = Every number of the weight goes a little against its gradient: where the loss would grow, it becomes smaller, and where the loss would fall, larger.
say-sgd-direction = The gradient, and with weight decay a share of the weight itself.
say-sgd-updated = Every number of the weight minus { $rate } times its direction.
say-adam = Every number of the weight goes against its mean gradient, divided by how large its gradients usually are: so each has a step of about the same length.
say-adam-new_first = The first moment, a running mean of the gradients: { $beta1 } of what it was, and the rest from the new gradient.
say-adam-new_second = The second moment, a running mean of the squared gradients: { $beta2 } of what it was, and the rest from the new square.
say-adam-first_corrected = The first moment began at 0. Divided by this, it is as large as a mean of gradients.
say-adam-second_corrected = The second moment began at 0, too, and is corrected in the same way.
say-adam-ratio = The mean gradient divided by the root of the mean square: about 1 or −1 where the gradients agree, and near 0 where they change their sign.
say-adam-direction = That, and with weight decay a share of the weight itself.
say-adam-updated = Every number of the weight minus { $rate } times its direction.

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

cell-sgd-direction = The gradient { $first } plus the decay of the weight { $second } is { $value }.
cell-sgd-updated = The weight { $first } minus the learning rate times { $second } is { $value }.
cell-adam-new_first = A share of { $first } and a share of the gradient { $second } make { $value }.
cell-adam-new_second = A share of { $first } and a share of the square of { $second } make { $value }.
cell-adam-first_corrected = { $first } becomes { $value }, as large as a mean of gradients.
cell-adam-second_corrected = { $first } becomes { $value }, as large as a mean of squares.
cell-adam-ratio = { $first } divided by the root of { $second } is { $value }.
cell-adam-direction = { $first } plus the decay of the weight { $second } is { $value }.
cell-adam-updated = The weight { $first } minus the learning rate times { $second } is { $value }.
cell-append-rows = { $value }, only copied, not computed.
cell-pick-scaled = The logit of { $row }, { $first }, divided by the temperature { $temperature } is { $value }.
cell-pick-order = At place { $row } stands word number { $value } of the vocabulary, counted from 0.
cell-pick-ranked = At place { $row } stands a logit of { $value }.
cell-pick-largest = { say-pick-largest }
cell-pick-shifted = { $first } minus the largest, { $second }, is { $value }.
cell-pick-exponentials = e to the power of { $first } is { $value }.
cell-pick-reached = Up to place { $row } the exponentials add up to { $value }.
cell-pick-stays =
    { $value ->
        [0] The word at place { $row } is cut.
       *[other] The word at place { $row } is kept.
    }
cell-pick-held = { $first } times { $second } is { $value }.
cell-pick-mass = { say-pick-mass }
cell-pick-shares = { $first } divided by { $second } is { $value }.
cell-pick-cumulative = Up to place { $row } the probabilities add up to { $value }.
cell-pick-mark = { $first } times { $second } is { $value }.
cell-pick-place = { say-pick-place }
cell-pick-id = { say-pick-id }

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
cell-online_softmax-row_max = { say-online_softmax-row_max }
cell-online_softmax-rescale = { say-online_softmax-rescale }
cell-online_softmax-exponentials = { $row } and { $col }: e to the power of { $first } less the largest so far, { $second }, is { $value }.
cell-online_softmax-row_sum = { say-online_softmax-row_sum }
cell-online_softmax-running = { $terms } products, one sum: number { $col } of the running output of { $row } is { $value }.
cell-online_softmax-heads = Number { $col } of { $row }: { $first } divided by the running sum, { $second }, is { $value }.
cell-gated_feed_forward-gate = { $terms } terms, one sum: hidden unit { $col } of the gate of { $row } is { $value }.
cell-gated_feed_forward-activated = { $row }, unit { $col }: { $first } becomes { $value }.
cell-gated_feed_forward-up = { $terms } terms, one sum: hidden unit { $col } of { $row } is { $value }.
cell-gated_feed_forward-gated = { $row }, unit { $col }: the gate { $first } times { $second } is { $value }.
cell-gated_feed_forward-y = { $terms } terms, one sum: number { $col } of { $row } is { $value }.
cell-mixture-logits = { $terms } products, one sum: the logit of { $row } for expert { $col } is { $value }.
cell-mixture-chosen =
    { $value ->
        [0] { $row } does not go to expert { $col }: its logit is not among the top { $top }.
       *[other] { $row } goes to expert { $col }: its logit is among the top { $top }.
    }
cell-mixture-row_max = { say-mixture-row_max }
cell-mixture-shifted = { $row }, expert { $col }: { $first } minus the largest of the row, { $second }, is { $value }.
cell-mixture-exponentials = { $row }, expert { $col }: e to the power of { $first } is { $value }.
cell-mixture-held = { $row }, expert { $col }: { $first } times { $second } is { $value }.
cell-mixture-row_sum = { say-mixture-row_sum }
cell-mixture-shares = { $row }, expert { $col }: { $first } divided by the sum of the row, { $second }, is { $value }.
cell-mixture-load = Expert { $row } was chosen { $value } times.
cell-mixture-mean_share = The mean share of expert { $row } is { $value }.
cell-mixture-hidden = Expert { $head }: { $terms } terms, one sum: unit { $col } of { $row } is { $value }.
cell-mixture-activated = Expert { $head }: unit { $col } of { $row }, { $first }, becomes { $value }.
cell-mixture-outputs = Expert { $head }: { $terms } terms, one sum: number { $col } of { $row } is { $value }.
cell-mixture-y = { $terms } products, one sum: number { $col } of { $row } is { $value }.
cell-tied_unembed-y = { $terms } products, one sum: the score of { $col } after { $row } is { $value }.

## What a place on an axis is called.
axis-G = group
axis-E = expert
axis-R = pair
axis-N = place
axis-M = place
axis-K = token
axis-K-key = key

## Experts, which are looked at one at a time, as heads are.
expert = Expert { $head } of { $heads }
expert-short = Expert { $head }
expert-all = All experts
expert-made = Expert { $head }, and what it is made from
experts = Experts

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
name-weight = weight
    .title = Weight
name-first = first moment
    .title = First moment
name-second = second moment
    .title = Second moment
name-new_first = new first moment
    .title = New first moment
name-new_second = new second moment
    .title = New second moment
name-first_corrected = corrected first moment
    .title = First moment, corrected
name-second_corrected = corrected second moment
    .title = Second moment, corrected
name-ratio = mean gradient over its size
    .title = Ratio
name-direction = direction
    .title = Direction
name-updated = new weight
    .title = New weight
name-uniform = number drawn
    .title = The number drawn
name-append-rows = kept number
    .title = Cache
name-pick-scaled = logit
    .title = Logits by temperature
name-order = word number
    .title = Words in order
name-ranked = logit
    .title = Logits in order
name-largest = largest logit
    .title = Largest
name-pick-shifted = shifted logit
    .title = Shifted
name-pick-exponentials = exponential
    .title = Exponentials
name-reached = running sum
    .title = Reached
name-stays = mark of a kept word
    .title = Kept
name-held = kept exponential
    .title = Kept exponentials
name-mass = sum of what is kept
    .title = Sum
name-shares = probability
    .title = Probabilities of what is kept
name-cumulative = running sum of probabilities
    .title = Running sum
name-mark = mark
    .title = Mark
name-place = place
    .title = Place
name-pick-id = word number
    .title = Next token
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
name-distances = negative distance
    .title = Negative distances
name-biased = biased score
    .title = Biased scores
name-sink = sink
    .title = Sinks
name-sink_shifted = shifted sink
    .title = Shifted sinks
name-sink_exponential = exponential of the sink
    .title = Exponentials of the sinks
as-max_before = { name-max_before.title }
as-sum_before = { name-sum_before.title }
as-running_before = { name-running_before.title }
name-online_softmax-row_max = running maximum
    .title = New max
name-rescale = rescale factor
    .title = Rescale
name-online_softmax-row_sum = running sum
    .title = New sum
name-running = running output entry
    .title = New output
name-max_before = running maximum before
    .title = Old max
name-sum_before = running sum before
    .title = Old sum
name-running_before = running output entry before
    .title = Old output
name-gate = gate
    .title = Gates
name-up = second-layer number
    .title = Second layer
name-gated = gated number
    .title = Gated
name-gated_feed_forward-y = feed-forward output
    .title = Output
name-mixture-logits = router logit
    .title = Router logits
name-mixture-chosen = mark of a chosen expert
    .title = Chosen
name-mixture-row_max = largest logit
    .title = Maximum
name-mixture-shifted = shifted logit
    .title = Shifted
name-mixture-exponentials = exponential
    .title = Exponentials
name-mixture-held = kept exponential
    .title = Kept exponentials
name-mixture-row_sum = sum
    .title = Sum
name-mixture-shares = share
    .title = Shares
name-load = load
    .title = Load
name-mean_share = mean share
    .title = Mean share
name-mixture-hidden = hidden unit
    .title = Hidden units
name-mixture-activated = activated unit
    .title = Activated
name-outputs = expert output
    .title = Outputs of the experts
name-mixture-y = mixed output
    .title = Output
name-router = router parameter
    .title = Router matrix
name-tied_unembed-y = logit
    .title = Logits
name-w_gate = gate parameter
    .title = Gate matrix
name-b_gate = gate bias
    .title = Gate bias
name-w_up = second-layer parameter
    .title = Second matrix
name-b_up = second-layer bias
    .title = Second bias
name-w_down = third-layer parameter
    .title = Third matrix
name-b_down = third-layer bias
    .title = Third bias

## The arithmetic of a gradient.
ask-derivative = Local derivative { $value }: how fast the { $name } of { $label } changes with this number. Go there.
ask-share = Through the { $name } of { $step }:
arithmetic-among = 1 if this column is among the top
arithmetic-column = the entry with number
arithmetic-order = in order, the largest first
arithmetic-share = less than
arithmetic-cut = behind the top
arithmetic-count = sums that are at most
arithmetic-unrelated = no change of this number reaches the loss, so its gradient is 0

## Holding a gradient against a finite difference.
nudge = Nudge the number
    .about = Run the whole program twice more, with this number moved a little down and up, and compare the slope of the loss
nudge-found = Gradient { $analytic }; moved by { $by } down and up, the loss changes at { $numeric }.
