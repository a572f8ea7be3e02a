import datetime

import polars as pl
import pytest

from linkage import COLUMNS, normalise, one
from linkage.dates import read_dates
from linkage.text import repair_text, skeleton

TODAY = datetime.date(2026, 11, 22)


def clean(**raw) -> dict:
    return normalise(pl.DataFrame([raw]), today=TODAY).row(0, named=True)


def codes(**raw) -> set:
    return {(problem["field"], problem["code"]) for problem in clean(**raw)["problems"]}


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("เเดง", "แดง"),
        ("นํ้า", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ทีี่", "ที่"),
        ("ก่ิ่ง", "กิ่ง"),
        ("สม\u200bชาย ", "สมชาย"),
        ("๑๒๓\u00a0 ๔", "123 4"),
        ("-", None),
        ("ไม่ทราบ", None),
    ],
)
def test_damaged_text_is_repaired(damaged, meant):
    assert one(repair_text, damaged) == meant


@pytest.mark.parametrize(("one_way", "other"), [("ณัฐพล", "นัทพล"), ("สมชาย", "สมชัย"), ("จันทร์", "จัน"), ("วรรณา", "วันนา")])
def test_names_that_sound_alike_share_a_skeleton(one_way, other):
    assert one(skeleton, one_way) == one(skeleton, other)


@pytest.mark.parametrize(
    ("written", "read", "precision"),
    [
        ("12/3/2490", "1947-03-12", "DAY"),
        ("12 มี.ค. 2490", "1947-03-12", "DAY"),
        ("12 มีนาคม พ.ศ. ๒๔๙๐", "1947-03-12", "DAY"),
        ("1947-03-12 00:00:00", "1947-03-12", "DAY"),
        ("19470312", "1947-03-12", "DAY"),
        ("12032490", "1947-03-12", "DAY"),
        ("12/3/90", "1947-03-12", "DAY"),
        ("12-Mar-47", "1947-03-12", "DAY"),
        ("17238.0", "1947-03-12", "DAY"),
        ("12/25/1947", "1947-12-25", "DAY"),
        ("29/2/2487", "1944-02-29", "DAY"),
        ("3033-01-02", "1947-01-02", "DAY"),
        ("มี.ค. 2490", "1947-03-01", "MONTH"),
        ("0/3/2490", "1947-03-01", "MONTH"),
        ("1/1/2490", "1947-01-01", "YEAR"),
        ("2490", "1947-01-01", "YEAR"),
    ],
)
def test_dates_are_read_in_every_way_they_are_written(written, read, precision):
    row = clean(birth_date=written)

    assert (row["birth_date"], row["birth_precision"]) == (datetime.date.fromisoformat(read), precision)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("เมื่อวาน", "DATE_UNREADABLE"),
        ("1/2/2600", "DATE_FUTURE"),
        ("1/2/2400", "DATE_TOO_OLD"),
        ("30/2/2490", "DATE_IMPOSSIBLE"),
    ],
)
def test_bad_dates_say_why(written, code):
    assert read_dates(pl.Series([written]), TODAY)["code"].item() == code


@pytest.mark.parametrize(
    ("cell", "prefix", "given", "family"),
    [
        ("นายณัฐพล ณ อยุธยา", "นาย", "ณัฐพล", "ณ อยุธยา"),
        ("น.ส. สมใจ รักดี", "นางสาว", "สมใจ", "รักดี"),
        ("นางสาวิตรี มั่นคง", "นาง", "สาวิตรี", "มั่นคง"),
        ("ว่าที่ ร.ต.หญิง สมศรี ดีงาม", "ว่าที่ร้อยตรีหญิง", "สมศรี", "ดีงาม"),
        ("จ.ส.อ.ประยุทธ์ กล้าหาญ", "จ่าสิบเอก", "ประยุทธ์", "กล้าหาญ"),
        ("ใจดี, สมชาย", None, "สมชาย", "ใจดี"),
        ("นายก ใจดี", None, "นายก", "ใจดี"),
        ("พลอยไพลิน แก้วใส", None, "พลอยไพลิน", "แก้วใส"),
        ("ด.ช. กล้า (น้องต้น) กล้าหาญ", "เด็กชาย", "กล้า", "กล้าหาญ"),
    ],
)
def test_one_cell_gives_title_given_and_family_name(cell, prefix, given, family):
    row = clean(full_name=cell)

    assert (row["prefix"], row["given_name"], row["family_name"]) == (prefix, given, family)


def test_a_family_name_of_two_words_stays_whole():
    assert clean(given_name="ณัฐพล", family_name="ณ อยุธยา")["family_name"] == "ณ อยุธยา"


def test_an_id_is_kept_only_when_its_check_digit_holds():
    assert clean(cid="1-1017-00230-70-8")["cid"] == "1101700230708"
    assert clean(cid="1101700230708.0")["cid"] == "1101700230708"
    assert codes(cid="1101700230709") == {
        ("cid", "CID_CHECKSUM"),
        ("given_name", "NAME_MISSING"),
        ("family_name", "NAME_MISSING"),
    }
    assert ("cid", "CID_LENGTH") in codes(cid="110170023070")
    assert ("cid", "CID_CHECKSUM") in codes(cid="1111111111119")


def test_an_id_damaged_by_excel_keeps_its_readable_prefix():
    row = clean(cid="1.10170E+12")

    assert (row["cid"], row["cid_prefix"], row["problems"][0]["code"]) == (None, "11017", "CID_EXCEL")


def test_a_phone_gets_back_the_zero_that_excel_took():
    assert clean(phone="812345678.0")["phone"] == "0812345678"
    assert clean(phone="+66 81-234-5678, 074 123456")["phone"] == "0812345678"
    assert ("phone", "PHONE_LENGTH") in codes(phone="12345")


def test_an_address_in_one_cell_is_taken_apart():
    row = clean(address="123/4 ม.5 บ.หนองบัว ต.ควนขนุน อ.ควนขนุน จ.พัทลุง 93110")

    assert (row["house_no"], row["moo"], row["village"], row["subdistrict"]) == ("123/4", "5", "หนองบัว", "ควนขนุน")
    assert row["area_code"] == "930501"


@pytest.mark.parametrize("house", ["บ้านเลขที่ 123/4", "บ้าน เลขที่ 123/4"])
def test_the_word_for_a_house_number_is_no_village(house):
    row = clean(address=f"{house} ม.5 ต.ควนขนุน")

    assert (row["house_no"], row["moo"], row["village"], row["locality"]) == ("123/4", "5", None, "5")


def test_a_place_is_compared_by_its_name_whether_its_code_is_known_or_not():
    by_name, by_code = clean(subdistrict="ในเมือง"), clean(area_code="400101")

    assert (by_name["area_code"], by_code["subdistrict"]) == (None, None)
    assert by_name["place"] == by_code["place"]
    assert clean(area_code="999999")["place"] == "999999"


def test_title_against_sex_column_is_a_problem():
    assert ("sex", "SEX_CONFLICT") in codes(prefix="นาง", sex="ชาย")
    assert clean(prefix="นาง")["sex"] == "F"


def test_nothing_at_all_is_no_error():
    assert normalise(pl.DataFrame()).height == 0
    assert normalise(pl.DataFrame({"cid": []})).height == 0
    assert normalise(pl.DataFrame({name: [None, None] for name in COLUMNS})).height == 2
    assert normalise(pl.DataFrame({"colour": ["ฟ้า"]})).height == 1
