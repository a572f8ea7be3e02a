"""Finding a person by what one knows: a name however it is spelt, an ID, a phone number, a house."""

import re
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Exists, OuterRef, Q

from saan.areas.models import Area
from saan.people import linking
from saan.people.fields import FIELDS
from saan.people.models import Choice, Person, SourceRecord
from saan.shared.access import system
from saan.shared.crypto import blind_index
from saan.shared.sorting import search_key, sort_key
from saan.shared.thai import cid_holds

FEWEST = 3  # letters that a trigram index can use
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
MOO = re.compile(r"(?<![ก-๙])(?:หมู่บ้านที่|หมู่ที่|หมู่|ม\.)\s*(?P<moo>\d{1,2})(?=\s|$)")
HOUSE = re.compile(r"(?:^|\s)(?:บ้านเลขที่|เลขที่)?\s*(?P<number>\d+(?:/\d+)*)(?=\s|$)")
KIND_OF_PLACE = re.compile(r"^(?:ตำบล|แขวง|อำเภอ|เขต|จังหวัด|[ตอจ]\.)\s*")
KIN = re.compile(r"^(?:คุณ)?(?:ยาย|ตา|ย่า|ปู่|ป้า|ลุง|น้า|พี่)\s*(?=[ก-ฮเ-ไ])")
FEW = 1000
NEAREST = 20


class Meant(NamedTuple):
    """Whom a text means. `are_many`: more than FEW whom the reader may see; behind the wall PostgreSQL would read every
    row for them, so let a page find them ahead of it (shared.paging). `first`: those of many to suggest."""

    condition: Q
    are_many: bool = False
    first: Q | None = None


EVERYBODY = Meant(Q())


def suggest(text, reach, limit=8):
    """The first few in Thai order, while somebody still types; of many those whose name begins so."""
    if not text.strip():
        return []
    meant = meant_by(text, reach)
    found = Person.objects.within(reach).present().filter(meant.first or meant.condition)
    return list(found.select_related("area").order_by("sort_key", "pk")[:limit])


def meant_by(text, reach):
    """What a text in the search box may mean."""
    text = text.translate(THAI_DIGITS).replace("\x00", "").strip()[:100]
    digits = re.sub(r"[\s\-.()]", "", text)
    if cid_holds(digits):
        index = blind_index(digits)
        return Meant(Q(cid_index=index) & _said(reach, "cid", cid_index=index))
    if re.fullmatch(r"0\d{8,9}", digits):
        return Meant(Q(phone=digits) & _said(reach, "phone", values__phone=digits))
    moo, rest = _taken_out(MOO, text)
    house_no, rest = _taken_out(HOUSE, rest)
    here = {"house_no": house_no, "moo": moo and str(int(moo))}
    if any(here.values()):
        return _few_or_many(_of_house(here, reach) & _of_place_or_name(rest), reach)
    return _called(text, reach)


def _taken_out(pattern, text):
    """What the pattern finds in a text, None for nothing, and the rest of the text."""
    found = pattern.search(text)
    return (found[1], f"{text[: found.start()]} {text[found.end() :]}".strip()) if found else (None, text)


def _of_house(here, reach):
    """The house with this number, this moo, or both, as far as its first part is shared."""
    given = {name: value for name, value in here.items() if value}
    name, value = next(iter(given.items()))
    return Q(**given) & _said(reach, name, **{f"values__{name}": value})


def _of_place_or_name(rest):
    """Beside a house number stands where it is, or who lives there."""
    if not rest:
        return Q()
    name = KIND_OF_PLACE.sub("", rest)
    places = Area.objects.current().filter(search_key__startswith=search_key(name), name_th=name)
    there = [Q(area_key__range=ends) for ends in places.values_list("key", "key_end")]
    return reduce(or_, there) if there else _written(rest)


def _said(reach, field, **values):
    """By an organisation that shares this with the reader: else the search would tell what the page hides."""
    sources = sorted(reach.sources(FIELDS[field].group))
    choices = Choice.objects.filter(person=OuterRef("pk"), field=field, undone_at=None)
    records = SourceRecord.objects.filter(person=OuterRef("pk"), organisation_id__in=sources, **values)
    # Whose every holder shares it need not be looked for among a million records.
    by_all = Q(holder_ids__contained_by=sources) & ~Q(Exists(choices.exclude(organisation_id__in=sources)))
    return by_all | Q(Exists(records)) | Q(Exists(choices.filter(organisation_id__in=sources)))


def _called(text, reach):
    letters = search_key(text)
    if len(letters) < FEWEST:
        return Meant(_beginning(text))
    called_so = [text, *{linking.untitled(text), KIN.sub("", text)} - {text}]
    written_so = reduce(or_, (_written(name) for name in called_so if len(search_key(name)) >= FEWEST))
    meant = _few_or_many(written_so, reach, or_else=linking.spelt_alike(text), first=_beginning(text))
    is_somebody = meant.are_many or Person.objects.within(reach).present().filter(meant.condition).exists()
    return meant if is_somebody else _nearest(letters, reach)


def _nearest(letters, reach):
    """Whose name is written most like these letters, where nobody is called so."""
    with system():
        like = Person.objects.within(reach).filter(search_key__trigram_word_similar=letters)
        nearest = like.order_by(TrigramWordSimilarity(letters, "search_key").desc(), "pk")
        return Meant(Q(pk__in=list(nearest.values_list("pk", flat=True)[:NEAREST])))


def _written(name):
    """These letters in one piece, or each of the words somewhere."""
    words = [search_key(word) for word in name.split()]
    whole = Q(search_key__contains="".join(words))
    if max(map(len, words), default=0) < FEWEST:
        return whole  # the index finds none of the words
    return whole | Q(*(Q(search_key__contains=word) for word in words))


def _few_or_many(condition, reach, or_else=(), first=None):
    # Asked before the wall: behind it PostgreSQL may not use the trigram index, and reads every row there is.
    with system():
        few = list(Person.objects.within(reach).filter(condition).values_list("pk", flat=True)[: FEW + 1])
    if len(few) > FEW:
        return Meant(condition | Q(pk__in=or_else), are_many=True, first=first)
    return Meant(Q(pk__in={*few, *or_else}))


def _beginning(text):
    start = sort_key(text)[:-1]
    return Q(sort_key__gte=start, sort_key__lt=start + "\uffff") if start else Q(pk__in=[])
