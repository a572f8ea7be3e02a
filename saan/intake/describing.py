"""Batches put into words for the pages."""

import json
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from saan.intake import queries, rules, sentences, ways, words
from saan.intake.masking import mask
from saan.intake.models import BatchState as State
from saan.intake.permissions import Permission
from saan.people.models import Person
from saan.people.permissions import Permission as People
from saan.people.recording import RAW
from saan.shared import thai
from saan.shared.crypto import unseal

SURE = 0.6
# Shown under the name, in this order.
FACTS = ("birth_date", "house_no", "moo", "village", "subdistrict", "phone")
NOT_COMPARED = {"birth_precision", "birth_year", "cid_prefix", "area_code"}


def sheets(batch, posted=None):
    """The tables of the files with what each column is taken for, as last chosen."""
    files = list(batch.files.all())
    return [
        {
            **sheet,
            "number": number,
            "top": [(row, text) for row, text in sheet.get("top", []) if text],
            "heading_row": sheet["first_row"] - sheet.get("heading_rows", 1),
            "file_name": files[sheet["file"]].name if sheet["file"] < len(files) else "",
            "take": f"take-{number}" in posted if posted else chosen["take"],
            "columns": [
                _column(number, place, column, chosen["fields"], posted)
                for place, column in enumerate(sheet["columns"])
            ],
        }
        for number, (sheet, chosen) in enumerate(zip(batch.sheets, batch.mapping["sheets"], strict=True))
    ]


def _column(number, place, column, fields, posted):
    name = f"field-{number}-{place}"
    field = posted.get(name, "") if posted else fields.get(column["name"])
    is_guess = field == column["field"]
    return {
        **column,
        "id": name,
        "field": field or "",
        "why": words.WHY[column["why"]] if is_guess else words.WHY["REMEMBERED"],
        "is_doubtful": bool(is_guess and column["field"] and column["sure"] < SURE),
    }


def field_choices():
    return [(group, [(name, words.label(name)) for name in names]) for group, names in words.CHOICES]


def batch_page(batch, user):
    """Everything the one page of a batch shows, whatever its state."""
    permissions = user.permissions()
    return {
        "batch": batch,
        "is_working": batch.state in rules.WORKING,
        "may_upload": Permission.LIST_UPLOAD in permissions,
        "may_commit": Permission.LIST_COMMIT in permissions,
        "may_discard": batch.state in rules.BEFORE_COMMIT and not batch.delivery.committed_at,
        "may_correct": batch.sheets_sealed is not None and batch.delivery.committed_at is None,
        "step": words.STEP_OF.get(batch.error_facts.get("step") if batch.state == State.FAILED else batch.state, 1),
        "why": sentences.why_stopped(batch.error_code, batch.error_facts) if batch.state == State.FAILED else "",
        "kinds": kinds(batch),
        "seems_another_list": rules.seems_another_list(batch.counts),
        "causes": causes(batch),
        "mends": [_mend(mend) for mend in batch.mapping.get("mends", [])],
        "areas": _areas(batch, user),
        "progress": progress(batch),
    }


def kinds(batch):
    """The numbers of the preview, each opening the rows behind it."""
    address = batch.get_absolute_url()
    return [
        {
            "label": group.label,
            "icon": group.icon,
            "tone": group.tone if batch.counts.get(kind) else "",
            "count": batch.counts.get(kind, 0),
            "url": f"{address}#problems-head" if kind == "bad" else f"{address}?show={kind}#rows",
        }
        for kind, group in words.KINDS.items()
    ]


def causes(batch):
    """The ways in which rows went wrong, each with what may mend them all."""
    return [_cause(batch, cause) for cause in batch.counts.get("causes", [])]


def _cause(batch, cause):
    what, advice = sentences.problem(cause["code"])
    offered = ways.offered(cause["code"]) if batch.state == State.READY else []
    return {
        **cause,
        "label": words.label(cause["field"]),
        "what": what,
        "advice": advice,
        "shown": _("%(n)s rows") % {"n": thai.number(cause["rows"])},
        "url": f"{batch.get_absolute_url()}?show=bad&field={cause['field']}&code={cause['code']}#rows",
        "is_note": cause["code"] in sentences.NOTES,
        "ways": [(way, words.WAYS[way]) for way in offered],
    }


def _mend(mend):
    return {
        "label": words.label(mend["field"]),
        "what": sentences.problem(mend["code"])[0],
        "way": words.WAYS[mend["way"]],
    }


def _areas(batch, user):
    needs = any(ways.PLACE in ways.offered(cause["code"]) for cause in batch.counts.get("causes", []))
    if batch.state != State.READY or not needs:
        return []
    return queries.areas_to_choose(user, Permission.LIST_UPLOAD, batch.source_list.organisation)


def progress(batch):
    """What `shared/_progress.html` shows of the job at work."""
    phases = words.PHASES.get(batch.state, ())
    names = [name for name, _label in phases]
    at = names.index(batch.phase) if batch.phase in names else 0
    return {
        "id": batch.pk,
        "title": phases[at][1] if phases else "",
        "state": _state_at_work(batch, at, phases),
        "running": True,
        "done": batch.progress_done,
        "total": batch.progress_total,
        "unit": _("rows"),
        "url": reverse("intake:progress", args=[batch.pk]),
    }


def _state_at_work(batch, at, phases):
    if len(phases) > 1:
        return _("Step %(at)s of %(all)s") % {"at": at + 1, "all": len(phases)}
    return words.STATES[batch.state][0]


def rows(batch, kind, found, user, field="", code=""):
    """Rows of the preview as a person reads them."""
    if kind in ("bad", "aside", "gone"):
        return [_row(record, batch, field) for record in found]
    known = _known_persons(found, user) if kind == "perhaps" else {}
    return [_proposed_row(proposal, batch, kind, known) for proposal in found]


def _proposed_row(proposal, batch, kind, known):
    row = _row(proposal.record, batch, "")
    if kind == "changed":
        row["changes"] = changes(proposal.replaces, proposal.record)
    if kind == "perhaps":
        row["doubts"] = [_doubt(doubt, known) for doubt in proposal.doubts]
    return row


def _row(record, batch, field):
    return {
        "record": record,
        "where": _where(record),
        "name": name_of(record) or _("(no name)"),
        "facts": _facts(record),
        "as_sent": as_sent(record, batch, field) if field else "",
        "raw": _raw(record) if not record.values.get("given_name") else "",
    }


def name_of(record):
    values = record.values
    return thai.person_name(
        values.get("prefix", ""), values.get("given_name", ""), values.get("family_name", "")
    ).strip()


def _where(record):
    if record.sheet:
        return _("%(sheet)s, row %(row)s") % {"sheet": record.sheet, "row": thai.number(record.sheet_row)}
    return _("row %(row)s") % {"row": thai.number(record.sheet_row)}


def _facts(record):
    return [
        (words.label(name), shown(name, record.values[name], record.values))
        for name in FACTS
        if record.values.get(name)
    ]


def changes(before, after):
    """[(field, value before, value now)] for what differs between two rows."""
    old, new = before.values, after.values
    names = [name for name in {**old, **new} if name not in NOT_COMPARED and old.get(name) != new.get(name)]
    found = [(words.label(name), shown(name, old.get(name), old), shown(name, new.get(name), new)) for name in names]
    if before.area_id != after.area_id:
        found.append((words.label("area"), str(before.area), str(after.area)))
    if before.cid_index and after.cid_index and bytes(before.cid_index) != bytes(after.cid_index):
        found.append((words.label("cid"), _("another ID"), _("another ID")))
    return found


def shown(name, value, values=None):
    """A clean value as one reads it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return ", ".join(str(words.GROUPS.get(each, each)) for each in value)
    if name.endswith(("_date", "_issued", "_expires", "_since", "_at")):
        precision = (values or {}).get("birth_precision", "DAY") if name == "birth_date" else "DAY"
        return thai.date_short(date.fromisoformat(value), precision)
    if name in ("phone", "caregiver_phone"):
        return thai.phone_grouped(value)
    return str(value)


def _raw(record):
    """A row without a name, as it was sent."""
    sent = parsed(record)
    return " · ".join(mask(str(text)) for text in sent.values() if text and str(text).strip())[:240]


def parsed(record):
    """The untouched row, heading → text; joined rows of several files one after the other."""
    text = unseal(record.raw_sealed, RAW)
    rows, end = [], 0
    while end < len(text):
        row, end = json.JSONDecoder().raw_decode(text, end)
        rows.append(row)
        end += 1
    return {name: value for row in reversed(rows) for name, value in row.items()}


def as_sent(record, batch, field):
    """What stood in the columns that this field was read from, IDs masked."""
    return mask(sent_text(record, headings(batch), field))


def headings(batch):
    """(sheet, field) → the headings it is read from."""
    found = {}
    for sheet in batch.mapping.get("sheets", []):
        for name, field in sheet["fields"].items():
            for meant in SAID_IN.get(field, (field,)):
                found.setdefault((sheet["sheet"], meant), []).append(name)
    return found


# A field may be read out of a wider column.
SAID_IN = {
    "full_name": ("full_name", "prefix", "given_name", "family_name"),
    "given_name": ("given_name", "prefix"),
    "birth_year": ("birth_year", "birth_date"),
    "age": ("age", "birth_date"),
    **{
        name: (name, "area")
        for name in ("moo", "village", "subdistrict", "district", "province", "area_code", "address")
    },
}


def sent_text(record, by_field, field):
    sent = parsed(record)
    cells = [str(sent.get(name) or "").strip() for name in by_field.get((record.sheet, field), [])]
    return " ".join(cell for cell in cells if cell)


def _known_persons(proposals, user):
    ids = {doubt["person"] for proposal in proposals for doubt in proposal.doubts if doubt.get("person")}
    if not user.reach(People.PERSON_READ):
        return {}
    return {one.pk: one for one in Person.objects.visible_to(user, People.PERSON_READ).filter(pk__in=ids)}


def _doubt(doubt, known):
    person = known.get(doubt.get("person"))
    return {
        "percent": round(100 * doubt["probability"]),
        "name": str(person) if person else "",
        "born": thai.date_short(person.birth_date, person.birth_precision) if person and person.birth_date else "",
    }
