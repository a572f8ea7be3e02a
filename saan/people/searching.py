"""Finding a person by what one knows: a name however it is spelt, an ID, a phone number, a house."""

import re

from django.db.models import Exists, OuterRef, Q

from saan.people import linking
from saan.people.fields import FIELDS
from saan.people.models import Choice, Person, SourceRecord
from saan.shared.access import system
from saan.shared.crypto import blind_index
from saan.shared.sorting import search_key, sort_key
from saan.shared.thai import cid_holds

FEWEST = 3  # letters that a trigram index can use
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
HOUSE = re.compile(r"^(?:บ้านเลขที่|เลขที่)?\s*(\d+(?:/\d+)*)\s*(?:(?:หมู่ที่|หมู่|ม\.)\s*(\d{1,2}))?$")
FEW = 1000


def search(text, reach):
    """Persons in reach that the text may mean, in Thai order: made for shared.paging.page_of."""
    found = Person.objects.within(reach).present().filter(meant_by(text, reach))
    return found.select_related("area").order_by("sort_key", "pk")


def suggest(text, reach, limit=8):
    """The first few, while somebody still types."""
    return list(search(text, reach)[:limit]) if text.strip() else []


def meant_by(text, reach):
    """The Q of what a text in the search box may mean."""
    text = text.translate(THAI_DIGITS).replace("\x00", "").strip()[:100]
    digits = re.sub(r"[\s\-.()]", "", text)
    if cid_holds(digits):
        index = blind_index(digits)
        return Q(cid_index=index) & _said(reach, "cid", cid_index=index)
    if re.fullmatch(r"0\d{8,9}", digits):
        return Q(phone=digits) & _said(reach, "phone", values__phone=digits)
    if house := HOUSE.match(text):
        number, moo = house.groups()
        here = {"house_no": number, **({"moo": moo} if moo else {})}
        return Q(**here) & _said(reach, "house_no", values__house_no=number)
    return _called(text)


def _said(reach, field, **values):
    """By an organisation that shares this with the reader: else the search would tell what the page hides."""
    sources = sorted(reach.sources(FIELDS[field].group))
    ours = {"person": OuterRef("pk"), "organisation_id__in": sources}
    records = SourceRecord.objects.filter(**ours, **values)
    choices = Choice.objects.filter(**ours, field=field, undone_at=None)
    return Q(Exists(records)) | Q(Exists(choices))


def _called(text):
    letters = search_key(text)
    if len(letters) < FEWEST:
        start = sort_key(text)[:-1]
        return Q(sort_key__gte=start, sort_key__lt=start + "\uffff") if start else Q(pk__in=[])
    written_so = Q(search_key__contains=letters)
    # Asked before the wall: behind it PostgreSQL may not use the trigram index, and reads every row there is.
    with system():
        few = list(Person.objects.filter(written_so).values_list("pk", flat=True)[: FEW + 1])
    alike = linking.spelt_alike(text)
    return Q(pk__in={*few, *alike}) if len(few) <= FEW else written_so | Q(pk__in=alike)
