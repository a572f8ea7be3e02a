from django.db import transaction
from django.utils import timezone

from saan.areas import country
from saan.areas.models import Area
from saan.audit.actions import record

COLUMNS = ("level", "name_th", "name_en", "key", "key_end", "sort_key", "search_key", "postal_code", "valid_to")


@transaction.atomic
def load_country(*, only=None, by="system", at=None):
    """Bring the tree in line with the official codes; said again, it does nothing. `only`: these codes and no others.

    Villages and communities are never touched. Answers how many areas were (added, changed).
    """
    rows = [row for row in country.rows() if only is None or row.code in only]
    ids, columns = _known(rows)
    added = [row for row in rows if row.code not in ids]
    changed = [row for row in rows if row.code in ids and columns[row.code] != tuple(row.columns().values())]
    _add(added, ids)
    _change(changed, ids)
    succeeded = _link_successors(rows, ids)
    if added or changed or succeeded:
        record("areas.country.loaded", by=by, at=at or timezone.now(), added=len(added), changed=len(changed))
    return len(added), len(changed)


def _known(rows):
    found = list(Area.objects.filter(code__in=[row.code for row in rows]).values_list("code", "pk", *COLUMNS))
    return {code: pk for code, pk, *_ in found}, {code: tuple(columns) for code, _, *columns in found}


# Parents are written before their children, because a child needs its parent's id.
def _add(rows, ids):
    by_depth = {}
    for row in rows:
        by_depth.setdefault((row.level, row.valid_to is not None), []).append(row)
    for generation in by_depth.values():
        areas = [Area(code=row.code, parent_id=ids.get(row.parent_code), **row.columns()) for row in generation]
        for area in Area.objects.bulk_create(areas, batch_size=2000):
            ids[area.code] = area.pk


def _change(rows, ids):
    areas = [Area(pk=ids[row.code], code=row.code, parent_id=ids.get(row.parent_code), **row.columns()) for row in rows]
    Area.objects.bulk_update(areas, ["parent", *COLUMNS], batch_size=2000)


def _link_successors(rows, ids):
    link = Area.replaced_by.through
    standing = set(link.objects.values_list("from_area_id", "to_area_id"))
    wanted = {(ids[row.code], ids[code]) for row in rows for code in row.successors if code in ids}
    missing = [link(from_area_id=old, to_area_id=new) for old, new in sorted(wanted - standing)]
    link.objects.bulk_create(missing, batch_size=5000)
    return len(missing)
