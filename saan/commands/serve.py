"""Serve Saan: database, web and worker together, until Ctrl-C.

Without DATABASE_URL it starts the PostgreSQL that comes with the program, with its data in SAAN_HOME (default: var/).
A process that dies is started again. Larger installations run `saan prepare` once, then `saan serve --web-only
--no-migrate` and `saan serve --worker-only --no-migrate` on as many machines as they need, all with the same
DATABASE_URL and SAAN_HOME.
"""

import os


def add_arguments(parser):
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", 8000)), help="default: PORT or 8000")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--web-only", action="store_true", help="no worker here")
    parser.add_argument("--worker-only", action="store_true", help="no web here")
    parser.add_argument("--demo", action="store_true", help="load the demo world first, unless it is there")
    parser.add_argument("--no-migrate", action="store_true", help="the database is up to date already")
    parser.add_argument("--processes", type=int, default=2, help="web processes (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=8, help="requests at once in each (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="background jobs at once (default: %(default)s)")


def run(args):
    from saan.runtime.serve import serve

    serve(args)
