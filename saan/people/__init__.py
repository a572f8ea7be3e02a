"""Persons and households: one golden record each, derived from what organisations sent and staff decided.

Merging and un-merging move links, never rows; every value keeps its source."""
