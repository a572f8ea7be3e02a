"""What a phone needs besides persons, the same for everybody of one scope: forms, places, measures, words."""

import hashlib
import json
from urllib.parse import quote

from django.db.models import Q
from django.utils import timezone

from saan.areas.models import Level
from saan.forms.definition import Definition
from saan.forms.devices import Holder
from saan.forms.models import Band, Measure, Severity
from saan.forms.openrosa import entities, listing
from saan.forms.sentences import cannot
from saan.needs.models import Urgency, Whose
from saan.partners.models import NeedKind
from saan.people.filters import GROUP_WORDS
from saan.people.showing import DISABILITY_WORDS
from saan.visits.models import Outcome


def lists(scope, device, key):
    """{"lists": their hash, and each list by name}."""
    user = scope.user
    made = {
        "me": {"user": user.pk, "name": str(user), "organisation": str(user.acting_organisation or "")},
        "forms": _forms(scope, device, f"/openrosa/{key}"),
        "areas": _areas(scope),
        "measures": _measures(),
        "need_kinds": {kind.code: str(kind) for kind in NeedKind.objects.all()},
        "words": _words(),
    }
    text = json.dumps(made, ensure_ascii=False, sort_keys=True)
    return {"lists": hashlib.sha256(text.encode()).hexdigest()[:16], **made}


def _forms(scope, device, base):
    holder, made = Holder(scope.user, device.organisation_id, device.pk), {}
    return [
        {
            "code": one.form.code,
            "version": one.version,
            "title_th": one.form.title_th,
            "title_en": one.form.title_en,
            "hash": f"md5:{one.md5}",
            "url": f"{base}/forms/{quote(one.form.code, safe='')}.xml",
            "files": list(_files(holder, one, f"{base}/forms/{quote(one.form.code, safe='')}/attachments", made)),
            **({"cannot": words} if (words := cannot(Definition(one.definition))) else {}),
        }
        for one in listing.versions(holder).filled_here().defer("workbook", "xform")
    ]


def _files(holder, version, base, made):
    """`made`: hashes of files that the house makes, the same beside every form."""
    kept = {file.name: file.md5 for file in version.files.all()}
    for name in listing.names(version):
        if name in entities.LISTS:  # those of people are made on the phone, of the one person visited
            continue
        if name not in kept and name not in made:
            made[name] = listing.md5_of(holder, version, name)
        yield {"name": name, "hash": f"md5:{kept.get(name) or made[name]}", "url": f"{base}/{quote(name, safe='')}"}


def _areas(scope):
    """The places where those live whom the phone holds, with what they lie in up to the district."""
    found = scope.areas().current().select_related("parent__parent").order_by("key", "-key_end")
    return {area.code: {"name": area.full_name, "path": " ".join(_above(area))} for area in found}


def _above(area):
    while (area := area.parent) and area.level in (Level.SUBDISTRICT, Level.DISTRICT):
        yield area.full_name


def _measures():
    """With the bands that hold today."""
    today = timezone.localdate()
    made = {
        one.code: {"name": str(one), "unit": one.unit, "decimals": one.decimals, "bands": {}}
        for one in Measure.objects.filter(is_shown=True)
    }
    begun = Band.objects.filter(valid_from__lte=today, measure__is_shown=True)
    in_force = begun.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    for band in in_force.select_related("measure").order_by("measure", "low", "valid_from"):
        made[band.measure.code]["bands"][band.code] = [str(band), band.low, band.high, band.severity]
    return made


def _words():
    choices = {"outcomes": Outcome, "urgency": Urgency, "whose": Whose, "severity": Severity}
    words = {name: {value: str(label) for value, label in kind.choices} for name, kind in choices.items()}
    return words | {
        "groups": {str(code): str(label) for code, label in GROUP_WORDS.items()},
        "disabilities": {code: str(label) for code, label in DISABILITY_WORDS.items()},
    }
