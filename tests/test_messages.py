"""tools/messages.py finds what is said in Python and in templates, and keeps the Thai it had."""

import importlib.util
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def messages():
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def strings(messages, path, text):
    path.write_text(text, encoding="utf-8")
    return list(messages.strings_in(path))


def test_strings_of_python_are_found(messages, tmp_path):
    text = 'a = _("Save")\nb = ngettext("%(n)d day", "%(n)d days", 2)\nc = pgettext("verb", "Open")\n'

    assert strings(messages, tmp_path / "a.py", text) == [
        ((None, "Save"), None),
        ((None, "%(n)d day"), "%(n)d days"),
        (("verb", "Open"), None),
    ]


def test_strings_of_templates_are_found_between_thai_text(messages, tmp_path):
    text = """<p class="it's">ภาษาไทย (ไม่ปิดวงเล็บ {% translate "Save" %} {% badge "waits" "clock" _("waiting") %}</p>
      {% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"""

    found = strings(messages, tmp_path / "a.html", text)

    assert found == [((None, "Save"), None), ((None, "waiting"), None), ((None, "%(n)s row"), "%(n)s rows")]


def test_thai_survives_and_what_is_said_no_more_goes(messages, tmp_path):
    old = messages.empty_catalogue()
    old.append(polib.POEntry(msgid="Save", msgstr="บันทึก"))
    old.append(polib.POEntry(msgid="Gone", msgstr="ไปแล้ว"))
    old.save(str(tmp_path / "django.po"))

    fresh = messages.brought_up_to_date(tmp_path / "django.po", {(None, "Save"): (None, {"a.py"})})

    assert [(entry.msgid, entry.msgstr) for entry in fresh] == [("Save", "บันทึก")]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Save", msgstr="บันทึก"), ""),
        (polib.POEntry(msgid="Save", msgstr=""), "no Thai"),
        (polib.POEntry(msgid="Save", msgstr="บันทึก", flags=["fuzzy"]), "doubtful"),
        (polib.POEntry(msgid="%(n)s left", msgstr="เหลือ"), "lost %(n)s"),
    ],
)
def test_a_faulty_translation_is_named(messages, entry, fault):
    assert messages.fault_of(entry) == fault
