"""Whom a phone holds: those its user is charged with, and everybody of the villages and subdistricts they work in."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from saan.areas.models import Area, Level
from saan.field import changes
from saan.field.permissions import Permission
from saan.forms.devices import digest, note_seen
from saan.forms.models import DeviceKey
from saan.people.models import Person, VitalStatus
from saan.shared.access import Reach, system
from saan.visits.models import Charge, Pair

# A role over a whole district reaches more homes than one visits, or a phone should carry.
NEAR = (Level.SUBDISTRICT, Level.VILLAGE, Level.COMMUNITY)
WIRE = 1


@dataclass(frozen=True)
class Scope:
    """How far one phone sees. near, charged: ranges of areas of which it holds everybody, since its user works there or
    is charged with it. pairs: those the user visits in."""

    user: object
    reach: Reach
    near: tuple[tuple[int, int], ...] = ()
    charged: tuple[tuple[int, int], ...] = ()
    pairs: tuple[int, ...] = ()

    @cached_property
    def hash(self):
        """Another one, and what the phone holds is no longer the same set: it begins anew."""
        reach = [self.reach.ranges, self.reach.everywhere, self.reach.organisation_id]
        givers = {group: sorted(ids) for group, ids in sorted(self.reach.givers.items())}
        homes = [self.near, self.charged, self.pairs]
        words = [WIRE, changes.life(), self.user.pk, self.user.language, reach, givers, homes]
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:16]

    def persons(self):
        """Those whom the phone holds, as far as the user may see them."""
        alive = Person.objects.listed().exclude(vital_status=VitalStatus.DEAD).within(self.reach)
        return alive.filter(_within(self.near + self.charged) | Q(pk__in=self.charges().standing().values("person")))

    def areas(self):
        """The places where those may live."""
        charged = Person.objects.within(self.reach).filter(pk__in=self.charges().standing().values("person"))
        return Area.objects.filter(_within(self.near + self.charged, "key") | Q(pk__in=charged.values("area")))

    def perhaps_held(self, person_ids):
        """Of these, those it may have held without their having lived in its areas. To be asked beyond the wall."""
        was_charged = Q(pk__in=self.charges().values("person"))
        found = Person.objects.filter(was_charged | ~Q(merged_into=None), pk__in=person_ids)
        return set(found.values_list("pk", flat=True))

    def is_home(self, area_key):
        return _covers(self.near + self.charged, area_key)

    def is_charged(self, area_key):
        return _covers(self.charged, area_key)

    def charges(self):
        """Of persons by name, ended ones too."""
        ours = Charge.objects.filter(organisation_id=self.reach.organisation_id).exclude(person=None)
        return ours.filter(Q(visitor=self.user) | Q(pair__in=self.pairs))


def device_of(key):
    """The phone that holds this key, or None when nobody does, or no longer."""
    found = DeviceKey.objects.working().filter(digest=digest(key)).select_related("user", "organisation").first()
    if found:
        note_seen(found.pk)
    return found


def scope_of(device):
    """What the phone with this key sees today: what its user does in its organisation."""
    user = device.user
    user.chosen_organisation_id = device.organisation_id
    reach = user.reach(Permission.FIELD_USE)
    # A role that has ended must not fall back to one in another organisation.
    if reach.organisation_id != device.organisation_id:
        return Scope(user, Reach(organisation_id=device.organisation_id))
    with system():
        ours = {"organisation_id": reach.organisation_id}
        pairs = Pair.objects.standing().filter(Q(adult=user) | Q(youth=user), **ours)
        pairs = tuple(pairs.order_by("pk").values_list("pk", flat=True))
        standing = Charge.objects.standing().filter(Q(visitor=user) | Q(pair__in=pairs), **ours).exclude(area=None)
        charged = tuple(sorted(set(standing.values_list("area__key", "area__key_end"))))
    return Scope(user, reach, _near(user), charged, pairs)


def _near(user):
    held = {area for assignment in user.acting_assignments() for area in assignment.areas.all() if area.level in NEAR}
    return tuple(sorted((area.key, area.key_end) for area in held))


def _within(ranges, field="area_key"):
    within = Q(pk__in=[])
    for low, high in ranges:
        within |= Q(**{f"{field}__range": (low, high)})
    return within


def _covers(ranges, area_key):
    return any(low <= area_key <= high for low, high in ranges)
