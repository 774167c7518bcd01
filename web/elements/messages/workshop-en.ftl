# Everything the workshop says: the panel that changes the sentence and the model.

workshop = Change it
workshop-open = Change the sentence or the model
workshop-close = Hide
workshop-lead = Every change takes effect at once. You cannot break anything, and you can always go back.
workshop-see = Show the machine
workshop-back = Undo this change
workshop-start = Original scene
workshop-status-edited = { $count ->
        [one] One number in the matrices was changed by hand.
       *[other] { $count } numbers in the matrices were changed by hand.
    }
workshop-status-none = This is the original scene.
workshop-refused = This change was not accepted; the machine runs as before.
workshop-undone = The last change has been undone.
workshop-linked = This is the scene with the changes from the link. “Original scene” shows it without them.
workshop-fresh = This is the original scene again.
workshop-weights = { $kept } of the { $all } tensors that came with the scene are still in use; the rest are drawn from seed { $seed }.
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
workshop-lost-other = { $place } now means something else.
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
words-add-hint = Then the words of the first sentence look at the words of the second. This is cross-attention.
words-remove = Remove the second sentence
words-chips = { $count } { $count ->
        [one] token
       *[other] tokens
    }
words-new = new word
words-cut = Some of this is written without spaces. A token is:
words-cut-words = a word, as this browser’s dictionary has it
words-cut-characters = a single character
words-how = A token here is a word or a punctuation mark. Real models cut rare words into smaller pieces.
words-random = Nothing here has learned what words mean. Each word’s vector is drawn from the seed, and the same word always gets the same one.
words-random-written = The words of this scene come with their own numbers. The vector of a new word is drawn from the seed, and the same word always gets the same one.
refuse-words-empty = There are no words here. Type at least one.
refuse-words-long = { $count } tokens are too many. Remove at least { $over }; there is room for { $most }.
refuse-words-word = “{ $word }…” is too long for one word. { $most } letters are the limit.

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
mask-name-global = Global
mask-name-exclude-self = Not itself
mask-name-custom = Your own
mask-about-none = No mask: every token may look at every token.
mask-about-causal = Causal: a token may look at itself and at earlier ones. So a model that writes word by word cannot see what it has not written yet.
mask-about-window = Sliding window: only tokens that are close by.
mask-about-dilated = Dilated: like a window, but with gaps, so that it reaches further.
mask-about-block = Blocks: only tokens in the same group.
mask-about-prefix = Prefix: every token may look at the first few tokens; beyond those, it may only look back.
mask-about-padding = Padding: the last tokens are only there to fill the space. No token may look at them.
mask-about-global = A window, plus a few tokens that see all the others and are seen by all of them.
mask-about-exclude-self = A token may look at every token except itself.
mask-about-custom = Cell by cell: choose a square to allow or forbid it. The arrow keys move, Space switches.
mask-whose = The encoder reads everything, and the decoder may look at all of it. This mask is for the decoder’s own words.
mask-use = Use this mask
mask-in-use = This mask is in use.
mask-not-yet = This is only a preview: the machine still uses the previous mask.
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
        [one] { $row } may not look at anything: all its weights will be 0.
       *[other] { $count } rows may not look at anything: all their weights will be 0.
    }
mask-size = How far on each side
mask-size-causal = How far back
mask-size-dilated = How many steps
mask-size-block = Tokens in a group
mask-step = Length of a step
mask-length-prefix = Length of the prefix
mask-length-padding = Tokens that are not hidden
mask-causal = only look back
mask-tokens = Tokens that see everything
mask-by-hand = Change it cell by cell
mask-all = Allow all
mask-on = The mask is applied to
mask-on-scores = the scores, before softmax
mask-on-weights = the weights, after softmax (a mistake)
mask-sums = What each row of weights adds up to, in head 1 of the first layer
mask-sums-token = token
mask-sums-scores = mask on scores
mask-sums-weights = mask on weights
mask-sums-about = Softmax makes each row add up to one. Remove weights afterwards, and less than one is left.

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
kind-about-attention = Just the attention of one layer, with nothing around it.
kind-about-block = Attention, feed-forward, norms and residuals: one layer of a transformer.
kind-about-encoder = A stack of blocks that reads a sentence.
kind-about-decoder = A stack of blocks in which every token only looks back.
kind-about-encoder-decoder = One stack reads a sentence, the other looks at it: the transformer of 2017.
# Published models in small. `-part` messages say what each switch is, `without` what the published model has besides.
model-named = Like a published model
model-named-none = a choice of your own
model-named-hint = One choice sets every switch below as it was published, in small sizes. The numbers stay random: nothing here was learned.
model-named-published = Published in { $where }.
model-named-without = Left out here:
named-gpt-2 = GPT-2
    .where = Radford et al. 2019, section 2.3; details from its published code
named-gpt-2-norm = Layer norm before each sublayer, and one after the last layer
named-gpt-2-position = Positions: a learned table
named-gpt-2-heads = Every head has keys and values of its own
named-gpt-2-feed_forward = Feed-forward: four times the width, GELU in its tanh form
named-gpt-2-unembed = Logits are made by the table of the embedding
named-gpt-2-biases = Biases everywhere but in the logits
named-llama-3 = Llama 3
    .where = Grattafiori et al. 2024, section 3.2 and table 3 (the 8B model); details from its published code
named-llama-3-norm = RMS norm before each sublayer, and one after the last layer
named-llama-3-position = Rotary positions, base 500,000, pairs side by side
named-llama-3-heads = Heads share keys and values: 8 for 32 heads; here 2 for 4
named-llama-3-feed_forward = Feed-forward: SwiGLU, 3.5 times the width
named-llama-3-unembed = The logits have a matrix of their own
named-llama-3-biases = No biases
named-mistral = Mistral
    .where = Jiang et al. 2023, section 2 and table 1; details from its published code
named-mistral-norm = RMS norm before each sublayer, and one after the last layer
named-mistral-position = Rotary positions, base 10,000, pairs side by side
named-mistral-heads = Heads share keys and values: 8 for 32 heads; here 2 for 4
named-mistral-mask = A sliding window of 4,096 tokens; here each token sees itself and two before it
named-mistral-feed_forward = Feed-forward: SwiGLU, 3.5 times the width
named-mistral-unembed = The logits have a matrix of their own
named-mistral-biases = No biases
named-gemma-2 = Gemma 2
    .where = Gemma Team 2024, section 2 and table 1 (the 2B model); details from its published code
named-gemma-2-norm = RMS norm before each sublayer, and one after the last layer
named-gemma-2-position = Rotary positions, base 10,000, half with half
named-gemma-2-heads = Heads share keys and values: 4 for 8 heads; here 2 for 4. Together they are narrower than the model
named-gemma-2-scores = Scores are held within a cap of 50
named-gemma-2-feed_forward = Feed-forward: GeGLU, four times the width
named-gemma-2-unembed = Logits are made by the table of the embedding
named-gemma-2-biases = No biases
named-gemma-2-without-norms = a second norm, after each sublayer
named-gemma-2-without-windows = a sliding window of 4,096 tokens in every other layer; here all layers look back as far as they can
named-gemma-2-without-cap = a cap of 30 on the logits
named-gemma-2-without-table = the embeddings times the square root of the width
named-gemma-2-without-gelu = the tanh form of GELU in GeGLU; here it is exact
named-gpt-oss = gpt-oss
    .where = OpenAI 2025, section 2; details from its published code
named-gpt-oss-norm = RMS norm before each sublayer, and one after the last layer
named-gpt-oss-position = Rotary positions, base 150,000, half with half
named-gpt-oss-heads = Heads share keys and values: 8 for 64 heads; here 2 for 4. Together they are wider than the model
named-gpt-oss-sinks = Every head has a sink, a learned score that belongs to no key
named-gpt-oss-feed_forward = Feed-forward: gated, as wide as the model
named-gpt-oss-unembed = The logits have a matrix of their own
named-gpt-oss-biases = Biases
named-gpt-oss-without-experts = the experts: each layer has 32 or 128 feed-forwards and a router that picks four; here there is one
named-gpt-oss-without-windows = a window of 128 tokens in every other layer; here all layers look back as far as they can
named-gpt-oss-without-yarn = YaRN, which slows the turns for long texts
named-gpt-oss-without-swiglu = its own form of SwiGLU, with limits and with 1 added; here it is the usual one
named-gpt-oss-without-unbiased = logits without a bias; here they have one
model-layers = Layers
model-layers-one = “Attention alone” and “One block” have a single layer. Choose encoder or decoder for more.
model-heads = Heads
model-kv_heads = Heads of keys and values
model-kv_heads-hint = Fewer than the heads: heads then share keys and values. It has to divide their number.
model-width = Width: how many numbers each token has
model-feed_forward-width = Width of the hidden layer
model-norm = Norm
norm-none = none
norm-pre = before
norm-post = after
model-norm_kind = Kind of norm
norm_kind-layer = layer norm
norm_kind-rms = RMS norm
model-feed_forward-activation = Activation
activation-relu = ReLU
activation-gelu = GELU
activation-gelu_tanh = GELU, tanh form
activation-silu = SiLU
activation-swiglu = SwiGLU
activation-geglu = GeGLU
model-feed_forward-experts = Experts
model-feed_forward-experts-hint = With more than 1, a router chooses among that many feed-forwards for each token. The experts are plain, without a gate.
model-feed_forward-top = Experts for a token
model-feed_forward-top-hint = How many of them each token goes to, at most as many as there are.
model-position = Position
position-none = none
position-sinusoidal = waves
position-learned = a table
position-rotary = rotary
position-alibi = ALiBi
model-rotary-pairing = Pairs of columns
pairing-half = half with half
pairing-interleaved = side by side
model-temperature = Temperature
model-temperature-hint = Scores are divided by it. A low temperature makes attention sharp, a high one makes it even.
model-qk_norm = Norm queries and keys, head by head
model-soft_cap-whether = Hold scores within a cap
model-soft_cap = Cap
model-soft_cap-hint = No score passes it, above or below 0: small scores hardly change, large ones come near it.
model-sinks = Give every head a sink, a score that belongs to no key
model-tile-whether = Take keys tile by tile
model-tile = Keys in a tile
model-tile-hint = Softmax and weighted sum become one loop over tiles of keys. The output stays the same, and no row of weights is ever whole.
model-parallel = Let attention and feed-forward read the same input
model-tie_unembed = Predict with the table of the embedding
model-unembed = Predict the next word at the end
refuse-share = { $width } numbers cannot be divided evenly among { $heads } heads. { $heads } heads need a width of { $fits }.
refuse-share-heads = { $heads } heads cannot divide { $width } numbers evenly. For this width, use { $fits } heads.

## Is it the same?
workshop-same = Is it the same?
same-layer = layer { $layer }, { $title }
same-all = The same as in the original scene: { $count } matrices, with a largest difference of { $largest }.
same-end = The same at the end, but not on the way. The two part at { $matrix } ({ $place }: { $before } in the original, { $now } now). From { $meets } on, everything is the same again.
same-not = Not the same. The two first part at { $matrix } ({ $place }): { $before } in the original, { $now } now.
same-shape = Not the same. The two first part at { $matrix }, which has another shape or is not there in one of the two.

## The numbers
section-generate = Going on
generate-now =
    { $count ->
        [0] not at all
        [one] one token more
       *[other] { $count } tokens more
    }
generate-whether = Go on behind these words, token by token
generate-tokens = How many tokens
generate-cache = Keep keys and values in a cache
generate-pick-kind = How each is picked
kind-greedy = The largest
kind-sample = Drawn
generate-pick-temperature = Temperature
generate-pick-temperature-hint = Below 1 likely words win more often, above 1 less.
generate-pick-top_k-whether = Cut all but the top k
generate-pick-top_k = Top k
generate-pick-top_p = Top p
generate-pick-top_p-hint = The fewest words are kept whose probabilities reach it. 1 keeps all.
generate-pick-seed = Seed of what is drawn
did-generate = The machine now goes on in another way.

section-parts = Take a part out

section-seed = The random numbers
seed-label = Seed
seed-about = A fixed recipe draws every number from the seed, so the same seed gives the same numbers on every computer. A different seed gives a different untrained model.
seed-written = This scene comes with its own numbers. If you choose a seed, they are all replaced by random ones.
seed-another = Another seed

## Numbers that are typed
number-less = { $label }: one less
number-more = { $label }: one more
refuse-number = “{ $text }” is not a number. Type digits, for example { $example }.
refuse-whole = “{ $text }” is not a whole number. Type one from { $least } to { $most }.

## What was done
did-words = The machine now runs your sentence.
did-memory = The machine now runs with your second sentence.
did-mask = The machine now runs with this mask.
did-model = The machine now runs the changed model.
did-seed = All numbers have been drawn again from seed { $seed }.

## The playground
play-missing = This scene could not be loaded: { $reason }. Check the connection and choose it again.
play-own-option = Your file: { $name }
play-own-gone = The scene of your own that was here is no longer kept in this browser. Open its file again.
play-own-none = { $name } is not a scene: a scene is JSON with a “model”, as “Scene as JSON” in Export saves it.
play-compare-missing = “Check my numbers” could not be loaded: { $reason }. Check the connection and press it again.
play-own-large = { $name } is too large to be opened here.
