"""The places, partners, agreements and users of the demo world, made by the same actions that people use."""

from datetime import date
from itertools import permutations

from django.db import transaction

from saan.accounts.models import Assignment, User
from saan.areas.actions import add_villages
from saan.areas.models import Area
from saan.areas.village_file import Entry
from saan.areas.wording import Place
from saan.demo.population import dwellings
from saan.partners.actions import add_mandate, add_organisation, record_agreement
from saan.partners.models import NeedKind, Organisation

BY = "demo"
SINCE = date(2025, 10, 1)


@transaction.atomic
def found(world, at):
    """Everything but the lists. Gives the users by username."""
    _settle(world, at)
    organisations = _organise(world, at)
    _agree(world, organisations, at)
    return _people_who_sign_in(world, organisations, at)


def _settle(world, at):
    for place in world["place"]:
        entries = [
            Entry(
                row,
                Place(code=each.subdistrict, village=str(each.number or ""), community=each.community),
                each.name,
                "",
            )
            for row, each in enumerate(dwellings(place), start=1)
        ]
        arrived = add_villages(entries=entries, by=BY, at=at)
        if arrived.problems:
            raise ValueError(f"villages of {place['code']}: {arrived.problems[:3]}")


def _organise(world, at):
    areas = {area.code: area for area in Area.objects.current().filter(code__in=_codes(world))}
    kinds = {kind.code: kind for kind in NeedKind.objects.all()}
    made = {}
    for each in world["organisation"]:
        territory = [areas[code] for code in each["areas"]]
        fields = {name: each[name] for name in ("code", "name_th", "name_en", "short_name", "kind")}
        fields["hospcode"] = each.get("hospcode", "")
        organisation = add_organisation(area=territory[0], areas=territory, by=BY, at=at, **fields)
        made[each["code"]] = organisation
        for code in each["answers"]:
            add_mandate(
                organisation=organisation, need_kind=kinds[code], areas=territory, starts_on=SINCE, by=BY, at=at
            )
    return made


def _codes(world):
    return {code for table in ("organisation", "user") for each in world[table] for code in each["areas"]}


def _agree(world, organisations, at):
    for each in world["agreement"]:
        pairs = permutations(each["between"], 2) if "between" in each else _pairs(each["from"], each["to"])
        terms = {
            name: each[name] for name in ("groups", "purpose", "legal_basis", "document_no", "starts_on", "ends_on")
        }
        for giver, receiver in pairs:
            record_agreement(giver=organisations[giver], receiver=organisations[receiver], by=BY, at=at, **terms)


def _pairs(givers, receivers):
    return [(giver, receiver) for giver in givers for receiver in receivers]


def _people_who_sign_in(world, organisations, at):
    """Not through the grant action: the first user has nobody above them."""
    users = {}
    for each in world["user"]:
        user = User.objects.create_user(each["username"], world["password"], full_name=each["full_name"])
        assignment = Assignment.objects.create(
            user=user,
            organisation=organisations[each["organisation"]],
            role=each["role"],
            starts_on=SINCE,
            granted_at=at,
        )
        assignment.areas.set(Area.objects.current().filter(code__in=each["areas"]))
        users[each["username"]] = user
    return users


def is_founded(world):
    return Organisation.objects.filter(code=world["organisation"][0]["code"]).exists()
