"""Which keys this library makes of a row, and which columns it compares. Whoever stores either makes it anew when this
changes.

It must whenever a row gets other keys or other values to compare than before, be it by `linkage.keys`, by
`linkage.coding`, or by how names, dates and places are read.
"""

EDITION = 5
