"""Saan for machines: the API, by key or by session, with the same rights as the pages."""
