# Everything the export dialog says.

take-away-title = Export
take-away-close = Close
take-away-wait = One moment.

take-link-title = A link to exactly this point
take-link-lead = The link itself contains your changes, the place in the program and the chosen cell. Nothing is stored anywhere else.
take-link = Link
take-link-copy = Copy link
take-link-copied = The link has been copied.
take-link-select = Your browser does not let this page copy. The link is selected: copy it with Ctrl+C or ⌘C.
take-link-long = These changes are too many for a link. Save them as a file instead.
take-state-save = Save as a file
take-state-open = Open a file …
take-state-done = The file is open, with its changes.
take-state-back-done = What was here before is back.
take-state-large = This file is too large to be a saved state of Attend.

take-tensor-title = One tensor
take-tensor = Tensor
take-tensor-lead = Change the numbers in another program and open the file here. They replace these numbers, as a single change.
take-csv = CSV
take-npy = NumPy .npy
take-tensor-open = Open CSV or .npy …
take-tensor-done = The numbers of { $path } were replaced by those in { $name }. Undo brings the old ones back.
take-tensor-large = { $name } has { $size } bytes, more than { $path } can need. It was not read.

take-run-title = The whole run
take-run-lead = The scene is a file that the playground and lessons open, with everything you changed. The scripts contain the weights and compute every tensor again.
take-scene = Scene as JSON
take-trace = Trace as JSON
take-numpy = NumPy script
take-torch = PyTorch script

take-picture-title = The picture
take-svg = SVG
take-png = PNG
take-picture-none = There is no picture before the first step.

take-saved = { $name } has been saved.
take-failed = This did not work: { $reason }
take-offline = The part that writes files could not be loaded ({ $reason }). Check the connection and try again.
