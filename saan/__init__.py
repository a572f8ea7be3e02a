"""Saan: one platform for the people who look after a place."""
