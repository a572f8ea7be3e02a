"""The offline field app: its shell, and the wire that keeps a phone's copy and the registry the same."""
