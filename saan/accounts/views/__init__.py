"""Pages of accounts: the entrance, one's own, users, emergency access."""
