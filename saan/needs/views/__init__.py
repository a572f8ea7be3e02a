"""Pages of needs and care plans."""
