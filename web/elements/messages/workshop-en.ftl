# Everything the workshop says: the panel that changes the sentence and the model.

workshop = Change it
workshop-open = Change the sentence or the model
workshop-close = Hide
workshop-lead = Every change runs at once. Nothing can break, and you can always go back.
workshop-see = Show the machine
workshop-back = Undo this change
workshop-start = Scene as it came
workshop-status-edited = { $count ->
        [one] One number was written into the matrices. “Scene as it came” takes it away.
       *[other] { $count } numbers were written into the matrices. “Scene as it came” takes them away.
    }
workshop-status-none = This is the scene as it came.
workshop-refused = This was not taken; the machine runs on as before.
workshop-undone = The change before is undone.
workshop-linked = The scene is as the link brought it. “Scene as it came” gives it without the changes of the link.
workshop-fresh = The scene is as it came.
workshop-weights = { $kept } of { $all } written tensors are still in use; the rest are drawn from seed { $seed }.
workshop-edits = { $lost ->
        [0] { $all ->
            [one] The change you made in the matrices is still there.
           *[other] All { $all } changes you made in the matrices are still there.
        }
       *[other] { $kept } of { $all } { $all ->
            [one] change
           *[other] changes
        } you made in the matrices can be kept.
    }
workshop-lost-gone = { $place } no longer exists.
workshop-lost-other = { $place } belongs to something else now.
workshop-lost-refused = { $place }: { $message }
workshop-copied = The second sentence starts as a copy of the first. Change it under “Your own sentence”.

## Sentences
section-words = Your own sentence
words-first = Sentence
words-first-cross = First sentence: these words ask
words-second = Second sentence: these words are asked
words-second-encoder = Second sentence: the encoder reads it
words-first-decoder = First sentence: the decoder writes it
words-use = Use this sentence
words-in-use = in use
words-add = Add a second sentence
words-add-hint = Then the words of the first look at the words of the second. This is cross-attention.
words-remove = Take the second sentence away
words-chips = { $count } { $count ->
        [one] token
       *[other] tokens
    }
words-new = new word
words-how = A token here is a word or a punctuation mark. Real models cut rare words into smaller pieces.
words-random = Nothing here has learned what words mean. Each word’s vector is drawn from the seed, and the same word always gets the same one.
words-random-written = The words of this scene bring their own numbers. A new word’s vector is drawn from the seed, and the same word always gets the same one.
refuse-words-empty = There is no word in it. Type at least one.
refuse-words-long = { $count } tokens are too many. Take at least { $over } away; { $most } fit.
refuse-words-word = “{ $word }…” is too long for one word. At most { $most } letters.

## The mask
section-mask = Who may look at whom
mask-kinds = Kind of mask
mask-name-none = Everyone
mask-name-causal = Look back
mask-name-window = Neighbours
mask-name-dilated = Gaps
mask-name-block = Groups
mask-name-prefix = Prefix
mask-name-padding = Hide the end
mask-name-global = One for all
mask-name-exclude-self = Not itself
mask-name-custom = Your own
mask-about-none = No mask: every token may look at every token.
mask-about-causal = Causal: a token may look at itself and at earlier ones. So a model that writes word by word cannot see what it has not written yet.
mask-about-window = Sliding window: only tokens that stand close by.
mask-about-dilated = Dilated: like a window, but with gaps, so that it reaches farther.
mask-about-block = Blocks: only tokens of the same group.
mask-about-prefix = Prefix: everyone may look at the first tokens; after them, only back.
mask-about-padding = Padding: the last tokens are only there to fill up. Nobody may look at them.
mask-about-global = A window, and some tokens that see everyone and are seen by everyone.
mask-about-exclude-self = A token may look at every token but itself.
mask-about-custom = Cell by cell: choose a square to allow or forbid it. Arrow keys move, Space switches.
mask-whose = The encoder reads everything, and the decoder may look at all of it. This mask is for the decoder’s own words.
mask-use = Use this mask
mask-in-use = This mask is in use.
mask-not-yet = A picture only: the machine still runs the mask before.
mask-legend-yes = may look
mask-legend-no = may not: minus infinity
mask-legend-no-weights = may not: 0
mask-picture = Mask. Rows are the tokens that look, columns the tokens that are looked at. { $allowed } of { $all } pairs are allowed.
mask-grid = Mask, cell by cell
mask-cell = { $row } { $allowed ->
        [1] may look
       *[other] may not look
    } at { $col }
mask-rows-empty = { $count ->
        [one] { $row } may look at nobody: all its weights will be 0.
       *[other] { $count } rows may look at nobody: all their weights will be 0.
    }
mask-size = How far to each side
mask-size-causal = How far back
mask-size-dilated = How many steps
mask-size-block = Tokens in a group
mask-step = Length of a step
mask-length-prefix = Length of the beginning
mask-length-padding = Tokens that are not hidden
mask-causal = only look back
mask-tokens = Tokens that see all
mask-by-hand = Change it cell by cell
mask-all = Allow all
mask-on = The mask is put on
mask-on-scores = the scores, before softmax
mask-on-weights = the weights, after softmax (a mistake)
mask-sums = What each row of weights adds up to, in head 1 of the first layer
mask-sums-token = token
mask-sums-scores = mask on scores
mask-sums-weights = mask on weights
mask-sums-about = Softmax shares out one whole. Who takes shares away afterwards leaves less than one.

## The model
section-model = The model
model-kind = Program
model-now = { $kind }, { $layers ->
        [1] {""}
       *[other] { $layers } layers, {""}
    }{ $heads } { $heads ->
        [one] head
       *[other] heads
    }
kind-attention = Attention alone
kind-block = One block
kind-encoder = Encoder
kind-decoder = Decoder
kind-encoder-decoder = Encoder and decoder
kind-about-attention = Only the attention of one layer, without anything around it.
kind-about-block = Attention, feed-forward, norms and residuals: one layer of a transformer.
kind-about-encoder = A stack of blocks that reads a sentence.
kind-about-decoder = A stack of blocks that only looks back.
kind-about-encoder-decoder = One stack reads a sentence, the other looks at it: the transformer of 2017.
model-layers = Layers
model-layers-one = Attention alone and one block have one layer. Choose encoder or decoder for more.
model-heads = Heads
model-width = Width: numbers for each token
model-hidden = Width of the feed-forward
model-norm = Norm
norm-none = none
norm-pre = before
norm-post = after
model-norm_kind = Kind of norm
norm_kind-layer = layer norm
norm_kind-rms = RMS norm
model-activation = Activation
activation-relu = ReLU
activation-gelu = GELU
activation-gelu_tanh = GELU, tanh form
activation-silu = SiLU
model-position = Position
position-none = none
position-sinusoidal = waves
position-learned = a table
model-temperature = Temperature
model-temperature-hint = Scores are divided by it: small makes attention sharp, large makes it even.
model-unembed = Guess the next word at the end
refuse-share = { $width } numbers cannot be shared out evenly among { $heads } heads. { $heads } heads need a width of { $fits }.
refuse-share-heads = { $heads } heads cannot share { $width } numbers evenly. For this width, take { $fits } heads.

## The numbers
section-seed = The random numbers
seed-label = Seed
seed-about = From the seed, a fixed recipe draws every number: the same seed gives the same numbers on every computer. Another seed gives another untrained model.
seed-written = This scene brings its own numbers. Choosing a seed draws them all anew.
seed-another = Another seed

## Numbers that are typed
number-less = { $label }: one less
number-more = { $label }: one more
refuse-number = “{ $text }” is no number. Type digits, for instance { $example }.
refuse-whole = “{ $text }” is not a whole number. Type { $least } to { $most }.

## What was done
did-words = The machine runs your sentence.
did-memory = The machine runs with your second sentence.
did-mask = The machine runs with this mask.
did-model = The machine runs the changed model.
did-seed = All numbers are drawn anew from seed { $seed }.

## The playground
play-missing = This scene could not be loaded: { $reason }. Check the connection and choose it again.
