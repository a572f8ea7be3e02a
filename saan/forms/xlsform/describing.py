"""What readers of answers need to know of a form: its questions in order, their words, their lists."""

import re

SKIPPED = {"meta"}
REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?\s*([^}]+?)\s*\}")
LONG_TYPES = {
    "select one": "select_one",
    "select all that apply": "select_multiple",
    "select one external": "select_one",
}
THAI = re.compile(r"[\u0e00-\u0e7f]")


def described(survey, workbook):
    """{definition, code, version, titles, source}, out of pyxform's own reading of the workbook."""
    settings = (workbook.settings or [{}])[0]
    questions = list(_questions(survey.get("children", []), (), ""))
    title = _text(survey.get("title"))
    about = {
        "title_th": title[:200],
        "title_en": (settings.get("form_title_en") or ("" if THAI.search(title) else title))[:200],
        "source": (settings.get("source") or "")[:500],
    }
    return {
        "definition": {
            "questions": questions,
            "lists": {name: [_choice(one) for one in rows] for name, rows in survey.get("choices", {}).items()},
            "languages": _languages(survey),
            "files": sorted(set(_files(survey))),
            **({"is_encrypted": True} if _text(settings.get("public_key")) else {}),
            **about,
        },
        "code": _text(survey.get("id_string")),
        "version": _text(survey.get("version")),
        **about,
    }


def _questions(children, path, repeat):
    for child in children:
        name, kind = child.get("name", ""), child.get("type", "")
        if name in SKIPPED and child.get("control", {}).get("bodyless"):
            continue
        here = (*path, name)
        if kind in ("group", "repeat", "loop"):
            inner = "/".join(here) if kind == "repeat" else repeat
            yield _question(child, here, repeat, kind)
            yield from _questions(child.get("children", []), here, inner)
        else:
            yield _question(child, here, repeat, LONG_TYPES.get(kind, kind))


def _question(child, path, repeat, kind):
    bind = child.get("bind", {})
    found = {
        "path": "/".join(path),
        "name": path[-1],
        "type": kind,
        "label": _words(child.get("label")),
        "hint": _words(child.get("hint")),
        "repeat": repeat,
        "list": child.get("list_name") or child.get("itemset") or "",
        **_of_file(child),
        "measure": bind.get("saan:measure", ""),
        "role": bind.get("saan:role", ""),
        "need": bind.get("saan:need", ""),
        "entity": bind.get("entities:saveto", ""),
    }
    return {key: value for key, value in found.items() if value or key in KEPT}


def _of_file(child):
    """Which columns of a list in a file hold the choice and its words, where the question says so."""
    said = child.get("parameters") or {}
    return {"value_from": said.get("value", ""), "label_from": said.get("label", "")} if child.get("itemset") else {}


KEPT = {"path", "name", "type", "label", "repeat", "list", "measure", "role", "need"}


def _choice(choice):
    return {"name": choice.get("name", ""), "label": _words(choice.get("label")) or {"th": choice.get("name", "")}}


def _words(label):
    """{"th": …, "en": …} of a label in any of the ways pyxform keeps one; markup and references taken out."""
    if not label:
        return {}
    if isinstance(label, str):
        return {"th": _plain(label)}
    return {code: _plain(text) for name, text in label.items() if text and (code := _code(name))}


def _code(language):
    found = re.search(r"\(([a-zA-Z]{2,3})[^)]*\)", language)
    if found:
        return found[1].lower()
    named = {"thai": "th", "ไทย": "th", "english": "en", "default": "th"}
    return named.get(language.strip().lower(), language.strip().lower()[:20])


def _plain(text):
    """**bold**, <span>…</span> and ${references} as a table's heading shows them."""
    text = re.sub(r"<[^>]+>|\*\*|__|^#+\s*", "", REFERENCE.sub("…", str(text)), flags=re.MULTILINE)
    return " ".join(text.split())


def _text(value):
    return "" if value is None else str(value).strip()


def _languages(survey):
    found = {}
    for child in _all(survey):
        for name in child["label"] if isinstance(child.get("label"), dict) else ():
            found[_code(name)] = name
    return [{"code": code, "name": name} for code, name in found.items()]


def _files(survey):
    """Names of files that the form asks for: pictures and sounds of questions and choices, lists kept in files."""
    for child in [*_all(survey), *(one for rows in survey.get("choices", {}).values() for one in rows)]:
        for by_language in (child.get("media") or {}).values():
            values = by_language.values() if isinstance(by_language, dict) else [by_language]
            yield from (str(value) for value in values if value and "${" not in str(value))
        itemset = str(child.get("itemset") or "")
        if re.search(r"\.(csv|xml|geojson)$", itemset):
            yield itemset
        if child.get("type") in ("csv-external", "xml-external"):
            yield f"{child['name']}.{child['type'].split('-')[0]}"
        yield from _pulled(child)


def _pulled(child):
    for expression in (child.get("bind") or {}).values():
        for name in re.findall(r"pulldata\(\s*['\"]([^'\"]+)['\"]", str(expression)):
            yield name if name.endswith(".csv") else f"{name}.csv"


def _all(survey):
    for child in survey.get("children", []):
        yield child
        yield from _all(child)
