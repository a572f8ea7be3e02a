"""Files of what the list shows."""

import tempfile

from django.http import FileResponse, Http404
from django.utils import timezone

from saan.audit import actions as audit
from saan.people import exports
from saan.people.exporting import COLUMNS, features, rows
from saan.people.listing import Asked
from saan.people.permissions import Permission
from saan.shared.access import requires

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
}


@requires(Permission.PERSON_EXPORT)
def person_export(request, kind):
    """What the list shows, with every value one may see: XLSX, CSV or GeoJSON."""
    if kind not in MEDIA:
        raise Http404
    asked = Asked.by(request, Permission.PERSON_EXPORT)
    words = asked.for_the_trail()
    audit.record_read("people.list.exported", by=request.user, at=timezone.now(), kind=kind, filter=words)
    # Built while the wall stands: a streamed answer would be written after it has come down.
    file = _written(kind, asked.persons, asked.reach)
    name = f"saan-people-{timezone.localdate():%Y%m%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA[kind])


def _written(kind, persons, reach):
    if kind == "xlsx":
        return exports.write_xlsx(COLUMNS, rows(persons, reach))
    parts = (
        exports.csv_lines(COLUMNS, rows(persons, reach))
        if kind == "csv"
        else exports.geojson_parts(features(persons, reach))
    )
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    file.writelines(part.encode() for part in parts)
    file.seek(0)
    return file
