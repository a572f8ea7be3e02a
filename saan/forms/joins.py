"""What forms hangs into the pages of the rooms around."""

from django.utils.translation import gettext_lazy as _

from saan.forms import asides
from saan.worklist.hooks import KINDS, Kind


def join():
    from saan.forms import trail

    trail.declare()
    KINDS[asides.KIND] = Kind(title=_("Answers that need a look"), sentence=asides.wait_in_words, icon="alert-triangle")
