"""Tests run from here: in a home and on databases of their own, made in a moment (saan/runtime/testing.py)."""

from hypothesis import HealthCheck, settings

from saan.runtime.browsing import *  # noqa: F403
from saan.runtime.testing import *  # noqa: F403
from saan.runtime.testing import prepare_environment

prepare_environment()

# How long an example takes is for the benchmarks to say: here other work may share the machine.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
