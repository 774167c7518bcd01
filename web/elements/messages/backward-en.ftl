# What lies behind the forward pass: losses, and the steps that go back from them. Loaded where a scene has a loss.

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

## The arithmetic of a gradient.
ask-derivative = Local derivative { $value }: how fast the { $name } of { $label } changes with this number. Go there.
ask-share = Through the { $name } of { $step }:
arithmetic-column = the entry for target number
arithmetic-unrelated = no change of this number reaches the loss, so its gradient is 0

## Holding a gradient against a finite difference.
nudge = Nudge the number
    .about = Run the whole program twice more, with this number moved a little down and up, and compare the slope of the loss
nudge-found = Gradient { $analytic }; moved by { $by } down and up, the loss changes at { $numeric }.
