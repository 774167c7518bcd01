# Taking parts of a model out, and reading the stream off between its layers.

part-lead = Take a part out and see what the rest of the model makes without it. It is an edit like any other: “Undo this change” brings the part back.
part-label = Part
part-head = head { $number }
part-token = Token { $token }
part-layer = Layer { $number }
part-layer-encoder = Encoder layer { $number }
part-tokens = Tokens
part-tokens-second = Tokens of the second sentence
part-instead = Replace it with
part-zeros = zeros
part-mean = its mean over the tokens
part-other = its value in another sentence
part-words = The other sentence
part-words-about = As many tokens as now, { $count }: they trade places one for one.
part-run = Replace it
part-none = This program has no part that can be taken out.
part-done-zeros = { $part }: all zeros now.
part-done-mean = { $part }: now its mean over the tokens.
part-done-other = { $part }: now its value in the other sentence.
part-said = After “{ $token }” the model said { $before } ({ $beforeShare }); now it says { $after } ({ $afterShare }).
part-moved = The largest change in “{ $title }” is at { $place }: { $before } before, { $after } now.
part-nothing = Nothing at the end changes.
part-nan = { $title } is no longer a number (NaN) everywhere.
part-caution-zeros = This shows what the part does in this run. It does not show that this is what the part is for: other parts may do the same, and a trained model has never met zeros there.
part-caution-mean = This shows what the part adds to its own mean, in this run. It does not show that this is what the part is for: other parts may do the same.
part-caution-other = This shows what the other sentence brings in through this part alone. It does not show that this is what the part is for: other parts may bring the same.

lens-title = What each layer would say
lens-lead = Here the model’s last steps are applied to every sum of the stream, as if the model ended there.
lens-token = After the token
lens-caption = What the model would say after “{ $token }”
lens-where = After
lens-word = Word
lens-share = Probability
lens-start = the embedding
lens-caution = The layers in between were not made to be read off: a word here is a hint, not a thought.
