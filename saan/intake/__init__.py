"""Lists in: a file as an office has it becomes source records, by way of a mapping that is shown, a preview that says
what would change, a commit, and an undo. Nothing of a file is lost, and nothing of it counts before somebody commits.
"""
