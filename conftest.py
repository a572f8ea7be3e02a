"""Tests run from here: in a home and on databases of their own, made in a moment (saan/runtime/testing.py)."""

from saan.runtime.browsing import *  # noqa: F403
from saan.runtime.testing import *  # noqa: F403
from saan.runtime.testing import prepare_environment

prepare_environment()
