# Training in the page: settings, the loss curve, and looking back.

training = Training
training-loading = The part that trains is loading …
training-start = Start
training-more = { $count } more steps
training-go-on = Go on
training-pause = Pause
training-one = One step
training-again = Begin again
training-at = Step { $step } of { $steps }
training-settings = Settings
training-settings-hint = A change begins a new run. The last run stays in the chart as a dotted line.
training-optimizer = Optimiser
training-adam = Adam
training-sgd = SGD
training-rate = Learning rate
training-decay = Weight decay
training-seed = Seed
training-batch = Batch
training-steps = Steps
training-spoken-none = Chart of the loss. No step has been taken yet. Guessing has a loss of { $guess }.
training-spoken = Chart of the loss. { $first } at step 0, { $last } at step { $step }; guessing has { $guess }. The numbers are in the table below.
training-line-batch = batch
training-line-held-out = held-out sequences
training-line-before = last run, held-out: { $before }
training-guess = guessing
training-axis = step
training-rewind = Look back at step
training-newest = Newest step
training-step-text = step { $step } of { $steps }, loss { $loss }
training-looking = Step { $step }
training-looking-loss = batch loss { $loss }
training-looking-held-out = held-out loss { $loss }
training-looking-held-out-at = held-out loss { $loss } (at step { $step })
training-looking-back = You are looking back. Training goes on from step { $steps }.
training-looking-newest = This is the newest step. The slider looks back.
training-looking-start = These are the weights before training.
training-heads = Attention at this step
training-head = Layer { $layer }, head { $head }
training-head-title = Go to the weights of layer { $layer }, head { $head }
training-head-spoken = Layer { $layer }, head { $head }: go to its weights. Last row: most weight on { $token }, { $weight }.
training-writes = It writes
training-writes-how =
    Given { $begun ->
        [one] the first word
       *[other] the first { $begun } words
    } of the sequence, it then always takes the word it finds most likely.
    { $wrong ->
        [0] { $count ->
            [one] The one it wrote is
           *[other] All { $count } are
        } as in the sequence.
        [one] One of { $count } is not as in the sequence, and is underlined.
       *[other] { $wrong } of { $count } are not as in the sequence, and are underlined.
    }
training-writes-other = The sequence has { $word } here.
training-numbers = The numbers
training-column-step = step
training-column-batch = batch loss
training-column-held-out = held-out loss
training-losses = Losses (CSV)
training-weights = Weights (safetensors)
training-weights-title = The weights of step { $step }, by their paths
training-npz = Weights (NumPy, .npz)
training-npz-title = The weights of step { $step } as arrays, by their paths
training-script = PyTorch script
training-script-title = The first steps again with PyTorch: the same weights and batches, and our losses beside its own
training-source = Learns from
training-source-given = { $task }
training-source-data = the given sequences
training-text-words = your text, by words
training-text-characters = your text, by characters
training-text = Your text
training-text-sample = the cat sat on the mat. the dog sat on the rug. the cat saw the dog, and the dog saw the cat. the bird sat on the tree. the cat saw the bird, and the bird saw the cat. the dog ran to the tree. the bird ran to the rug. the cat ran to the mat, and the dog ran to the cat.
training-two = Two steps side by side
training-two-with = Compare with step
training-two-change = change
training-two-pair = { $query } looking at { $key }
training-two-cell = row and column { $at }
training-two-most = Most: { $where }, from { $from } to { $to } ({ $change })
training-two-weight = Weights
training-two-hint = Both steps read the same sequence. The button leads to the number that changed most.
training-told-running = Training.
training-told-paused = Paused at step { $step }. Loss { $loss }.
training-told-done = Done: { $step } steps. Held-out loss { $loss }.
training-told-stopped = Stopped at step { $step }.
training-told-lost =
    { $count ->
        [one] One of your changes has no place in this run, and is gone.
       *[other] { $count } of your changes have no place in this run, and are gone.
    }
training-told-fresh = A new run: step 0.
training-told-field = { $label } cannot be used yet: { $refusal }
training-before = { $optimizer }, rate { $rate }
training-stopped-hint = Change the learning rate below: that begins a new run. Or look back at a step before.
training-missing = There is nothing to train yet: give the element a scene and a task.
