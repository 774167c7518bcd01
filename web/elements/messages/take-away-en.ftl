# Everything said when a reader takes something away.

take-away-title = Take it away
take-away-close = Close
take-away-wait = One moment.

take-link-title = A link to this very moment
take-link-lead = It holds your changes, the place in the program and the chosen cell. Nothing is stored anywhere else.
take-link = Link
take-link-copy = Copy link
take-link-copied = The link is copied.
take-link-select = Your browser did not let the page copy. The link is selected: copy it with Ctrl+C or ⌘C.
take-link-long = These changes do not fit into a link. Save them as a file.
take-state-save = Save as a file
take-state-open = Open a file …
take-state-done = The file is open, with its changes.
take-state-back-done = What was here before is back.
take-state-large = This file is too large to be a saved state of Attend.

take-tensor-title = One tensor
take-tensor = Tensor
take-tensor-lead = Change the numbers in another program and open the file here: they replace these, as one change.
take-csv = CSV
take-npy = NumPy .npy
take-tensor-open = Open CSV or .npy …
take-tensor-done = { $name } is replaced in { $path }. Undo brings the old numbers back.
take-tensor-large = { $name } has { $size } bytes, more than { $path } can need. It was not read.

take-run-title = The whole run
take-run-lead = The scripts hold the weights and make every tensor again.
take-trace = Trace as JSON
take-numpy = NumPy script
take-torch = PyTorch script

take-picture-title = The picture
take-svg = SVG
take-png = PNG
take-picture-none = There is no picture before the first step.

take-saved = { $name } is saved.
take-failed = This did not work: { $reason }
take-offline = The part that writes files could not be loaded ({ $reason }). Check the connection and try again.
