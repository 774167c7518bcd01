# Check my numbers: everything its dialog says.

compare-open = Check my numbers …
compare-title = Check my numbers
compare-lead = Does your own code give different numbers from those you expect? Print its tensors, each with its name, and paste them here. Attend computes the scene that runs now and finds the first tensor that differs.
compare-text = What your code printed
compare-example = scores: tensor([[ 1.0000, -2.5000], [ 0.1250,  3.0000]])
compare-names = Call tensors by their paths ({ $path }) or by the usual names: q, k, v, scores, scaled, masked, weights, heads, concat, out.
compare-files = Add files …
compare-files-about = .npy, .npz, .safetensors, .csv, .json or printed text. You can also drop files here.
compare-weights = Use my weights …
compare-weights-about = Without weights of your own, the scene’s are used. Shapes are (in, out): transpose those of PyTorch’s linear layers.
compare-weights-used = Weights from { $name }
compare-holds = { $count ->
    [one] one tensor
   *[other] { $count } tensors
  }
compare-remove = Remove { $name }
compare-run = Compare
compare-close = Close
compare-nothing = There is nothing to compare yet. Paste what your code printed, or add a file.
compare-large = { $name } is too large to be read here.
compare-agrees = { $count ->
    [one] Your numbers are those of the scene. One tensor was compared: { $paths }.
   *[other] Your numbers are those of the scene. { $count } tensors were compared: { $paths }.
  }
compare-parts = { $count ->
    [one] Your numbers differ from the scene’s: { $title }.
   *[other] The first of your { $count } tensors that differs: { $title }.
  }
compare-largest = The largest difference is at { $place }: yours is { $yours }, the scene’s is { $ours }.
compare-nan = At { $place } yours is not a number (NaN), and the scene’s is { $ours }.
compare-yours = Yours
compare-ours = The scene’s
compare-rows = rows { $from } to { $to } of { $all }
compare-columns = columns { $from } to { $to } of { $all }
compare-show = Show it in the machine
compare-one = This mistake gives your numbers:
compare-several = Each of these mistakes gives your numbers:
compare-none = None of the { $count } mistakes that Attend knows gives these numbers.
compare-known = The mistakes that are tried
