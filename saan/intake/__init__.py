"""Lists in: recognise, check, link, preview, commit, undo.

A file is kept as it came; each of its rows becomes a source record, good or bad."""
