"""Changes as later versions will bring them to busy tables, written as docs/operations.md asks; for bench.migrating."""
