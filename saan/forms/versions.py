"""The fillings of one form: the first, its corrections, and which of them counts."""

from django.db import transaction
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.forms.hooks import CHOSEN
from saan.forms.models import Submission
from saan.people import bulk
from saan.shared.access import system
from saan.shared.errors import Refused


def of(submission):
    """All of them, this one too."""
    return Submission.objects.filter(pk__in=bulk.versions(Submission, submission.pk))


@transaction.atomic
def let_count(*, submission, by, at):
    """Of all fillings of this form this one counts from now on. Gives the one that counted until now."""
    with system():
        submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        fillings = of(submission)
        before = fillings.select_for_update(of=("self",)).filter(is_current=True).first()
        if submission.is_current or before is None:
            raise Refused(_("This version counts already."))
        fillings.update(is_current=False)
        Submission.objects.filter(pk=submission.pk).update(is_current=True, chosen_at=at, chosen_by=by)
        for hook in CHOSEN:
            hook(holds=submission, yields=before, by=by, at=at)
    audit.record("forms.submission.chosen", submission, by=by, at=at)
    return before
