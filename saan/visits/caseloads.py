"""Whose homes are whose: pairs of visitors, and what a user or a pair is charged with."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from saan.audit import actions as audit
from saan.shared.errors import Refused
from saan.visits import due
from saan.visits.models import Charge, Pair
from saan.visits.permissions import Permission


def charges_of(user):
    """What this user is charged with today for the organisation they act for, alone or in a pair."""
    ours = Charge.objects.standing().filter(organisation_id=user.acting_organisation_id)
    return ours.of(user).exclude(pair__ended_at__isnull=False)


# An empty list alone would be no question at all, and due.homes_sql needs one.
NOBODY = Q(pk=0)


def homes_of(charges, reach):
    """Everybody of these charges whom the reach sees: by name, or because they live in a place."""
    charges = list(charges.values_list("person", "area__key", "area__key_end"))
    homes = NOBODY | Q(pk__in=[person for person, _low, _high in charges if person])
    for _person, low, high in charges:
        if low is not None:
            homes |= Q(area_key__range=(low, high))
    return due.living(reach).filter(homes)


def caseload_of(user, today, permission=Permission.VISIT_READ):
    """The homes of this user, with when they were last met and when the next visit is due (due.with_due)."""
    reach = user.reach(permission)
    return due.with_due(homes_of(charges_of(user), reach), reach, today)


@transaction.atomic
def make_pair(*, name, area, adult, youth, by, at):
    """Two who visit together: one adult and one young person."""
    if adult == youth:
        raise Refused(_("A pair is two different people."), status=400)
    pair = Pair.objects.create(
        organisation_id=by.acting_organisation_id,
        name=name,
        area=area,
        adult=adult,
        youth=youth,
        made_at=at,
        made_by=by,
    )
    audit.record("visits.pair.made", pair, by=by, at=at, area_key=area.key, name=name)
    return pair


@transaction.atomic
def end_pair(*, pair, by, at):
    """They do not visit together any more; what the pair was charged with stays with it, and waits for others."""
    if not Pair.objects.filter(pk=pair.pk, ended_at=None).update(ended_at=at, ended_by=by):
        raise Refused(_("This pair has ended already."))
    audit.record("visits.pair.ended", pair, by=by, at=at, area_key=pair.area.key, name=pair.name)


@transaction.atomic
def restore_pair(*, pair, by, at):
    """They go on together."""
    if not Pair.objects.filter(pk=pair.pk).exclude(ended_at=None).update(ended_at=None, ended_by=None):
        raise Refused(_("This pair still visits together."))
    audit.record("visits.pair.restored", pair, by=by, at=at, area_key=pair.area.key, name=pair.name)


@transaction.atomic
def give(*, by, at, visitor=None, pair=None, person=None, area=None, every_days=None):
    """This user or pair visits this person, or everybody of this place. Said twice, it is one charge."""
    about = {"organisation_id": by.acting_organisation_id, "visitor": visitor, "pair": pair}
    about |= {"person": person, "area": area, "ended_at": None}
    area_key = person.area_key if person else area.key
    charge = Charge.objects.filter(**about).order_by("pk").first()
    if charge is None:
        charge = Charge.objects.create(**about, area_key=area_key, given_at=at, given_by=by, every_days=every_days)
    else:
        Charge.objects.filter(pk=charge.pk).update(every_days=every_days)
    audit.record("visits.charge.given", person, by=by, at=at, area_key=area_key, to=str(visitor or pair.name))
    return charge


@transaction.atomic
def end(*, charge, by, at):
    """Somebody else visits from now on, or nobody."""
    if not Charge.objects.filter(pk=charge.pk, ended_at=None).update(ended_at=at, ended_by=by):
        raise Refused(_("This charge has ended already."))
    audit.record("visits.charge.ended", charge.person, by=by, at=at, area_key=charge.area_key)


@transaction.atomic
def restore(*, charge, by, at):
    """It goes on as before, unless the same was given again since."""
    names = ("organisation_id", "visitor_id", "pair_id", "person_id", "area_id")
    again = Charge.objects.standing().filter(**{name: getattr(charge, name) for name in names})
    if again.exclude(pk=charge.pk).exists():
        raise Refused(_("This charge still stands."))
    if not Charge.objects.filter(pk=charge.pk).exclude(ended_at=None).update(ended_at=None, ended_by=None):
        raise Refused(_("This charge still stands."))
    audit.record("visits.charge.restored", charge.person, by=by, at=at, area_key=charge.area_key)
