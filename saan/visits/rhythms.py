"""How often an organisation visits whom: Saan's own proposal, until it says otherwise."""

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.people.filters import GROUP_WORDS
from saan.shared.errors import Refused
from saan.visits.models import Rhythm

MOST_DAYS = 730


def standing(organisation_id):
    """Group → the Rhythm that holds for this organisation, its own before Saan's."""
    found = Rhythm.objects.filter(Q(organisation=None) | Q(organisation=organisation_id), ended_at=None)
    found = found.select_related("set_by").order_by(F("organisation").asc(nulls_first=True))
    return {each.group: each for each in found}


def days_of(organisation_id):
    """Group → days, of the groups that are visited in a rhythm."""
    return {group: each.every_days for group, each in standing(organisation_id).items() if each.every_days}


@transaction.atomic
def set_days(*, group, every_days, by, at):
    """This organisation visits the group so often from now on. Gives the rhythm that held before, or None."""
    if group not in GROUP_WORDS or not 1 <= every_days <= MOST_DAYS:
        raise Refused(_("Choose a group, and a number of days between 1 and 730."), status=400)
    before = _replace(group, every_days, by, at)
    _record("visits.rhythm.set", group, by, at, days=every_days)
    return before


@transaction.atomic
def end(*, group, by, at):
    """This organisation visits the group in no rhythm any more. Gives the rhythm that held before."""
    if group not in days_of(by.acting_organisation_id):
        raise Refused(_("This group is visited in no rhythm."))
    before = _replace(group, None, by, at)
    _record("visits.rhythm.ended", group, by, at)
    return before


@transaction.atomic
def restore(*, rhythm, by, at):
    """An earlier rhythm holds again."""
    if rhythm.ended_at is None and standing(by.acting_organisation_id).get(rhythm.group) == rhythm:
        raise Refused(_("This rhythm holds already."))
    _own(rhythm.group, by).update(ended_at=at)
    if rhythm.organisation_id:
        Rhythm.objects.filter(pk=rhythm.pk).update(ended_at=None)
    _record("visits.rhythm.restored", rhythm.group, by, at)


def _replace(group, every_days, by, at):
    """Another rhythm of one's own holds; the one that held is kept, ended."""
    before = standing(by.acting_organisation_id).get(group)
    _own(group, by).update(ended_at=at)
    organisation_id = by.acting_organisation_id
    Rhythm.objects.create(organisation_id=organisation_id, group=group, every_days=every_days, set_at=at, set_by=by)
    return before


def _own(group, by):
    own = Rhythm.objects.select_for_update().filter(organisation=by.acting_organisation_id, group=group)
    return own.filter(ended_at=None)


def _record(verb, group, by, at, **facts):
    organisation = by.acting_organisation
    audit.record(verb, organisation, by=by, at=at, group=str(GROUP_WORDS[group]), **facts)
