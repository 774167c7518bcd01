# What the page of a lesson says. Words of the lesson itself stand in its Markdown.

## A prediction
quiz-kicker = Predict first
quiz-skip = Show me
quiz-right = Yes.
quiz-wrong = Not this one.
quiz-shown = The answer: { $answer }
quiz-again = Try again, or let the machine show you.
quiz-folded = The rest of this section opens when you have answered.
predict-title = Predict first
predict-held = The next step would answer a question that is still open. What do you think will come out?
predict-go = To the question
predict-anyway = Show it anyway
predict-later = Not now
quiz-unchecked = The machine is not running, so the answer cannot be checked. Here is what each answer means.

## When something does not work
problem-title = The machine could not start
problem-engine = The part of this page that calculates did not load. Often the page was opened without its server, or a filter of the network held the file engine.wasm back.
problem-fetch = The file { $file } with the numbers of this lesson could not be fetched: { $reason }.
problem-offline = the server did not answer
problem-status = the server answered { $status }
problem-scene = The file { $file } with the numbers of this lesson has a mistake in it.
problem-advice = You can go on reading: all numbers in the text were computed beforehand, and the matrices stand in it as tables.
problem-mend = If this lesson is yours: { $message }
problem-retry = Try again

## Experiments
plot-run = Run it here
plot-again = Run again with other numbers
plot-first = The first numbers again
plot-running = Running …
plot-ran = Run in this page.
plot-ran-seed = Run in this page, seed { $seed }.
plot-table = The numbers of this chart

## The calculator
calculator-model = Begin with
calculator-L = layers
calculator-C = width
calculator-H = heads
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
calculator-part-total = Together
