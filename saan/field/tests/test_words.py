"""The field app says nothing that has no Thai, and the list of its words holds nothing it no longer says."""

import re
from pathlib import Path

from saan.field.words import WORDS

SOURCE = Path(__file__).resolve().parents[3] / "frontend" / "src" / "field"
SAID = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')


def sources():
    return "\n".join(
        path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.ts*") if not path.name.endswith(".test.ts")
    )


def test_every_sentence_of_the_app_is_in_its_list():
    assert set(SAID.findall(sources())) - set(WORDS) == set()


def test_the_list_holds_only_what_the_app_says():
    text = sources()

    assert [word for word in WORDS if f'"{word}"' not in text and f"`{word}`" not in text] == []
