"""Files of the list: what one may see, as real cells, and nothing that runs."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

import sheets
from saan.accounts.testing import signed_in_client, user
from saan.areas.testing import place
from saan.audit.models import Event
from saan.partners.testing import agreement
from saan.people import deliveries, exports, testing

pytestmark = pytest.mark.django_db
EVIL = '=HYPERLINK("http://example.org","คลิก")'


@pytest.fixture
def town():
    return testing.source_list()


@pytest.fixture
def officer(town):
    return user("DATA_OFFICER", town.organisation, town.organisation.area)


def bring_in(of_list, *rows):
    delivery = testing.delivered(of_list, *rows)
    deliveries.commit(delivery, by="system", at=timezone.now())
    return delivery


def exported(officer, kind, query=""):
    answer = signed_in_client(officer).get(f"/people/export/{kind}/{query}")
    return b"".join(answer.streaming_content)


def table(content):
    header, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_workbook_has_real_dates_and_text_ids(town, officer):
    cid = testing.citizen_id()
    bring_in(town, testing.row("สมศรี ใจดี", cid=cid, birth_date="1950-03-01", phone="0812345678"))

    [row] = table(exported(officer, "xlsx"))

    assert row["เลขประจำตัวประชาชน"] == cid
    assert row["วันเกิด"] == date(1950, 3, 1)
    assert row["โทรศัพท์"] == "081-234-5678"


def test_a_file_has_whom_the_list_shows(town, officer):
    some = [("สมศรี ใจดี", "F"), ("สมศรี มีสุข", "M"), ("วิชัย ใจดี", "F")]
    bring_in(town, *(testing.row(name, cid=testing.citizen_id(), sex=sex) for name, sex in some))

    shown = signed_in_client(officer).get("/people/?q=สมศรี&sex=F").content.decode()
    [row] = table(exported(officer, "xlsx", "?q=สมศรี&sex=F"))

    assert (row["ชื่อ"], row["นามสกุล"]) == ("สมศรี", "ใจดี")
    assert "/people/export/xlsx/?q=" in shown


def test_the_trail_tells_of_the_search_but_not_what_for(town, officer):
    cid = testing.citizen_id()
    bring_in(town, testing.row("สมศรี ใจดี", cid=cid))

    assert len(table(exported(officer, "xlsx", f"?q={cid}"))) == 1

    [event] = Event.objects.filter(verb="people.list.exported")
    assert cid not in str(event.detail)
    assert event.detail["filter"] == "ที่ค้นหาพบ"


def test_a_year_alone_stays_a_year(town, officer):
    bring_in(town, testing.row("สมศรี ใจดี", birth_date="1950-01-01", birth_precision="YEAR"))

    [row] = table(exported(officer, "xlsx"))

    assert row["วันเกิด"] == "2493"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_no_cell_is_a_live_formula(town, officer, kind):
    bring_in(town, testing.row(f"สมศรี {EVIL}", birth_date="1950-03-01"))

    content = exported(officer, kind)

    if kind == "csv":
        cells = [cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in line]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    else:
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
        assert EVIL in table(content)[0].values()


def test_csv_begins_with_the_mark_that_excel_needs(town, officer):
    bring_in(town, testing.row("สมศรี ใจดี"))

    assert exported(officer, "csv").startswith(b"\xef\xbb\xbf")


def test_geojson_has_everybody_and_the_spots_that_are_known(town, officer):
    bring_in(
        town,
        testing.row("สมศรี ใจดี", birth_date="1950-03-01", house_no="1", latitude=7.7, longitude=100.1),
        testing.row("มานะ อดทน", birth_date="1961-08-21"),
    )

    features = json.loads(exported(officer, "geojson"))["features"]

    assert [feature["geometry"] and feature["geometry"]["coordinates"] for feature in features] == [None, [100.1, 7.7]]


def test_what_an_organisation_does_not_share_is_not_in_the_file(town, officer):
    cid = testing.citizen_id()
    clinic = testing.source_list(area=place())
    agreement(clinic.organisation, town.organisation, "REGISTRY")
    bring_in(clinic, testing.row("สมศรี ใจดี", cid=cid, birth_date="1950-03-01", phone="0812345678"))

    [row] = table(exported(officer, "xlsx"))

    assert row["ชื่อ"] == "สมศรี"
    assert not row["เลขประจำตัวประชาชน"]
    assert not row["โทรศัพท์"]


LIVE = ["=1+1", "+66", "-2", "@SUM(A1)", "=cmd|'/C calc'!A0", "'quoted", "081-234-5678", "ก=1", "๑๒๓", "0812345678"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_exported_reads_back_as_it_was(kind):
    columns = [exports.Column("ชื่อ", 20, None), exports.Column("อื่น", 20, None)]
    rows = [[word, "ก"] for word in LIVE]
    if kind == "xlsx":
        content = exports.write_xlsx(columns, rows).read()
    else:
        content = "".join(exports.csv_lines(columns, rows)).encode()

    [sheet] = sheets.read(content, f"list.{kind}").sheets

    assert [row[0] for row in sheet.grid.iter_rows()][1:] == LIVE
