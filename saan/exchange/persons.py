"""Persons: the list, one of them, and "is this person known?"."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from saan.audit import actions as audit
from saan.exchange.doors import api_requires
from saan.exchange.schemas import (
    REFUSED,
    Code,
    Id,
    KnownIn,
    KnownOut,
    PersonDetail,
    PersonOut,
    PersonPage,
    Problem,
    SourcedValue,
    Text,
)
from saan.people import linking, queries, searching
from saan.people.facts import facts_of
from saan.people.filters import PersonFilter
from saan.people.models import Person
from saan.people.permissions import Permission
from saan.shared import paging

router = Router(tags=["persons"])


@router.get("/persons", response={200: PersonPage, REFUSED: Problem}, operation_id="persons")
@api_requires(Permission.PERSON_READ)
def persons(request, area: Code = "", group: Code = "", q: Text = "", cursor: Text = ""):
    """Persons one may see, in Thai order, fifty at a time."""
    reach = request.user.reach(Permission.PERSON_READ)
    seen = Person.objects.listed().visible_to(request.user, Permission.PERSON_READ)
    found = PersonFilter.from_query({"area": area, "group": group}).apply(seen, reach, timezone.localdate())
    meant = searching.meant_by(q, reach) if q.strip() else searching.EVERYBODY
    found = found.filter(meant.condition).select_related("area").order_by("sort_key", "pk")
    page = paging.page_of(found, cursor, is_ahead=meant.are_many)
    audit.record_read("people.list.read", by=request.user, at=timezone.now(), area=area, group=group)
    return PersonPage(items=[_person_out(person) for person in page.rows], next=page.next or None)


@router.post("/persons/known", response={200: list[KnownOut], REFUSED: Problem}, operation_id="person_known")
@api_requires(Permission.PERSON_READ)
def person_known(request, row: KnownIn):
    """Whom of the registry this row may be about, the likeliest first; only persons one may see."""
    said = {name: value for name, value in row.dict().items() if value}
    if not said:
        return []
    candidates = {each.person_id: each for each in linking.known(*linking.read_row(said))}
    seen = Person.objects.visible_to(request.user, Permission.PERSON_READ).present().select_related("area")
    found = seen.in_bulk(list(candidates))
    audit.record_read("people.known.asked", by=request.user, at=timezone.now(), found=len(found))
    return [_known_out(found[pk], each) for pk, each in candidates.items() if pk in found]


@router.get("/persons/{person_id}", response={200: PersonDetail, REFUSED: Problem}, operation_id="person")
@api_requires(Permission.PERSON_READ)
def person(request, person_id: Id):
    """One person, with every value one may see and where it comes from. The citizen ID is masked."""
    reach = request.user.reach(Permission.PERSON_READ)
    seen = Person.objects.visible_to(request.user, Permission.PERSON_READ).present().select_related("area")
    found = get_object_or_404(seen, pk=person_id)
    audit.record_read("people.person.read", found, by=request.user, at=timezone.now())
    [facts] = facts_of([queries.person_view(found, reach)])
    values = [value for name, fact in facts.items() for value in _values(name, fact)]
    return PersonDetail(**_person_out(found).dict(), values=values)


def _known_out(person, candidate):
    thresholds = linking.model()
    decision = "merge" if candidate.probability >= thresholds.merge_at else "ask"
    decision = decision if candidate.probability >= thresholds.ask_at else ""
    return KnownOut(person=_person_out(person), probability=candidate.probability, decision=decision)


def _person_out(person):
    return PersonOut(
        id=person.pk,
        prefix=person.prefix,
        given_name=person.given_name,
        family_name=person.family_name,
        sex=person.sex,
        birth_date=person.birth_date,
        birth_precision=person.birth_precision,
        vital_status=person.vital_status,
        area_code=person.area.code,
        groups=person.groups,
    )


def _values(name, fact):
    for source in fact.sources:
        yield SourcedValue(field=name, value=fact.text, is_golden=True, **_source(source))
    for told in fact.others:
        for source in told.sources:
            yield SourcedValue(field=name, value=told.text, is_golden=False, **_source(source))


def _source(source):
    at = source.at.date() if hasattr(source.at, "date") else source.at
    return {"organisation": source.organisation, "as_of": at}
