#!/usr/bin/env python3
"""The Thai catalogues, without system gettext.

messages.py extract [ROOM…]   find every string and bring the rooms' locale/th/LC_MESSAGES/django.po up to date
messages.py compile           write the .mo files that the program reads (needs polib alone)
messages.py check [ROOM…]     fail when a string is new, untranslated or doubtful, or a placeholder was lost
"""

import re
import sys
from collections import defaultdict
from io import BytesIO
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SAAN = ROOT / "saan"
SHEETS = ROOT / "sheets"  # beside the house, but its refusals and field names are shown
HOUSE = SAAN / "locale" / "house"  # strings of the files that stand in no room: roles, command line
BORROWED = SAAN / "locale" / "borrowed"  # Thai for other packages' strings that we show, where theirs is none or poor
CATALOGUE = Path("th/LC_MESSAGES/django.po")
SKIPPED = {"tests", "migrations", "testing.py"}
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
BORROWED_FROM = {  # package folder → the parts of it whose strings reach a page
    "django/conf": ("forms/", "core/validators", "utils/timesince"),
    "django/contrib/auth": ("contrib/auth/password_validation",),
    "allauth": ("",),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def main(command: str, rooms: list[str]) -> int:
    return {"extract": extract, "compile": compile_all, "check": check}[command](rooms)


def extract(rooms: list[str]) -> int:
    for home, found in strings_by_home(rooms).items():
        catalogue = brought_up_to_date(home / CATALOGUE, found)
        (home / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(home / CATALOGUE))
        left = [entry for entry in catalogue if not entry.translated()]
        print(f"{home.relative_to(ROOT)}: {len(catalogue)} strings, {len(left)} without Thai")
    for key in borrowed_and_untranslated():
        print(f"saan/locale/borrowed: no Thai for {key[1]!r}")
    return 0


def compile_all(rooms: list[str]) -> int:
    for path in sorted([*SAAN.rglob("*.po"), *SHEETS.rglob("*.po")]):
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return 0


def check(rooms: list[str]) -> int:
    complaints = [f"{BORROWED.relative_to(ROOT)}: no Thai for {key[1]!r}" for key in borrowed_and_untranslated()]
    by_home = strings_by_home(rooms)
    for home, found in by_home.items():
        complaints += complaints_about(home / CATALOGUE, found)
    complaints += disagreements(home / CATALOGUE for home in by_home if home.is_relative_to(ROOT / "saan"))
    print("\n".join(complaints) or "Every string has its Thai.")
    return 1 if complaints else 0


def complaints_about(path: Path, found: dict) -> list[str]:
    known = {(entry.msgctxt, entry.msgid): entry for entry in opened(path)}
    where = path.relative_to(ROOT)
    new = [f"{where}: not in the catalogue: {key[1]!r}" for key in found if key not in known]
    return new + [f"{where}: {fault}: {key[1]!r}" for key, entry in known.items() if (fault := fault_of(entry))]


def disagreements(paths) -> list[str]:
    """Strings that two rooms put into Thai differently: all rooms share one table, and only one of them is heard."""
    said: dict[tuple, dict[str, str]] = defaultdict(dict)
    for path in paths:
        for entry in opened(path):
            thai = entry.msgstr or entry.msgstr_plural.get(0, "")
            said[entry.msgctxt, entry.msgid][thai] = path.relative_to(ROOT).parts[1]
    return [f"said differently: {key[1]!r}: {several}" for key, several in said.items() if len(several) > 1]


def fault_of(entry: polib.POEntry) -> str:
    if entry.fuzzy:
        return "doubtful"
    if not entry.translated():
        return "no Thai"
    thai = entry.msgstr or entry.msgstr_plural.get(0, "")
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    lost = wanted - set(PLACEHOLDER.findall(thai))
    return f"lost {', '.join(sorted(lost))}" if lost else ""


def strings_by_home(rooms: list[str]) -> dict[Path, dict]:
    """Catalogue folder → {(context, msgid): (plural, files)}; of these rooms, or of all."""
    found: dict[Path, dict] = defaultdict(dict)
    spoken = [*SAAN.rglob("*.py"), *SAAN.rglob("*.html"), *SAAN.rglob("*.txt"), *SHEETS.rglob("*.py")]
    for path in sorted(spoken):
        parts = path.relative_to(ROOT).parts
        if SKIPPED & set(parts) or (rooms and not set(rooms) & set(parts[:2])):
            continue
        for key, plural in strings_in(path):
            _plural, files = found[home_of(path)].setdefault(key, (plural, set()))
            files.add(path.relative_to(ROOT).as_posix())
    return found


def home_of(path: Path) -> Path:
    if path.is_relative_to(SHEETS):
        return SHEETS / "locale"
    parts = path.relative_to(SAAN).parts
    room = SAAN / parts[0]
    return room / "locale" if len(parts) > 1 and (room / "apps.py").exists() else HOUSE


def strings_in(path: Path):
    from babel.messages.extract import extract_python
    from django.utils.translation.template import templatize

    source = path.read_text("utf-8")
    if path.suffix != ".py":
        # Inside brackets the tokenizer minds no indentation; what templatize leaves is no Python otherwise.
        source = f"({templatize(source, str(path))})"
    for _line, keyword, arguments, _comments in extract_python(BytesIO(source.encode()), KEYWORDS, [], {}):
        if key := key_of(keyword, arguments):
            yield key


def key_of(keyword: str, arguments):
    texts = [arguments] if isinstance(arguments, str) else list(arguments or ())
    context = texts.pop(0) if "pgettext" in keyword and texts else None
    if not texts or not texts[0]:
        return None
    plural = texts[1] if keyword.startswith(("ngettext", "npgettext")) and len(texts) > 1 else None
    return (context, texts[0]), plural


def brought_up_to_date(path: Path, found: dict) -> polib.POFile:
    """The strings as they are now, with the Thai they had; what is said no more is dropped."""
    had = {(entry.msgctxt, entry.msgid): entry for entry in opened(path)}
    fresh = empty_catalogue()
    for (context, text), (plural, files) in sorted(found.items(), key=lambda item: (sorted(item[1][1]), item[0][1])):
        entry = polib.POEntry(msgid=text, msgctxt=context, occurrences=[(name, "") for name in sorted(files)])
        before = had.get((context, text))
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = {0: before.msgstr_plural.get(0, "") if before else ""}
        else:
            entry.msgstr = before.msgstr if before else ""
        fresh.append(entry)
    return fresh


def opened(path: Path) -> polib.POFile:
    return polib.pofile(str(path)) if path.exists() else empty_catalogue()


def empty_catalogue() -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = {
        "Language": "th",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    return catalogue


def borrowed_and_untranslated() -> list[tuple]:
    ours = {(entry.msgctxt, entry.msgid) for entry in opened(BORROWED / CATALOGUE) if entry.translated()}
    return [key for key in borrowed_strings() if key not in ours]


def borrowed_strings():
    """Strings other packages show on our pages and have no Thai for."""
    import allauth
    import django

    packages = {"django": Path(django.__file__).parent, "allauth": Path(allauth.__file__).parent}
    for folder, shown in BORROWED_FROM.items():
        package, _, rest = folder.partition("/")
        locale = packages[package] / rest / "locale"
        thai = {(entry.msgctxt, entry.msgid) for entry in opened(locale / CATALOGUE) if entry.translated()}
        for entry in opened(locale / "en/LC_MESSAGES/django.po"):
            key = (entry.msgctxt, entry.msgid)
            if key not in thai and any(name.startswith(shown) for name, _ in entry.occurrences):
                yield key


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in {"extract", "compile", "check"}:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
