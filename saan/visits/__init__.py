"""Calls at homes: what was found and measured, what it warns of, whose homes they are and what is due."""
