"""What waits for whom: one inbox, filled by every other room."""
