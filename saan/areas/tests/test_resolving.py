import pytest

from saan.areas import country
from saan.areas.models import Level
from saan.areas.resolving import Problem, resolve
from saan.areas.tree import Found, Node, Tree
from saan.areas.villages import resolve_village
from saan.areas.wording import Place, split_address, village_number


def keys(row):
    return country.keys_of(row.level, row.code)


@pytest.fixture(scope="module")
def tree():
    """All of Thailand, without a database."""
    rows = list(country.rows())
    pk = {row.code: number for number, row in enumerate(rows, 1)}
    nodes = [
        Node(pk[r.code], r.code, r.level, r.name_th, *keys(r), pk.get(r.parent_code), bool(r.valid_to)) for r in rows
    ]
    return Tree(nodes, {pk[row.code]: [pk[code] for code in row.successors] for row in rows if row.successors})


def where(tree, place, home=None):
    found = resolve(tree, place, tree.by_code[home] if home else None)
    return tree.by_pk[found.area_id].code if found.area_id else None, found.problem, found.is_guess


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Place("จ.พัทลุง", "อ.ควนขนุน", "ต.ควนขนุน"), "930501"),
        (Place("จังหวัดพัทลุง", "อำเภอควนขนุน", "ตำบลพนมวังก์"), "930505"),
        (Place("พัทลุง", "เมือง", "คูหาสวรรค์"), "930101"),
        (Place("กทม.", "เขตบางรัก", "แขวงสีลม"), "100402"),
        (Place("โคราช", "เมือง", "ในเมือง"), "300101"),
        (Place("พัทลุง", "ควนขนุน", "อบต.ชะมวง"), "930513"),
        (Place("พัทลุง", "ควนขนุน", ""), "9305"),
        (Place("พัทลุง", "", ""), "93"),
        (Place("93", "05", "01", "03"), "930501"),
        (Place("93", "9305", "930501"), "930501"),
        (Place(code="93050103"), "930501"),
        (Place(code="930501.0"), "930501"),
        (Place(code="๙๓๐๕๐๑"), "930501"),
    ],
)
def test_place_is_found_however_it_is_written(tree, place, code):
    assert where(tree, place) == (code, "", False)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Place("พัทลุง", "ควนขนุน", "พนมวัง"), "930505"),
        (Place("พัทลุง", "ควรขนุน", "ชะมวง"), "930513"),
        (Place("สงขลาา", "เมืองสงขลา", "บ่อยาง"), "900101"),
    ],
)
def test_typing_mistake_is_mended_and_says_so(tree, place, code):
    assert where(tree, place) == (code, "", True)


def test_subdistrict_that_moved_to_a_neighbouring_district_is_found_as_a_guess(tree):
    assert where(tree, Place("พัทลุง", "ควนขนุน", "คูหาสวรรค์")) == ("930101", "", True)


def test_abolished_code_leads_to_its_successor(tree):
    assert where(tree, Place(code="100504")) == ("104102", "", False)


def test_abolished_name_leads_to_its_successor(tree):
    assert where(tree, Place("กทม", "พระโขนง", "สวนหลวง"))[0] == "103401"


def test_name_borne_by_many_places_is_not_guessed(tree):
    assert where(tree, Place(subdistrict="ในเมือง")) == (None, Problem.AMBIGUOUS, False)


def test_bare_name_is_looked_for_in_the_place_of_the_list_first(tree):
    assert where(tree, Place(subdistrict="บ้านโตนด"), home="93")[0] == where(tree, Place("พัทลุง", "", "บ้านโตนด"))[0]


def test_row_without_a_place_lives_in_the_place_of_the_list(tree):
    assert where(tree, Place(), home="9305") == ("9305", "", False)


def test_other_province_on_the_row_wins_over_the_place_of_the_list(tree):
    assert where(tree, Place("สงขลา", "เมือง", "บ่อยาง"), home="9305") == ("900101", "", False)


def test_unknown_subdistrict_keeps_the_district_and_says_what_is_wrong(tree):
    assert where(tree, Place("พัทลุง", "ควนขนุน", "ไม่มีจริง")) == ("9305", Problem.UNKNOWN_SUBDISTRICT, False)


def test_unknown_code_is_said(tree):
    assert where(tree, Place(code="999999")) == (None, Problem.UNKNOWN_CODE, False)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("12/3 ม.4 ต.ควนขนุน อ.ควนขนุน จ.พัทลุง 93110", ("930501", 4)),
        ("12/3 หมู่ที่ ๔ ต.ควนขนุนอ.ควนขนุน จ.พัทลุง", ("930501", 4)),
        ("1 แขวงสีลม เขตบางรัก กรุงเทพฯ 10500", ("100402", None)),
    ],
)
def test_address_on_one_line_is_taken_apart(tree, text, place):
    parts = split_address(text)

    assert (where(tree, parts)[0], village_number(parts.village)) == place


VILLAGES = [
    Node(1, "93050103", Level.VILLAGE, "บ้านปากคลอง", 129305010003, 129305010003, 99),
    Node(2, "93050104", Level.VILLAGE, "บ้านไสคำ", 129305010004, 129305010004, 99, is_past=True),
    Node(3, "93050112", Level.VILLAGE, "บ้านไสคำใหม่", 129305010012, 129305010012, 99),
    Node(4, "9305015001", Level.COMMUNITY, "ชุมชนวัดสุวรรณ", 129305015001, 129305015001, 99),
]
SUBDISTRICT = Found(99, 129305010000, Level.SUBDISTRICT)


@pytest.mark.parametrize(
    ("place", "pk"),
    [
        (Place(village="หมู่ที่ ๓"), 1),
        (Place(village="3.0"), 1),
        (Place(village="บ.ปากคลอง"), 1),
        (Place(village="ปากคลอง"), 1),
        (Place(code="93050103"), 1),
        (Place(village="ม.4"), 3),
        (Place(community="วัดสุวรรณ"), 4),
        (Place(community="ชุมชนวัดสุวรร"), 4),
    ],
)
def test_village_is_found_by_number_or_name(place, pk):
    assert resolve_village(SUBDISTRICT, place, VILLAGES, {2: [VILLAGES[2]]}).area_id == pk


def test_unknown_village_keeps_the_subdistrict_and_says_so():
    found = resolve_village(SUBDISTRICT, Place(village="หมู่ 77"), VILLAGES)

    assert (found.area_id, found.problem) == (99, Problem.UNKNOWN_VILLAGE)


def test_village_number_is_no_problem_where_no_village_is_known():
    assert resolve_village(SUBDISTRICT, Place(village="หมู่ 77"), []) == SUBDISTRICT
