from datetime import date

import pytest
from django.utils.timezone import now

from saan.areas import actions, rules
from saan.areas.forms import SplitForm
from saan.areas.models import Area, Level
from saan.areas.queries import resolve_places
from saan.areas.testing import community, place, village
from saan.areas.village_file import read_entries
from saan.areas.wording import Place
from saan.audit.models import Event
from saan.shared.errors import Refused

pytestmark = pytest.mark.django_db


def names(subdistrict):
    return [area.full_name for area in subdistrict.children.current().order_by("sort_key")]


def add(entries, **more):
    return actions.add_villages(entries=entries, by="test", at=now(), **more)


def test_village_gets_its_official_code_and_lies_within_its_subdistrict():
    subdistrict = place("930501")

    made = village(subdistrict, 3, "บ้านปากคลอง")

    assert (made.code, str(made)) == ("93050103", "หมู่\N{NO-BREAK SPACE}3 บ้านปากคลอง")
    assert list(Area.objects.within(subdistrict)) == [subdistrict, made]


def test_communities_are_numbered_after_the_villages():
    subdistrict = place("900101")

    codes = [community(subdistrict, name).code for name in ("วัดแจ้ง", "บ่อหว้า")]

    assert codes == ["9001015001", "9001015002"]


def test_villages_are_listed_by_number_not_by_name():
    subdistrict = place("930501")
    for number, name in ((10, "บ้านกอ"), (2, "บ้านฮอ")):
        village(subdistrict, number, name)

    assert names(subdistrict) == ["หมู่\N{NO-BREAK SPACE}2 บ้านฮอ", "หมู่\N{NO-BREAK SPACE}10 บ้านกอ"]


def test_village_number_is_never_given_twice():
    subdistrict = place("930501")
    closed = village(subdistrict, 3, "บ้านปากคลอง")
    actions.close(area=closed, on=date(2026, 1, 1), by="test", at=now())

    with pytest.raises(Refused):
        village(subdistrict, 3, "บ้านใหม่")


def test_village_cannot_hang_on_a_district():
    with pytest.raises(Refused):
        village(place("9305"), 1, "บ้านลอย")


def test_official_names_are_not_changed_by_hand():
    with pytest.raises(Refused):
        actions.rename(area=place("930501"), name_th="อื่น", by="test", at=now())


def test_renaming_keeps_the_place_and_is_audited():
    made = village(place("930501"), 3, "บ้านปากคลอง")

    actions.rename(area=made, name_th="บ้านปากน้ำ", by="test", at=now())

    made.refresh_from_db()
    assert made.full_name == "หมู่\N{NO-BREAK SPACE}3 บ้านปากน้ำ"
    assert Event.objects.get(verb="areas.area.renamed").detail == {"before": "บ้านปากคลอง", "after": "บ้านปากน้ำ"}


def test_split_village_keeps_its_past():
    old = village(place("930501"), 3, "บ้านปากคลอง")

    made = actions.split(
        area=old, into=[(12, "บ้านคลองใหม่"), (13, "บ้านคลองนา")], on=date(2026, 10, 1), keeps=False, by="test", at=now()
    )

    old.refresh_from_db()
    assert old.valid_to == date(2026, 10, 1)
    assert list(old.replaced_by.order_by("key")) == made
    assert {area.valid_from for area in made} == {date(2026, 10, 1)}


def test_split_may_leave_the_old_village_standing():
    old = village(place("930501"), 3, "บ้านปากคลอง")

    actions.split(area=old, into=[(12, "บ้านคลองใหม่")], on=date(2026, 10, 1), by="test", at=now())

    assert names(old.parent) == ["หมู่\N{NO-BREAK SPACE}3 บ้านปากคลอง", "หมู่\N{NO-BREAK SPACE}12 บ้านคลองใหม่"]


def test_rows_of_a_closed_village_go_to_what_replaced_it():
    subdistrict = place("930501")
    old, new = village(subdistrict, 3, "บ้านเก่า"), village(subdistrict, 4, "บ้านใหม่")
    actions.close(area=old, on=date(2026, 1, 1), replaced_by=[new], by="test", at=now())
    row = Place(code="93050103")

    assert resolve_places([row])[row].area_id == new.pk


def test_list_of_villages_adds_renames_and_leaves_the_rest():
    subdistrict = place("930501")
    village(subdistrict, 1, "บ้านควน")
    village(subdistrict, 2, "บ้านเดิม")
    entries = [
        actions.Entry(1, Place(code="93050101"), "บ้านควน"),
        actions.Entry(2, Place("พัทลุง", "ควนขนุน", "ควนขนุน", "หมู่ 2"), "บ้านใหม่"),
        actions.Entry(3, Place("พัทลุง", "ควนขนุน", "ควนขนุน", "๓"), "บ้านสาม"),
        actions.Entry(4, Place("พัทลุง", "ควนขนุน", "ควนขนุน", community="ชุมชนตลาด"), "ชุมชนตลาด"),
    ]

    first, again = add(entries), add(entries)

    assert (len(first.added), len(first.renamed), first.same) == (2, 1, 1)
    assert (len(again.added), len(again.renamed), again.same) == (0, 0, 4)
    assert names(subdistrict) == [
        "หมู่\N{NO-BREAK SPACE}1 บ้านควน",
        "หมู่\N{NO-BREAK SPACE}2 บ้านใหม่",
        "หมู่\N{NO-BREAK SPACE}3 บ้านสาม",
        "ชุมชนตลาด",
    ]


def test_bad_lines_of_a_list_are_told_and_the_good_ones_kept():
    subdistrict = place("930501")
    entries = [
        actions.Entry(1, Place(code="99999901"), "บ้านไม่มีที่อยู่"),
        actions.Entry(2, Place(code="93050102"), " "),
        actions.Entry(3, Place(code="93050103"), "บ้านดี"),
    ]

    arrived = add(entries)

    assert [row for row, _reason in arrived.problems] == [1, 2]
    assert names(subdistrict) == ["หมู่\N{NO-BREAK SPACE}3 บ้านดี"]


def test_list_reaches_no_further_than_its_sender():
    place("930501")

    arrived = add([actions.Entry(1, Place(code="93050103"), "บ้านดี")], may_add=lambda area: False)

    assert not arrived.added
    assert len(arrived.problems) == 1


def test_closing_twice_is_refused():
    area = Area(level=Level.VILLAGE, code="93050103", name_th="บ้าน", valid_to=date(2026, 1, 1))

    with pytest.raises(Refused):
        rules.check_can_close(area, date(2026, 2, 1), ())


def test_a_list_that_is_too_large_is_refused_before_it_is_read():
    class Huge:
        size, name = 400 << 20, "villages.xlsx"

    with pytest.raises(Refused, match="400"):
        read_entries(Huge())


@pytest.mark.parametrize("line", ["² บ้านคลองใหม่", "123 บ้านคลองใหม่", "x บ้านคลองใหม่"])
def test_a_line_without_a_number_is_told(line):
    form = SplitForm({"on": "1/10/2569", "into": line})

    assert "into" in form.errors
