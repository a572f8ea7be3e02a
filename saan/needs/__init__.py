"""What somebody lacks, and the dated plan of who does what about it."""
