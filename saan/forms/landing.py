"""From kept bytes to submissions: leased in batches, each with its answers and what they mean, once and in order.

A batch lands in one transaction with few statements. When one of it cannot, none of that try stays and each lands
alone; the one that fails is set aside for a human with its reason, and never holds up the others. A worker that is
killed leaves a lease that ends.
"""

import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from saan.forms import asides, catalogue, doubts, newcomers, receiving, versions, writing
from saan.forms.hooks import LANDED
from saan.forms.meaning import Meaning
from saan.forms.models import Submission
from saan.forms.openrosa.envelope import LONGEST_ID
from saan.people import bulk
from saan.shared.crypto import unseal_bytes

log = logging.getLogger(__name__)

BATCH = 400
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 5


class Aside(Exception):
    """This receipt cannot land. `code` says why (asides.REASONS)."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass
class Landing:
    """One receipt on its way to a submission."""

    pk: int
    instance_id: str
    body: bytes
    organisation_id: int
    user_id: int | None
    device_id: int | None
    form_code: str
    form_version: str
    user_agent: str
    received_at: Any
    attempts: int
    mark: str = ""
    deprecated_id: str = ""
    version: Any = None
    reading: Any = None
    person_id: int | None = None
    area: tuple[int, int] | None = None
    scores: dict = field(default_factory=dict)
    doubts: list = field(default_factory=list)
    replaces_id: int | None = None
    is_current: bool = True

    @property
    def meaning(self) -> Meaning:
        return self.reading.meaning

    @property
    def name(self):
        """What its submission is called: the id, and a mark if it stands under the same one as another."""
        return f"{self.instance_id[: LONGEST_ID - len(self.mark)]}{self.mark}"

    @property
    def goes_alone(self):
        """It depends on others, or others on it: a correction, a person met for the first time."""
        return bool(self.deprecated_id) or newcomers.is_told(self)


def drain(most=BATCH):
    """Land what waits, until nothing does. Gives how many were worked on."""
    total = 0
    while leased := lease(most):
        land(leased)
        total += len(leased)
    return total


RECEIPT = """id, instance_id, body_sealed, organisation_id, user_id, device_id, form_code, form_version, user_agent,
        received_at, attempts"""
# A worker that dies with a receipt in hand has counted the attempt, so that the one which kills workers is found out.
# What one user sent is worked on in its order, by one worker at a time: a correction comes after what it corrects, and
# forms about somebody met for the first time after the one that says who it is. What is tried again holds up nobody.
TAKE = f"""
    WITH free AS MATERIALIZED (
        SELECT id, user_id FROM forms_receipt WHERE state = 'WAITING' AND (leased_until IS NULL OR leased_until < %s)
            AND (attempts < 2 OR NOT %s) ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
    ), ahead AS (
        SELECT user_id, min(id) AS id FROM forms_receipt WHERE state = 'WAITING' AND attempts < 2
            AND id < (SELECT max(id) FROM free) AND id NOT IN (SELECT id FROM free) GROUP BY user_id
    )
    UPDATE forms_receipt SET leased_until = %s, attempts = attempts + 1
    WHERE id IN (
        SELECT free.id FROM free LEFT JOIN ahead ON ahead.user_id = free.user_id AND ahead.id < free.id
        WHERE ahead.id IS NULL)
    RETURNING {RECEIPT}
"""
AGAIN = f"SELECT {RECEIPT} FROM forms_receipt WHERE id = %s"


def lease(most=BATCH):
    """The oldest that wait; those that took a worker with them before come one at a time."""
    now = timezone.now()
    taken = bulk.fetch(TAKE, now, True, most, now + LEASE) or bulk.fetch(TAKE, now, False, 1, now + LEASE)
    return [_opened(row) for row in sorted(taken)]


def chosen(*, holds, by, at, **_yields):
    """Joined to forms.hooks.CHOSEN: the filling that counts now says what a newcomer is called."""
    for one in _again(holds.receipt_id):
        _understand(one)
        one.replaces_id = holds.replaces_id
        newcomers.chosen(one, by=by, at=at)
    asides.tell(holds.organisation_id, at=at)


def _opened(row):
    pk, instance_id, body, *rest = row
    return Landing(pk, instance_id, unseal_bytes(body, receiving.BODY), *rest)


def _again(receipt_id):
    """The receipt a human has decided about, however often it was tried before; nothing where none is kept."""
    return [replace(_opened(row), attempts=0) for row in bulk.fetch(AGAIN, receipt_id)]


def land(leased):
    """Everything that can land does; the rest is set aside."""
    ready = _those_that(_understand, leased)
    if not ready:
        return
    together = [one for one in ready if not one.goes_alone]
    try:
        _land_together(together)
        alone = [one for one in ready if one.goes_alone]
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.info("A batch of %s lands one by one: %r", len(together), error)
        alone = ready
    _those_that(lambda one: _land_together([one]), alone)


def _those_that(deed, landings):
    """Those with which the deed succeeds; the others are set aside with their reason."""
    done = []
    for one in landings:
        try:
            deed(one)
        except Aside as reason:
            asides.put(one, reason.code, reason.facts)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            log.exception("Receipt %s cannot land", one.pk)
            asides.put(one, "BROKEN", {"error": type(error).__name__})
        else:
            done.append(one)
    return done


def _understand(one):
    if one.attempts > MOST_ATTEMPTS:
        raise Aside("KILLED_WORKERS")
    one.version = catalogue.version(one.organisation_id, one.form_code, one.form_version)
    if one.version is None:
        raise Aside("FORM_UNKNOWN", code=one.form_code, version=one.form_version)
    try:
        one.reading = one.version.reader.read(one.body)
    except ValueError as flaw:
        raise Aside("NOT_WHOLE") from flaw
    one.deprecated_id = one.reading.deprecated_id
    one.scores = catalogue.tell_observations(one)
    one.doubts += newcomers.doubts_of(one)


def _land_together(landings):
    """One transaction for all of these."""
    if not landings:
        return
    with transaction.atomic():
        landings = _claimed(landings)
        _find_replaced(landings)
        _find_persons(landings)
        made = writing.write(landings)
        for hook in LANDED:
            if made:
                hook(made)
        doubts.keep(landings)
        asides.heal(landings)


# Fenced: a lease that ran out while we worked may be another worker's by now, or that one's work may be done.
CLAIM = """
    UPDATE forms_receipt SET state = 'LANDED', error_code = '', leased_until = NULL
    WHERE id = ANY(%s) AND state = 'WAITING' RETURNING id
"""


def _claimed(landings):
    ours = set(bulk.column(CLAIM, [one.pk for one in landings]))
    landings = [one for one in landings if one.pk in ours]
    _check_ids(landings)
    return landings


KNOWN = "SELECT instance_id, organisation_id FROM forms_submission WHERE instance_id = ANY(%s)"


def _check_ids(landings):
    """An id is one filling's in the whole house: what comes under it later, to whomever, is for a human."""
    ids = [one.name for one in landings]
    known = bulk.fetch(KNOWN, ids)
    if known or len(set(ids)) < len(ids):
        ours = {one.organisation_id for one in landings}
        code = "CONFLICT" if not known or any(owner in ours for _name, owner in known) else "ELSEWHERE"
        raise Aside(code, ids=sorted({name for name, _owner in known})[:3])


def _find_replaced(landings):
    for one in landings:
        if one.deprecated_id:
            _find_original(one)


def _find_original(one):
    """The submission that this one corrects.

    A second correction of the same one, by somebody else, is kept beside the first and does not count until a human
    has looked; one's own second correction corrects the first.
    """
    sent = Submission.objects.sent_as(one.deprecated_id, one.organisation_id)
    original = sent.select_for_update().order_by("pk").first()
    if original is None:
        raise Aside("ORIGINAL_UNKNOWN", original=one.deprecated_id)
    head = _head_of(original)
    if head.pk != original.pk and head.user_id == one.user_id:
        original = head
    one.replaces_id, one.is_current = original.pk, head.pk == original.pk
    if one.is_current:
        Submission.objects.filter(pk=original.pk).update(is_current=False)


def _head_of(submission):
    """The filling that counts today, wherever among the corrections of the first one it stands."""
    if submission.is_current:
        return submission
    return versions.of(submission).filter(is_current=True).select_for_update().first() or submission


PERSONS = """
    SELECT p.uuid, s.id, s.area_id, s.area_key FROM people_person p
    JOIN people_person s ON s.id = coalesce(p.merged_into_id, p.id) WHERE p.uuid = ANY(%s)
"""


def _find_persons(landings):
    named = {one.pk: uuid for one in landings if (uuid := newcomers.uuid_of(one.meaning.person_uuid))}
    known = {uuid: found for uuid, *found in bulk.fetch(PERSONS, list({*named.values()}))} if named else {}
    for one in landings:
        found = None if newcomers.is_corrected(one) else known.get(named.get(one.pk))
        found = found or newcomers.found(one)
        if found:
            one.person_id, *area = found
            one.area = tuple(area)
        elif one.meaning.person_uuid:
            raise Aside("PERSON_UNKNOWN", person=one.meaning.person_uuid)
        else:
            one.area = catalogue.area_of(one)


def land_as_correction(receipt):
    """A human let this content in beside the one that came first under its id: it corrects that one, under a mark."""
    _land_marked(receipt, corrects=receipt.instance_id)


def land_beside(receipt):
    """A human let it count here too, whatever came under its id to another organisation: under a mark."""
    _land_marked(receipt)


def _land_marked(receipt, corrects=""):
    [one] = _again(receipt.pk)
    _understand(one)
    one.deprecated_id = corrects or one.deprecated_id
    one.mark = f"#{receipt.pk}"
    _land_together([one])
