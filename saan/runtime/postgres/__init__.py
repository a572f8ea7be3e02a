"""The PostgreSQL that comes with the program, for machines that have none of their own (no DATABASE_URL).

    with postgres.running(home) as url: ...

Any number of processes may be inside at once: the first starts the server, the last one out stops it, and whoever is
killed counts as out. A keeper process of its own watches over the server; see keeper.py.
"""

from ..errors import CannotRun
from .binaries import Binaries
from .cluster import Cluster
from .use import ensure, running, url_of

__all__ = ["Binaries", "CannotRun", "Cluster", "ensure", "running", "url_of"]
