"""What the doctor asks of this room: whether the trail is as it was written."""

from django.utils.translation import gettext as _

from saan.audit import sealing
from saan.runtime.doctor import Finding


def examine():
    found = sealing.verify()
    if found.is_sound:
        yield Finding.fine(
            _("The trail is whole: %(count)d lines, each bound to the one before") % {"count": found.checked}
        )
    if changed := found.altered + found.missing:
        yield Finding.problem(
            _("The trail was changed by somebody: lines %(numbers)s") % {"numbers": _some(changed)},
            _("Compare these lines with a backup, and tell the data protection officer."),
        )
    if found.unsealed:
        yield Finding.warning(
            _("Lines of the trail were not bound in time: %(numbers)s") % {"numbers": _some(found.unsealed)},
            _("Start a worker: `saan serve` or `saan serve --worker-only`. It binds them within a minute."),
        )


def _some(numbers):
    return ", ".join(map(str, numbers[:5])) + (" …" if len(numbers) > 5 else "")
