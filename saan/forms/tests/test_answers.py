"""Answers are shown in words, filtered, exported whole, and what could not land is decided by a human."""

import csv
import io
import json
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
import python_calamine
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.audit.models import Event
from saan.forms import answers, catalogue, cutoffs, deciding, exporting, reading, testing
from saan.forms.definition import Definition
from saan.forms.library.loading import load_measures
from saan.forms.models import Submission
from saan.forms.xlsform import converted
from saan.partners.testing import organisation
from saan.shared.errors import Refused

pytestmark = pytest.mark.django_db
DEFINITION = Definition(converted(testing.workbook()).definition)

FILLED = (
    "<note>สบายดี</note><vitals><sbp>142</sbp></vitals><smokes>no</smokes><aids>cane walker</aids>"
    "<meds><drug>=1+1</drug><times>2</times></meds><meds><drug>แอมโลดิพีน</drug><times>1</times></meds>"
    "<spot>7.73 100.01 0 5</spot>"
)


@pytest.fixture
def officer():
    return accounts.user("COORDINATOR", organisation(place("930501")))


@pytest.fixture
def filled(officer):
    return testing.answered(testing.published(officer.acting_organisation), officer, FILLED)


def client(user):
    return accounts.signed_in_client(user)


def test_an_answer_is_shown_with_the_words_of_its_choices(officer, filled):
    page = client(officer).get(reverse("forms:answer", args=[filled.uuid])).content.decode()

    assert "ไม้เท้า, วอล์กเกอร์" in page
    assert "แอมโลดิพีน" in page
    assert Event.objects.filter(verb="forms.submission.read", is_read=True, subject_id=filled.pk).exists()


def test_the_table_has_the_questions_that_were_answered_in_the_order_of_the_form():
    given = [SimpleNamespace(answers={"smokes": "no", "note": ""}), SimpleNamespace(answers={"aids": "cane"})]

    assert [one.key for one in answers.telling(DEFINITION, given, 2)] == [
        one.key for one in DEFINITION.shown if one.key in {"smokes", "aids"}
    ]
    assert len(answers.telling(DEFINITION, [], 3)) == 3


def test_a_question_that_was_answered_is_charted_first():
    given = [SimpleNamespace(answers={"aids": "cane"})]

    asked = [one.key for one in answers.charted(DEFINITION, given)]

    assert asked[0] == "aids"
    assert sorted(asked) == sorted(one.key for one in answers.charted(DEFINITION, []))


def test_a_filter_keeps_those_who_gave_that_answer(officer, filled):
    testing.answered(filled.version, officer, "<smokes>yes</smokes><aids>walker</aids>")
    form = filled.version.form
    shown = {}
    for query in ("question=smokes&answer=yes", "question=aids&answer=walker", "question=aids&answer=cane"):
        page = client(officer).get(f"{reverse('forms:answer_list', args=[form.pk])}?{query}")
        shown[query] = page.context["total"]

    assert list(shown.values()) == [1, 2, 1]


@pytest.mark.parametrize("show", ["table", "chart", "map", "nonsense"])
@pytest.mark.parametrize("query", ["period=7&check=corrected", "area=x&question=note&answer=a", "about=zzz&at=%00"])
def test_an_address_that_makes_no_sense_shows_the_list(officer, filled, show, query):
    page = client(officer).get(f"{reverse('forms:answer_list', args=[filled.version.form.pk])}?show={show}&{query}")

    assert page.status_code in (200, 400)


def test_a_chart_counts_each_choice_and_opens_the_list_behind_it(officer, filled):
    testing.answered(filled.version, officer, "<aids>walker</aids>")

    found = answers.chart(Submission.objects.current(), DEFINITION, DEFINITION.by_path["aids"], {})

    assert [(words, n) for words, n, _url in found.rows] == [("ไม้เท้า", 1), ("วอล์กเกอร์", 2)]
    assert "question=aids" in found.rows[0][2]


def test_numbers_are_charted_in_round_ranges(officer, filled):
    for value in (101, 118, 155):
        testing.answered(filled.version, officer, f"<vitals><sbp>{value}</sbp></vitals>")

    found = answers.chart(Submission.objects.current(), DEFINITION, DEFINITION.by_path["vitals/sbp"], {})

    assert sum(n for _words, n, _url in found.rows) == 4
    assert found.rows[0][0].startswith("100–")


def test_the_workbook_has_words_codes_and_a_sheet_for_each_repeat(officer, filled):
    book = python_calamine.CalamineWorkbook.from_filelike(export(officer, filled, "xlsx"))
    main, meds = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)

    row = dict(zip(main[0], main[1], strict=True))
    assert (row["อุปกรณ์ที่ใช้"], row["อุปกรณ์ที่ใช้ [aids]"]) == ("ไม้เท้า, วอล์กเกอร์", "cane walker")
    assert row["ความดันตัวบน"] == 142
    assert [line[2] for line in meds[1:]] == ["=1+1", "แอมโลดิพีน"]
    assert {line[0] for line in meds[1:]} == {str(filled.uuid)}


NESTED = """
| survey |
| | type | name | label | calculation |
| | begin_repeat | child | เด็ก | |
| | text | name | ชื่อ | |
| | begin_repeat | vac | วัคซีน | |
| | text | what | อะไร | |
| | end_repeat | | | |
| | end_repeat | | | |
| | calculate | total | | count(${child}) |
| settings |
| | form_title | form_id | version |
| | เด็กและวัคซีน | nested | 1 |
"""
VACCINES = "<vac><what>{}</what></vac><vac><what>{}</what></vac>"


def test_a_repeat_within_another_says_in_whose_row_it_stands(officer):
    version = testing.published(officer.acting_organisation, NESTED.encode())
    children = "".join(
        f"<child><name>{name}</name>{VACCINES.format(*given)}</child>" for name, given in (("แดง", "กข"), ("ดำ", "คง"))
    )
    filled = testing.answered(version, officer, f"{children}<total>2</total>")

    book = python_calamine.CalamineWorkbook.from_filelike(export(officer, filled, "xlsx"))
    main, child, vaccines = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)

    assert dict(zip(main[0], main[1], strict=True))["total"] in (2, "2")
    assert [line[1:-2] for line in child[1:]] == [[1, "แดง"], [2, "ดำ"]]
    assert vaccines[0][2] == "แถวใน เด็ก"
    assert [line[1:-2] for line in vaccines[1:]] == [[1, 1, "ก"], [2, 1, "ข"], [3, 2, "ค"], [4, 2, "ง"]]


def test_the_csv_of_repeats_are_joined_by_key(officer):
    version = testing.published(officer.acting_organisation, NESTED.encode())
    filled = testing.answered(
        version, officer, f"<child><name>แดง</name></child><child><name>=1+1</name>{VACCINES.format('ก', 'ข')}</child>"
    )

    book = ZipFile(export(officer, filled, "zip"))
    main, child, vaccines = (
        list(csv.DictReader(io.StringIO(book.read(name).decode("utf-8-sig")))) for name in book.namelist()
    )

    assert book.namelist() == ["nested.csv", "nested-child.csv", "nested-child-vac.csv"]
    assert {row["รหัสแถวที่ครอบอยู่ [PARENT_KEY]"] for row in child} == {main[0]["เลขที่คำตอบ"]} == {str(filled.uuid)}
    children = {row["รหัสแถว [KEY]"]: row["ชื่อ"] for row in child}
    assert list(children.values()) == ["แดง", "'=1+1"]
    assert [(children[row["รหัสแถวที่ครอบอยู่ [PARENT_KEY]"]], row["อะไร"]) for row in vaccines] == [
        ("'=1+1", "ก"), ("'=1+1", "ข"),
    ]  # fmt: skip


def test_the_zip_of_csv_has_words_and_codes_as_the_workbook_has(officer, filled):
    book = ZipFile(export(officer, filled, "zip"))
    sheets = python_calamine.CalamineWorkbook.from_filelike(export(officer, filled, "xlsx"))

    for name, title in zip(book.namelist(), sheets.sheet_names, strict=True):
        heading = next(csv.reader(io.StringIO(book.read(name).decode("utf-8-sig"))))
        assert heading == sheets.get_sheet_by_name(title).to_python()[0]


def test_a_form_with_repeats_offers_its_csv_as_a_zip(officer, filled):
    page = client(officer).get(reverse("forms:answer_list", args=[filled.version.form_id])).content.decode()

    assert reverse("forms:answer_export", args=[filled.version.form_id, "zip"]) in page


def test_no_name_of_a_form_makes_a_folder_of_a_file_in_the_zip():
    assert exporting._file_name("../../x y-ยา/ครั้ง") == "-..-x-y-ยา-ครั้ง"


def test_the_csv_has_no_live_formula(officer, filled):
    testing.answered(filled.version, officer, "<note>=HYPERLINK(1)</note>")

    rows = list(csv.DictReader(io.StringIO(export(officer, filled, "csv").read().decode("utf-8-sig"))))

    assert {row["บันทึก"] for row in rows} == {"สบายดี", "'=HYPERLINK(1)"}


def test_the_map_file_has_codes_and_words(officer, filled):
    found = json.load(export(officer, filled, "geojson"))["features"][0]

    assert found["geometry"]["coordinates"] == [100.01, 7.73]
    assert found["properties"]["answers"]["smokes"] == "no"
    assert found["properties"]["words"]["smokes"] == "ไม่ใช่"


def export(user, submission, kind):
    answer = client(user).get(reverse("forms:answer_export", args=[submission.version.form.pk, kind]))
    return io.BytesIO(b"".join(answer.streaming_content))


def test_a_correction_shows_what_it_changed(officer, filled):
    later = testing.answered(filled.version, officer, "<note>ปวดเข่า</note>", deprecated=filled.instance_id)

    steps = reading.history(later, Submission.objects.all(), officer)

    assert ("บันทึก", "สบายดี", "ปวดเข่า") in steps[0].changed
    assert [step.submission.is_current for step in steps] == [True, False]


def test_a_file_is_given_by_its_uuid_to_who_may_see_the_answer(officer, filled):
    kept = testing.attached(filled)
    stranger = accounts.user("COORDINATOR", organisation(place("900101")))
    address = reverse("forms:attachment", args=[kept.uuid])

    answer = client(officer).get(address)

    assert b"".join(answer.streaming_content).startswith(b"\xff\xd8\xff")
    assert client(stranger).get(address).status_code == 404


def test_the_later_answers_may_be_let_count(officer, filled):
    receipt = testing.against(filled, "<note>อีกเครื่อง</note>")

    deciding.take(receipt=receipt, by=officer, at=timezone.now())

    current = Submission.objects.current().get()
    assert (current.answers["note"], current.replaces_id) == ("อีกเครื่อง", filled.pk)
    with pytest.raises(Refused):
        deciding.discard(receipt=receipt, by=officer, at=timezone.now())


def test_an_answer_that_is_discarded_keeps_its_bytes(officer, filled):
    receipt = testing.against(filled, "<note>อีกเครื่อง</note>")

    client(officer).post(reverse("forms:receipt_decide", args=[receipt.pk]), {"deed": "discard"})

    receipt.refresh_from_db()
    assert (receipt.state, receipt.decided_by) == ("DISCARDED", officer)
    assert deciding.answers_of(receipt)[1]["note"] == "อีกเครื่อง"


def test_new_cutoffs_hold_from_their_day_and_leave_the_older_ones(officer):
    measure = testing.measure()
    band = {"code": "ALL", "label_th": "ทุกค่า", "label_en": "All", "low": None, "high": None, "severity": "FINE"}
    today = timezone.localdate()
    cutoffs.change(
        measure=measure, bands=[band], valid_from=today.replace(year=2000), source="a", by=officer, at=timezone.now()
    )

    halves = [{**band, "code": "LOW", "high": 4.0}, {**band, "code": "HIGH", "low": 5.0}]
    cutoffs.change(measure=measure, bands=halves, valid_from=today, source="b", by=officer, at=timezone.now())

    assert [one.code for one in cutoffs.in_force(today)[measure.pk]] == ["LOW", "HIGH"]
    assert [len(bands) for _from, _to, bands in cutoffs.sets_of(measure)] == [2, 1]


@pytest.mark.parametrize("ends", [[(0, 5), (5, 9)], [(None, 5), (3, None)], [(9, 1)], []])
def test_cutoffs_that_leave_a_value_in_doubt_are_refused(officer, ends):
    bands = [
        {"code": f"B{n}", "label_th": "ก", "label_en": "a", "low": low, "high": high, "severity": "FINE"}
        for n, (low, high) in enumerate(ends)
    ]

    with pytest.raises(Refused):
        cutoffs.change(
            measure=testing.measure(), bands=bands, valid_from=timezone.localdate(), source="", by=officer,
            at=timezone.now(),
        )  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    kept=st.dictionaries(
        st.sampled_from(["note", "smokes", "aids", "vitals/sbp", "province", "xx"]), st.text(max_size=30)
    )
)
def test_any_answers_can_be_read_as_words(kept):
    shown = answers.cells(DEFINITION, DEFINITION.shown, kept)

    assert len(shown) == len(DEFINITION.shown)
    assert answers.differences(DEFINITION, {}, kept) or not any(kept.values()) or set(kept) <= {"xx"}
    assert reading.sections(DEFINITION, kept) is not None


def test_questions_after_a_group_stand_outside_of_it_and_the_person_has_a_place_of_its_own():
    kept = {
        "vitals/sbp": "120",
        "smokes": "no",
        "person": "5c0b6f0e-0d5e-4f0f-8f66-9f6a4f3a7f10",
        "spot": "7.7 100.1 0 5",
    }

    found = [(one.title, one.facts) for one in reading.sections(DEFINITION, kept)]

    assert [one for one in found if one[1]] == [
        ("สัญญาณชีพ", [("ความดันตัวบน", "120")]),
        ("", [("สูบบุหรี่", "ไม่ใช่")]),
        ("", [("พิกัดบ้าน", "7.7, 100.1")]),
    ]


def test_a_chart_leaves_out_what_cannot_be_and_says_so(officer):
    load_measures(print)
    catalogue.MEMORY.forget()
    version = testing.published(officer.acting_organisation)
    for value in (120, 131, 142, 1_000_000_000):
        testing.answered(version, officer, f"<vitals><sbp>{value}</sbp></vitals>")

    found = answers.chart(Submission.objects.current(), DEFINITION, DEFINITION.by_path["vitals/sbp"], {})
    page = client(officer).get(reverse("forms:answer_list", args=[version.form_id]), {"show": "chart"})
    table = client(officer).get(reverse("forms:answer_list", args=[version.form_id]))

    assert (found.answered, found.impossible) == (3, 1)
    assert found.rows[0][0] == "120–125"
    assert "ไม่ได้รวมค่าที่เป็นไปไม่ได้ 1 ค่า" in page.content.decode()
    assert table.content.decode().count("มีค่าที่เป็นไปไม่ได้") == 1


def test_a_chart_of_many_values_asks_for_its_measure_once(officer, django_assert_num_queries):
    load_measures(print)
    version = testing.published(officer.acting_organisation)
    for value in range(110, 130):
        testing.answered(version, officer, f"<vitals><sbp>{value}</sbp></vitals>")

    with django_assert_num_queries(2):
        found = answers.chart(Submission.objects.current(), DEFINITION, DEFINITION.by_path["vitals/sbp"], {})

    assert found.answered == 20


def test_numbers_and_places_read_as_people_write_them(officer):
    version = testing.published(officer.acting_organisation)
    filled = testing.answered(
        version, officer, "<vitals><sbp>118</sbp></vitals><spot>7.7719999999999999 100.0650000001 0 5</spot>"
    )

    [row] = csv.DictReader(io.StringIO(export(officer, filled, "csv").read().decode("utf-8-sig")))

    assert (row["ความดันตัวบน"], row["พิกัดบ้าน"]) == ("118", "7.772, 100.065")


def test_a_form_that_is_closed_or_goes_nowhere_says_what_is_to_be_done(officer):
    version = testing.published(officer.acting_organisation)
    address = reverse("forms:form", args=[version.form_id])

    nowhere = client(officer).get(address).content.decode()
    client(officer).post(reverse("forms:version_close", args=[version.pk]))
    closed = client(officer).get(address).content.decode()

    assert "ยังไม่มีใครได้รับแบบฟอร์มนี้" in nowhere
    assert "แบบฟอร์มนี้ปิดรับแล้ว" in closed
    assert "ยังไม่มีใครได้รับแบบฟอร์มนี้" not in closed


def test_sound_that_came_with_an_answer_can_be_played_there(officer, filled):
    sound = testing.attached(filled, b"RIFF\x00\x00\x00\x00WAVEfmt ", "cough.wav")

    page = client(officer).get(reverse("forms:answer", args=[filled.uuid])).content.decode()

    assert f'<audio controls preload="none" src="{reverse("forms:attachment", args=[sound.uuid])}"' in page
