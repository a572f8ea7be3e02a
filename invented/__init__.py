"""Plainly invented people of Thailand and the messy lists that agencies would keep of them, from a seed."""
