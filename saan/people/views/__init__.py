"""The pages of people, by what one does on them: find (lists), read (records), decide (reviews), change (edits)."""
