"""The health service's own files come together as persons, in words."""

import io
import json
import zipfile

import pytest

import sheets

FILES = {
    "PERSON": """HOSPCODE|CID|PID|HID|PRENAME|NAME|LNAME|HN|SEX|BIRTH|NATION|DISCHARGE|TYPEAREA|TELEPHONE|MOBILE
09876|1101700203451|1|H1|003|สมชาย|ใจดี|55|1|19500203|099|9|1||0812345678
09876|3930500112233|2|H1|005|มาลี|ใจดี||2|19520101|099|1|1|074123456|
09876||3|H1|005|มานี|ใจดี||2|19520101|099|9|2||
09876||4||005|มานะ|ใจดี||1|19520101|099|9|4||
""",
    "HOME": """HOSPCODE|HID|HOUSE_ID|HOUSE|VILLAGE|TAMBON|AMPUR|CHANGWAT|LATITUDE|LONGITUDE
09876|H1|93050112345|12/3|04|01|05|93|7.7|100.1
09876|H9|93050112346|99|04|01|05|93||
""",
    "ADDRESS": """HOSPCODE|PID|ADDRESSTYPE|HOUSE_ID|HOUSENO|VILLAGE|TAMBON|AMPUR|CHANGWAT
09876|2|1||77|02|02|05|93
09876|3|2||88|07|03|05|93
09876|4|1||55|09|04|05|93
""",
    "DISABILITY": """HOSPCODE|DISABID|PID|DISABTYPE|DISABCAUSE|DIAGCODE|DATE_DETECT|DATE_DISAB
09876|1101700203451|1|1|3|H54|20200101|
09876||1|3|3||20200101|20190601
""",
}


def tables(*kinds, encoding="utf-8"):
    return [sheets.tables(sheets.read(FILES[kind].encode(encoding), f"{kind}.txt"))[0] for kind in kinds]


@pytest.mark.parametrize("kind", FILES)
def test_each_file_is_known_by_its_headings(kind):
    assert sheets.kind43(tables(kind)[0]) == kind


def test_an_ordinary_list_is_none_of_them():
    assert sheets.kind43(sheets.tables(sheets.read("ชื่อ,สกุล\nก,ข\n".encode()))[0]) is None


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
def test_person_alone_is_in_words(encoding):
    table = tables("PERSON", encoding=encoding)[0]

    rows = sheets.frame(table, sheets.recognise(table))

    first = rows.row(0, named=True)
    assert (first["prefix"], first["given_name"], first["family_name"], first["birth_date"]) == (
        "นาย", "สมชาย", "ใจดี", "19500203",
    )  # fmt: skip
    assert (first["local_id"], first["household_local_id"], first["phone"]) == ("1", "H1", "0812345678")
    assert rows["vital_status"].to_list() == ["มีชีวิต", "ตาย", "มีชีวิต", "มีชีวิต"]
    assert rows["nationality"].to_list() == ["ไทย"] * 4


def test_the_four_files_join_into_persons():
    rows = sheets.join43(tables("HOME", "PERSON", "DISABILITY", "ADDRESS"))

    first, second = rows.row(0, named=True), rows.row(1, named=True)
    assert [first[name] for name in ("house_no", "moo", "district", "province", "area_code", "latitude")] == [
        "12/3", "04", "ควนขนุน", "พัทลุง", "930501", "7.7",
    ]  # fmt: skip
    assert first["disability_types"] == "ความพิการทางการเห็น, ความพิการการเคลื่อนไหวหรือทางร่างกาย"
    assert first["disability_card_no"] == "1101700203451"
    assert (second["house_no"], second["registered_house_no"], second["registered_moo"]) == ("12/3", "77", "02")
    assert second["disability_types"] is None


def test_nothing_of_a_disability_is_lost_when_the_files_join():
    first = sheets.join43(tables("PERSON", "DISABILITY")).row(0, named=True)

    assert (first["disability_cause"], first["conditions"]) == ("ความพิการจากโรค", "H54")
    assert first["disability_since"] == "20190601"
    rows = [json.loads(line) for line in first["original"].split("\n")]
    assert [row.get("DISABTYPE") for row in rows] == [None, "1", "3"]


def test_whoever_is_found_elsewhere_than_in_the_home_is_registered_there():
    third = sheets.join43(tables("PERSON", "HOME", "ADDRESS")).row(2, named=True)

    assert (third["house_no"], third["moo"], third["latitude"], third["house_code"]) == ("88", "07", None, None)
    assert (third["registered_house_no"], third["registered_moo"], third["registered_district"]) == (
        "12/3", "04", "ควนขนุน",
    )  # fmt: skip


def test_whoever_has_no_other_address_lives_where_they_are_registered():
    fourth = sheets.join43(tables("PERSON", "HOME", "ADDRESS")).row(3, named=True)

    assert (fourth["house_no"], fourth["registered_house_no"], fourth["province"]) == ("55", "55", "พัทลุง")


def test_a_home_of_nobody_is_kept_but_is_no_person():
    rows = sheets.join43(tables("PERSON", "HOME"))

    assert rows["kind"].to_list() == ["PERSON"] * 4 + ["NOT_A_PERSON"]
    assert rows["row"].to_list() == [1, 2, 3, 4, 2]


def test_without_person_there_is_nothing_to_join():
    with pytest.raises(ValueError, match="PERSON"):
        sheets.join43(tables("HOME"))


def zipped(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def test_the_zip_of_a_hospital_is_read_as_it_is():
    all_files = FILES | {"DEATH": "HOSPCODE|PID\n09876|9\n"}
    named = {f"F43_09876_20260101/{kind}.txt": text.encode("cp874") for kind, text in all_files.items()}
    book = sheets.read_guarded(zipped(**named), "F43.zip")

    assert [sheet.name for sheet in book.sheets] == list(FILES)
    found = sheets.tables(book)
    assert {sheets.kind43(table) for table in found} == set(FILES)
    assert sheets.join43(found).equals(sheets.join43(tables(*FILES)))


def test_two_months_in_one_zip_stay_apart_and_an_empty_file_is_no_harm():
    months = {f"{month}/person.TXT": FILES["PERSON"] for month in ("มกราคม", "กุมภาพันธ์")}

    book = sheets.read(zipped(**months, **{"มกราคม/HOME.txt": ""}), "43.zip")

    assert [sheet.name for sheet in book.sheets] == ["มกราคม/person", "กุมภาพันธ์/person"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"PERSON.txt": b"\0" * (200 << 20)}, "BOMB"),
        ({"../PERSON.txt": FILES["PERSON"]}, "UNSAFE"),
        ({"PERSON.txt": "", "HOME.txt": ""}, "NO_DATA"),
        ({"DEATH.txt": "HOSPCODE|PID\n"}, "IS_ARCHIVE"),
        ({"PERSON.txt": b"MZ\x90\0\3\0\0\0"}, "IS_BINARY"),
    ],
)
def test_a_zip_that_is_none_is_refused(files, code):
    with pytest.raises(sheets.Unreadable) as refusal:
        sheets.read_guarded(zipped(**files), "43.zip")
    assert refusal.value.code == code
