"""Visits become rows of the 43 files, nothing is dropped silently, and one's own files are checked with care."""

import io
import zipfile
from datetime import date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.audit.models import Event
from saan.people.testing import citizen_id
from saan.visits import testing43 as testing
from saan.visits.files43 import checking, reading

pytestmark = pytest.mark.django_db
BANGKOK = ZoneInfo("Asia/Bangkok")
HERE, ELSEWHERE = "930201", "930301"
TODAY = date(2026, 12, 31)


@pytest.fixture
def hospital():
    return testing.hospital(place(HERE))


@pytest.fixture
def officer(hospital):
    return accounts.user("DATA_OFFICER", hospital)


@pytest.fixture
def client(officer):
    return accounts.signed_in_client(officer)


def on(day, hour=10):
    return datetime(2026, 10, day, hour, 30, 5, tzinfo=BANGKOK)


def get_zip(client, period="FY2570", **query):
    response = client.get(reverse("visits:files43_zip", args=[HERE, period]), query)
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response)))


def rows(archive, file):
    (name,) = [name for name in archive.namelist() if name.endswith(f"/{file}.txt")]
    text = archive.read(name).decode()
    lines = reading.read(text)
    return [dict(zip(lines.columns, cells, strict=True)) for _number, cells in lines.rows]


def page(client, **query):
    return client.get(reverse("visits:files43"), {"area": HERE, "period": "FY2570", **query})


def causes(response):
    return {(cause.file, cause.what.split(" ")[0], cause.count) for cause in response.context["causes"]}


def test_every_file_of_the_zip_passes_the_check(client, hospital):
    (person,) = testing.persons(hospital, "สมศรี ใจดี", pid="4711")
    testing.visit(person, {"ADL": 9, "SBP": 140, "DBP": 85, "WEIGHT": 55, "HEIGHT": 150, "WAIST": 78}, at=on(5))

    archive = get_zip(client)

    names = [name.rsplit("/")[-1] for name in archive.namelist()]
    assert names == ["FUNCTIONAL.txt", "NCDSCREEN.txt", "COMMUNITY_SERVICE.txt", "SPECIALPP.txt"]
    for name in archive.namelist():
        checked = checking.check(name, archive.read(name).decode(), today=TODAY)
        assert (checked.rows, checked.problems) == (1, [])
    assert archive.namelist()[0].startswith("F43_10737_")


def test_a_row_names_the_person_as_the_facility_does(client, hospital):
    known, unknown = testing.persons(hospital, "สมศรี ใจดี", pid="4711") + testing.persons(hospital, "มานะ ใจดี")
    for person in (known, unknown):
        testing.visit(person, at=on(5))

    pids = [row["PID"] for row in rows(get_zip(client), "COMMUNITY_SERVICE")]

    assert pids == ["4711", f"S{unknown.pk:09d}"]
    notes = [cause for cause in page(client).context["causes"] if not cause.file]
    assert [(cause.count, cause.examples[0].person_id) for cause in notes] == [(1, unknown.pk)]


def test_the_day_is_the_thai_day(client, hospital):
    (person,) = testing.persons(hospital, "สมศรี ใจดี")
    testing.visit(person, at=on(5, hour=0))

    (row,) = rows(get_zip(client), "COMMUNITY_SERVICE")

    assert (row["DATE_SERV"], row["D_UPDATE"]) == ("20261005", "20261005003005")


def test_a_day_beyond_the_period_is_not_sent(client, hospital):
    (person,) = testing.persons(hospital, "สมศรี ใจดี")
    testing.visit(person, at=datetime(2026, 9, 30, 23, 59, tzinfo=BANGKOK))
    testing.visit(person, at=datetime(2026, 10, 1, 0, 1, tzinfo=BANGKOK))

    assert [row["DATE_SERV"] for row in rows(get_zip(client), "COMMUNITY_SERVICE")] == ["20261001"]
    assert [row["DATE_SERV"] for row in rows(get_zip(client, "2026-09"), "COMMUNITY_SERVICE")] == ["20260930"]


def test_of_two_screens_on_one_day_the_later_is_sent_and_the_other_listed(client, hospital):
    (person,) = testing.persons(hospital, "สมศรี ใจดี")
    body = {"WEIGHT": 55, "HEIGHT": 150, "WAIST": 78, "DBP": 85}
    testing.visit(person, {**body, "SBP": 150}, at=on(5, hour=9))
    testing.visit(person, {**body, "SBP": 140}, at=on(5, hour=15))

    assert [row["SBP_1"] for row in rows(get_zip(client), "NCDSCREEN")] == ["140"]
    assert len(rows(get_zip(client), "COMMUNITY_SERVICE")) == 2
    assert [cause.count for cause in page(client).context["causes"] if cause.file == "NCDSCREEN"] == [1]


def test_a_later_screen_that_is_not_whole_does_not_push_out_the_good_one(client, hospital):
    (person,) = testing.persons(hospital, "สมศรี ใจดี")
    testing.visit(person, {"WEIGHT": 55, "HEIGHT": 150, "WAIST": 78, "SBP": 150, "DBP": 85}, at=on(5, hour=9))
    testing.visit(person, {"SBP": 140, "DBP": 80}, at=on(5, hour=15))

    assert [row["SBP_1"] for row in rows(get_zip(client), "NCDSCREEN")] == ["150"]
    (cause,) = [cause for cause in page(client).context["causes"] if cause.file == "NCDSCREEN"]
    assert (cause.column, cause.count) == ("WEIGHT, HEIGHT, WAIST_CM", 1)


def test_whatever_is_no_row_stands_in_the_workbook_with_its_reason(client, hospital):
    (person,) = testing.persons(hospital, "สมศรี ใจดี", pid="4711")
    testing.visit(person, {"FRAT": 6}, at=on(5))
    testing.visit(person, outcome="NOT_HOME", at=on(6))

    response = client.get(reverse("visits:files43_left", args=[HERE, "FY2570"]))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active

    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    assert [(line[0], line[2]) for line in lines] == [
        ("SPECIALPP", "สมศรี ใจดี"),
        ("COMMUNITY_SERVICE", "สมศรี ใจดี"),
    ]
    assert "1B1201" in lines[0][4]


def test_a_corrected_value_is_sent_and_the_older_is_not(client, hospital):
    (person,) = testing.persons(hospital, "สมศรี ใจดี")
    first = testing.found(person, {"ADL": 9}, at=on(5))
    testing.found(person, {"ADL": 4}, at=on(5), received_at=on(7), replaces=first)

    (row,) = rows(get_zip(client), "FUNCTIONAL")

    assert (row["TESTRESULT"], row["DEPENDENT"]) == ("4", "3")
    assert (row["DATE_SERV"], row["D_UPDATE"]) == ("20261005", "20261007103005")


def test_visits_of_another_organisation_are_theirs_to_send(client, hospital):
    (person,) = testing.persons(hospital, "สมศรี ใจดี")
    town = testing.hospital(place(ELSEWHERE), hospcode="99999")
    testing.visit(person, at=on(5), organisation=town)

    assert rows(get_zip(client), "COMMUNITY_SERVICE") == []


def test_citizen_ids_are_written_only_when_asked_for_and_that_is_recorded(client, hospital):
    cid = citizen_id()
    (person,) = testing.persons(hospital, "สมศรี ใจดี", cid=cid)
    testing.visit(person, at=on(5))

    assert [row["CID"] for row in rows(get_zip(client), "COMMUNITY_SERVICE")] == [""]
    assert [row["CID"] for row in rows(get_zip(client, cid="on"), "COMMUNITY_SERVICE")] == [cid]
    events = Event.objects.filter(verb="visits.files43.exported").order_by("pk")
    assert [event.detail["with_cid"] for event in events] == [False, True]


def test_without_the_right_to_see_citizen_ids_none_are_written(hospital, monkeypatch):
    from saan.people.permissions import Permission as People
    from saan.shared.access import Reach

    (person,) = testing.persons(hospital, "สมศรี ใจดี", cid=citizen_id())
    testing.visit(person, at=on(5))
    officer = accounts.user("DATA_OFFICER", hospital)
    reach = type(officer).reach
    monkeypatch.setattr(
        type(officer), "reach", lambda self, what: Reach() if what == People.PERSON_REVEAL else reach(self, what)
    )

    archive = get_zip(accounts.signed_in_client(officer), cid="on")

    assert [row["CID"] for row in rows(archive, "COMMUNITY_SERVICE")] == [""]


@pytest.mark.parametrize("code", [ELSEWHERE, "9302", "93", "TH", "nowhere"])
def test_a_place_that_is_not_wholly_ones_own_is_not_found(client, code):
    place(ELSEWHERE)

    assert page(client, area=code).status_code == 404
    assert client.get(reverse("visits:files43_zip", args=[code, "FY2570"])).status_code == 404


def test_without_a_facility_code_the_page_says_what_to_do(client, hospital):
    hospital.hospcode = ""
    hospital.save()

    assert "HOSPCODE" in page(client).content.decode()
    assert client.get(reverse("visits:files43_zip", args=[HERE, "FY2570"])).status_code == 409


def check(client, *files):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("visits:files43_check"), {"files": uploads}, follow=True)


def zipped(*files, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return file.getvalue()


BAD = (
    b"HOSPCODE|PID|SEQ|DATE_SERV|COMSERVICE|PROVIDER|D_UPDATE|CID\r\n"
    b"10737|1|S1|20261001|1A99||20261001120000|\r\n"
    b"10737|2|S2|25691001|9Z99||20261001120000|\r\n"
)


def test_what_we_send_comes_back_clean(client, hospital):
    (person,) = testing.persons(hospital, "สมศรี ใจดี")
    testing.visit(person, {"ADL": 9}, at=on(5))
    response = client.get(reverse("visits:files43_zip", args=[HERE, "FY2570"]))

    result = check(client, ("ours.zip", b"".join(response)))

    assert [file.rows for file, _causes in result.context["files"]] == [1, 0, 1, 1]
    assert result.context["total"] == 0


def test_problems_are_shown_by_cause_and_as_a_workbook(client):
    result = check(client, ("COMMUNITY_SERVICE.txt", BAD))

    ((_file, found),) = result.context["files"]
    assert [(cause.column, cause.examples[0].row, cause.examples[0].value) for cause in found] == [
        ("COMSERVICE", 3, "9Z99"),
        ("DATE_SERV", 3, "25691001"),
    ]
    response = client.get(reverse("visits:files43_problems"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response))).active
    assert [(line[1].value, line[2].value) for line in sheet.iter_rows(min_row=2)] == [
        (3, "DATE_SERV"),
        (3, "COMSERVICE"),
    ]


def test_files_of_a_zip_that_we_do_not_know_are_named(client):
    result = check(client, ("all.zip", zipped(("a/PERSON.txt", b"x"), ("a/COMMUNITY_SERVICE.txt", BAD))))

    assert result.context["not_checked"] == ["a/PERSON.txt"]
    assert result.context["total"] == 2


def test_an_older_encoding_is_read_and_said(client):
    text = BAD.decode().replace("1A99", "ก").encode("cp874")

    ((file, _found),) = check(client, ("COMMUNITY_SERVICE.txt", text)).context["files"]

    assert ("", "NOT_UTF8") in file.counts


@pytest.mark.parametrize(
    "content",
    [
        zipped(("COMMUNITY_SERVICE.txt", b"0" * (31 << 20))),
        zipped(*((f"{number}/COMMUNITY_SERVICE.txt", b"") for number in range(501))),
        zipped(("../COMMUNITY_SERVICE.txt", BAD)),
        zipped(("COMMUNITY_SERVICE.txt", BAD))[:-40],
        b"PK\x03\x04 and nothing else",
    ],
    ids=["bomb", "many", "path", "cut", "no zip"],
)
def test_a_hostile_or_broken_zip_is_refused_with_a_sentence(client, content):
    result = check(client, ("x.zip", content))

    assert result.status_code == 200
    assert [each.file for each in result.context["refused"]] == ["x.zip"]


def test_a_picture_named_like_a_file_is_refused(client):
    result = check(client, ("FUNCTIONAL.txt", bytes(range(256)) * 40))

    assert len(result.context["refused"]) == 1


def test_nothing_chosen_is_said(client):
    assert client.post(reverse("visits:files43_check")).status_code == 400


def test_somebody_else_does_not_see_what_one_has_checked(client, hospital):
    check(client, ("COMMUNITY_SERVICE.txt", BAD))
    other = accounts.signed_in_client(accounts.user("DATA_OFFICER", hospital))

    for name in ("files43_checked", "files43_problems"):
        assert other.get(reverse(f"visits:{name}")).status_code == 302
