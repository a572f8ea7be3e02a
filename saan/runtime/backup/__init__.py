"""One file that holds an installation: every row, every upload, and the proof that they are what they were.

The file is a ZIP: `tables/NAME` as COPY text in the order of its key, `uploads/PATH`, perhaps `secrets.json`, and
`manifest.json` with rows, bytes and SHA-256 of each. Rows only, no schema: the migrations make the schema, so that a
backup of one PostgreSQL version goes into any other, and into a newer Saan.
"""

from .making import make_backup
from .restoring import restore_backup

__all__ = ["make_backup", "restore_backup"]
