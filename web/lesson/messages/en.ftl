# What the page of a lesson says. The lesson’s own words are in its Markdown.

## A prediction
quiz-kicker = Predict first
quiz-skip = Show me
quiz-right = Yes.
quiz-wrong = Not this one.
quiz-shown = The answer: { $answer }
quiz-again = Try again, or let the machine show you.
quiz-folded = The rest of this section opens once you have answered.
predict-title = Predict first
predict-held = The next step would give away the answer to a question that is still open. What is your guess?
predict-go = To the question
predict-anyway = Show it anyway
predict-later = Not now
quiz-unchecked = The machine is not running, so the answer cannot be checked. Here is what each answer means.

## When something does not work
problem-title = The machine could not start
problem-engine = The part of this page that does the calculating did not load. Usually the page was opened without its server, or a network filter blocked the file engine.wasm.
problem-fetch = The file { $file } with the numbers of this lesson could not be loaded: { $reason }.
problem-offline = the server did not respond
problem-status = the server replied with { $status }
problem-scene = The file { $file } with the numbers of this lesson has a mistake in it.
problem-advice = You can go on reading: all the numbers in the text were computed in advance, and the matrices are there as tables.
problem-mend = If this lesson is yours: { $message }
problem-retry = Try again

## Experiments
plot-run = Run it here
plot-again = Run again with different numbers
plot-first = Back to the first numbers
plot-running = Running …
plot-ran = This was run in your page.
plot-ran-seed = This was run in your page, with seed { $seed }.
plot-table = The numbers of this chart

## The calculator
calculator-model = Start from
calculator-L = layers
calculator-C = width
calculator-H = heads
calculator-G = sets of keys and values
calculator-F = hidden width
calculator-V = vocabulary
calculator-T = tokens
calculator-part = Part
calculator-parameters = Parameters
calculator-multiply-adds = Multiply-adds
calculator-part-embedding = Embedding and positions
calculator-part-projections = Projections: queries, keys, values, output
calculator-part-pairs = Every pair: scores and weighted sum
calculator-part-feed_forward = Feed-forward
calculator-part-norms = Norms
calculator-part-unembed = Unembedding
calculator-part-total = Total
calculator-cache = Keys and values of all tokens, kept with 2 bytes for each number: { $bytes }.
