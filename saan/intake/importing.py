"""A list brought in without a browser: the same actions and the same steps, one after the other in this process."""

import time

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.timezone import localdate, now

from saan.intake import actions, sentences
from saan.intake.models import BatchState as State
from saan.intake.permissions import Permission
from saan.intake.queries import area_of_a_new_list
from saan.people.models import PersonGroup
from saan.runtime.errors import CannotRun
from saan.shared.vault import PIECE, SealedFile


def sender(username, organisation_code):
    """The user, acting for the organisation. Raises CannotRun where they may not bring in lists for it."""
    user = get_user_model().objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CannotRun(f"There is no user {username}.")
    ours = [one.organisation for one in user.assignments_in_force() if one.organisation.code == organisation_code]
    if not ours:
        raise CannotRun(f"{username} has no role in an organisation {organisation_code}.")
    user.chosen_organisation_id = ours[0].pk
    if not user.reach(Permission.LIST_UPLOAD) or not user.reach(Permission.LIST_COMMIT):
        raise CannotRun(f"{username} may not bring in lists for {organisation_code}.")
    return user


@transaction.atomic
def receive(paths, list_name, by):
    """The batch of these files, and whether it is new."""
    organisation = by.acting_organisation
    files = [_sealed(path) for path in paths]
    try:
        area = area_of_a_new_list(by, organisation)
        return actions.receive(organisation=organisation, list_name=list_name, area=area, files=files, by=by, at=now())
    finally:
        for file in files:
            file.drop()


def _sealed(path):
    file = SealedFile(path.name, "intake")
    with path.open("rb") as source:
        while piece := source.read(PIECE):
            file.write(piece)
    file.close()
    return file


def steps(batch, by, *, as_of=None, groups=(), is_complete=True, commit=False):
    """Go on from where the batch stands as far as asked, saying what was found. Ends where the batch ends or stops."""
    unknown = next((group for group in groups if group not in PersonGroup.values), None)
    if unknown:
        raise CannotRun(f"There is no group {unknown}; there are {', '.join(PersonGroup.values)}.")
    batch.refresh_from_db()
    while True:
        if batch.state in actions.JOBS:
            _work(batch)
        elif batch.state == State.MAPPING:
            rows = sum(sheet["rows"] for sheet in batch.sheets)
            yield f"delivery {batch.pk}: {rows:,} rows in {len(batch.sheets)} sheets"
            _choose(batch, by, as_of or localdate(), groups, is_complete)
        elif batch.state == State.READY and commit:
            yield ", ".join(f"{name} {batch.counts.get(name, 0):,}" for name in COUNTED)
            actions.commit(batch=batch, by=by, at=now())
        else:
            break
    if batch.state == State.READY:
        yield ", ".join(f"{name} {batch.counts.get(name, 0):,}" for name in COUNTED)
        yield f"waits for a word: {batch.get_absolute_url()}"
    elif batch.state == State.COMMITTED:
        yield "in the registry"


def _choose(batch, by, as_of, groups, is_complete):
    actions.choose_columns(
        batch=batch,
        mapping=batch.mapping,
        as_of=as_of,
        area=batch.source_list.area,
        groups=list(groups),
        is_complete=is_complete,
        by=by,
        at=now(),
    )


COUNTED = ("added", "changed", "same", "gone", "perhaps", "bad", "aside")


def _work(batch):
    """Do the step here that a worker would do; if one is at it already, wait for its end."""
    batch.refresh_from_db()
    state = State(batch.state)
    while batch.state == state:
        actions.JOBS[state](batch_id=batch.pk, by_id=batch.created_by_id, at=now().isoformat())
        batch.refresh_from_db()
        if batch.state == state:
            time.sleep(0.3)


def why_stopped(batch):
    return sentences.why_stopped(batch.error_code, batch.error_facts)
