"""What makes the house run on a machine: database, keys, processes. No domain."""
