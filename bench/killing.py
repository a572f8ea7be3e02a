"""Who is killed with -9 in a house that goes on, and how long it takes to be back."""

import time

from saan.runtime.serving import wait_for

VICTIMS = (("granian",), ("procrastinate",), ("postgres",), ("granian", "postgres"), ("granian", "procrastinate"))
BACK_SECONDS = 600  # how long it takes says the line of each cycle; this is for a busy machine


def killed(served, victims, then=lambda: None):
    """Seconds until the web answers again; `then` is done as soon as they are dead."""
    began = time.monotonic()
    for program in victims:
        served.kill(program)
    then()
    wait_for(lambda: served.status() == 404, BACK_SECONDS)
    return time.monotonic() - began
