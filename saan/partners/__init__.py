"""Organisations, what each answers for where, and what one may see of another's data.

A mandate is a kind of need in areas; an agreement is data groups, a purpose and an end."""
