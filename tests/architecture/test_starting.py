"""Each process of the house starts at once: what takes seconds to load is loaded by whoever needs it."""

import subprocess
import sys

HEAVY = ("polars", "xgboost", "scipy")
START = f"""
import sys
import django
django.setup()
import saan.urls
print(*(name for name in {HEAVY} if name in sys.modules))
"""


def test_starting_loads_no_library_of_the_linkage():
    started = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)

    assert started.stdout.split() == []


def test_warming_up_loads_the_linkage():
    warm = "import saan.wsgi, sys; saan.wsgi.warming.join(); sys.exit('xgboost' not in sys.modules)"

    assert subprocess.run([sys.executable, "-c", warm], check=False).returncode == 0
