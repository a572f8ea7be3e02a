"""The wire itself: whoever holds a key asks, and is told what its user may see today."""

from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from saan.audit import actions as audit
from saan.field import answers, wire
from saan.field.lists import lists
from saan.field.outcomes import outcomes
from saan.field.scope import device_of, scope_of
from saan.shared.access import public, wall


@csrf_exempt
@public("whoever holds the device key")
@require_http_methods(["GET", "POST"])
def sync(request, key):
    """The next part of what this phone should hold, and what became of what it sent."""
    device = device_of(key)
    if device is None:
        return wire.wipe()
    asked = answers.Asked.from_words(request.GET if request.method == "GET" else wire.said(request))
    scope = scope_of(device)
    with wall(scope.reach), translation.override(scope.user.language or "th"):
        persons, words = answers.people(asked, scope)
        words |= {"outcomes": outcomes(device, asked.ask), **_lists(asked, scope, device, key)}
        if persons:
            _note(persons, scope, words)
    return wire.packed(request, words)


def _lists(asked, scope, device, key):
    made = lists(scope, device, key)
    return {"lists": made["lists"]} if made["lists"] == asked.lists else made


def _note(persons, scope, words):
    verb = "field.people.taken" if words["reset"] else "field.people.renewed"
    ids = [person.pk for person in persons]
    audit.record_read(verb, by=scope.user, at=timezone.now(), count=len(ids), persons=ids)
