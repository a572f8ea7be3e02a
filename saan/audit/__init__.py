"""Who did or read what, when and why: append-only."""
