from saan.shared.sorting import search_key, sort_key


def test_leading_vowel_sorts_after_its_consonant():
    words = ["เขา", "กา", "ขา", "เกาะ", "ไก่", "แก้ว", "กง"]

    assert sorted(words, key=sort_key) == ["กง", "กา", "เกาะ", "แก้ว", "ไก่", "ขา", "เขา"]


def test_tone_marks_decide_only_between_equals():
    assert sorted(["ข้าว", "ขาว", "ขาด", "ข่าว"], key=sort_key) == ["ขาด", "ขาว", "ข่าว", "ข้าว"]


def test_search_forgives_tone_marks_spaces_and_capitals():
    assert search_key("ป่า พะยอม Pa Phayom") == "ปาพะยอมpaphayom"
