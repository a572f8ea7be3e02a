"""The two steps that change the registry, each whole or not at all."""

from django.contrib.auth import get_user_model
from django.db import transaction

from saan.intake.models import BatchState as State
from saan.intake.working import move
from saan.people import deliveries


def commit(batch, pulse, *, by_id, at):
    pulse.phase("COMMIT")
    with transaction.atomic():
        deliveries.commit(batch.delivery, by=_user(by_id), at=at, beat=pulse)
        # Last, so that the pulse never waits for this row; in the same transaction, so that the two agree.
        move(batch, before=State.COMMITTING, after=State.COMMITTED)


def undo(batch, pulse, *, by_id, at):
    pulse.phase("UNDO")
    with transaction.atomic():
        deliveries.undo(batch.delivery, by=_user(by_id), at=at, beat=pulse)
        move(batch, before=State.UNDOING, after=State.UNDONE)


def _user(pk):
    return get_user_model().objects.filter(pk=pk).first()
