"""Rows that did not come in a file: laid down as staged records, like those of a file."""

import json
from dataclasses import dataclass, field

from saan.people import bulk
from saan.people.evidence import CID
from saan.people.models import Standing
from saan.shared.crypto import blind_index, seal
from saan.shared.thai import cid_holds

RAW = "record.raw"


@dataclass(frozen=True)
class Row:
    """What one row says. `name_in_list` is what the same row is known by in the list's next delivery."""

    area: object
    name_in_list: str
    values: dict = field(default_factory=dict)
    cid: str = ""
    problems: list = field(default_factory=list)
    raw: dict | None = None
    is_aside: bool = False


def lay(delivery, rows):
    """Lay the rows down as records of this delivery, staged."""
    bulk.insert("people_sourcerecord", [_record(delivery, number, row) for number, row in enumerate(rows, 1)])


def clear(delivery):
    """Away with the rows of a delivery that never took effect."""
    bulk.run("DELETE FROM people_proposal WHERE delivery_id = %s", delivery.pk)
    bulk.run(
        "DELETE FROM people_sourcerecord r USING people_delivery d WHERE r.delivery_id = d.id AND d.id = %s"
        " AND d.committed_at IS NULL AND r.standing IN ('STAGED', 'ASIDE')",
        delivery.pk,
    )


def _record(delivery, number, row):
    said = json.dumps([row.values, row.cid, row.area.pk], ensure_ascii=False, sort_keys=True)
    return {
        "delivery_id": delivery.pk,
        "source_list_id": delivery.source_list_id,
        "organisation_id": delivery.source_list.organisation_id,
        "sheet": "",
        "row": number,
        "sheet_row": number,
        "row_key": bulk.as_bytea(short_hash(f"row|{row.name_in_list}")),
        "content_hash": bulk.as_bytea(short_hash(f"content|{said}")),
        "raw_sealed": bulk.as_bytea(seal(json.dumps(row.raw or row.values, ensure_ascii=False), RAW)),
        "cid_sealed": bulk.as_bytea(seal(row.cid or None, CID)),
        "cid_index": bulk.as_bytea(blind_index(row.cid)) if cid_holds(row.cid) else None,
        "values": row.values,
        "problems": row.problems,
        "area_id": row.area.pk,
        "area_key": row.area.key,
        "standing": Standing.ASIDE if row.is_aside else Standing.STAGED,
        "linked_how": "",
    }


def short_hash(text):
    """Keyed, for a plain hash of something as short as an ID could be found by trying them all."""
    return blind_index(text)[:16]
