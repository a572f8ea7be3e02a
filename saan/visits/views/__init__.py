"""Pages of the home visits."""
