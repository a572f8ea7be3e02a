"""The same deeds once more, in an undisturbed house: what the registry must then be, whoever was killed meanwhile.

    DATABASE_URL=… python -m bench.replay < deeds.json > registry.json

Without deeds it says what is there. Numbers that were given out and never used make the ids of two houses differ, so
that everything is called by its place: the third person of this area, the second row of that list.
"""

import json
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from saan.runtime.environment import house

PASSING = {"uuid", "created_at", "cid_sealed"}  # drawn or read from the clock; the index of the ID stands for its seal


def main():
    deeds = json.load(sys.stdin)
    with house():
        for _event, username, deed, facts in deeds:
            Actor(username).do(deed, facts)
        json.dump(told(), sys.stdout, default=str, ensure_ascii=False)


class Actor:
    """One user doing by the actions what they did by the pages."""

    def __init__(self, username):
        from django.contrib.auth import get_user_model
        from django.utils import timezone

        self.user = get_user_model().objects.get(username=username)
        self.area = self.user.acting_organisation.area_id
        self.who = {"by": self.user, "at": timezone.now()}

    def do(self, deed, facts):
        getattr(self, deed)(**facts)

    def deliver(self, *, list, file, content, day, is_complete):
        from saan.intake import importing
        from saan.intake.models import BatchState

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, file)
            path.write_bytes(content.encode())
            batch, _is_new = importing.receive([path], list, self.user)
        said = {"as_of": date.fromisoformat(day), "is_complete": is_complete}
        for _line in importing.steps(batch, self.user, commit=True, **said):
            pass
        assert batch.state == BatchState.COMMITTED, f"{file}: {batch.state} {batch.error_code} {batch.error_facts}"

    def undo(self, *, file):
        from saan.intake import actions, importing
        from saan.intake.models import Batch

        batch = Batch.objects.get(delivery__file_name=file)
        actions.undo(batch=batch, **self.who)
        for _line in importing.steps(batch, self.user):
            pass

    def merge(self, *, persons):
        from saan.people import merging
        from saan.people.models import Person

        present = Person.objects.present().filter(area=self.area).order_by("pk")
        merging.merge(*(present[place] for place in persons), **self.who)

    def unmerge(self, *, place):
        from saan.people import merging
        from saan.people.models import Merge

        merges = Merge.objects.filter(survivor__area=self.area, undone_at=None).order_by("pk")
        merging.unmerge(merges[place], **self.who)

    def decide(self, *, place, verdict):
        from saan.people import reviews

        cases = self._cases(["OPEN", "LATER"]).filter(left__merged_into=None, right__merged_into=None)
        reviews.decide(cases[place], verdict, **self.who)

    def reopen(self, *, place):
        from saan.people import reviews

        reviews.undo(self._cases(["SAME", "DIFFERENT"])[place], **self.who)

    def _cases(self, states):
        from saan.people.models import MatchCase

        return MatchCase.objects.filter(left__area=self.area, state__in=states).order_by("left_id", "right_id")

    def correct(self, *, place):
        from saan.people import editing
        from saan.people.models import Person

        person = Person.objects.present().filter(area=self.area).order_by("pk")[place]
        editing.record_death(person, None, reason="บอกโดยญาติ", **self.who)

    def uncorrect(self, *, place):
        from saan.people import editing
        from saan.people.models import Choice

        choices = Choice.objects.filter(person__area=self.area, undone_at=None).order_by("pk")
        editing.undo_choice(choices[place], **self.who)


def told():
    """The registry row for row, how every row of every list stands, and what the audit says was done."""
    from saan.audit.models import Event
    from saan.people import testing
    from saan.people.models import Delivery, Person, SourceRecord

    persons = _places(Person.objects.order_by("area_id", "pk"), "area_id")
    deliveries = _places(Delivery.objects.order_by("source_list__name", "pk"), "source_list__name")
    counted = SourceRecord.objects.exclude(standing__in=["STAGED", "UNDONE", "ASIDE"])
    records = _places(counted.order_by("source_list__name", "pk"), "source_list__name")
    names = {
        **dict.fromkeys(("person_id", "merged_into_id", "left_id", "right_id"), persons),
        **dict.fromkeys(("created_by_delivery_id", "ended_by_id", "delivery_id"), deliveries),
    }
    registry = testing.registry()
    rows = SourceRecord.objects.order_by("delivery_id", "row").values("delivery_id", "row", "standing", "row_key")
    deeds = Event.objects.filter(is_read=False, actor_id__gt=0).exclude(verb="intake.batch.retried")
    return {
        "persons": _named(registry["persons"], names | {"id": persons}),
        "households": _named(registry["households"], {}),
        "keys": sorted(f"{key} {persons[pk]}" for key, pk in registry["keys"]),
        "rings": sorted(f"{persons[pk]} {keys} {_nameless(lines)}" for pk, keys, lines in registry["rings"]),
        "records": _named(registry["records"], names | {"pk": records}),
        "cases": _named(registry["cases"], names),
        "rows": _named(rows, names),
        "audit": dict(sorted(Counter(map(" ".join, deeds.values_list("actor_name", "verb"))).items())),
    }


def _nameless(lines):
    """What is compared of each record, without the numbers that record, person and list have in this house."""
    return sorted(line.split(",", 3)[3] for line in (lines or "").splitlines())


def _places(queryset, group):
    """id → the group's name and the place in it."""
    so_far, places = Counter(), {}
    for pk, name in queryset.values_list("pk", group):
        so_far[name] += 1
        places[pk] = f"{name}/{so_far[name]}"
    return places


def _named(rows, names):
    def said(column, value):
        return names[column][value] if column in names and value is not None else value

    return sorted(
        json.dumps({name: said(name, row[name]) for name in row if name not in PASSING}, default=_plain, sort_keys=True)
        for row in rows
    )


def _plain(value):
    return bytes(value).hex() if isinstance(value, memoryview | bytes) else str(value)


if __name__ == "__main__":
    main()
