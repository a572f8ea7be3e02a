"""What landing needs to know of forms, measures and places, remembered for a while by the worker that lands."""

import time
from dataclasses import dataclass

from django.utils import timezone

from saan.accounts.models import User
from saan.forms import doubts, measures, scoring
from saan.forms.meaning import Reader, number
from saan.forms.models import FormVersion, VersionState

REMEMBER_SECONDS = 10
GRACE_SECONDS = 2  # for whoever cannot ask and is told soon


@dataclass(frozen=True)
class Version:
    pk: int
    is_open: bool  # the form still takes answers, be it in a newer version
    reader: Reader


class _Memory:
    """Forgets everything after a while, so that what was changed holds soon everywhere."""

    def __init__(self):
        self._kept, self._until = {}, 0.0

    def get(self, key, ask):
        now = time.monotonic()
        if now > self._until:
            self._kept, self._until = {}, now + REMEMBER_SECONDS
        found = self._kept.get(key)
        if found is None:  # what is not there may come any moment
            found = self._kept[key] = ask()
        return found

    def known(self, key):
        """What is remembered now; None is no answer."""
        return self._kept.get(key) if time.monotonic() <= self._until + GRACE_SECONDS else None

    def forget(self):
        self._kept, self._until = {}, 0.0


MEMORY = _Memory()
_readers: dict[tuple[int, str], Reader] = {}


def version(organisation_id, code, name):
    """The version of this name of the form with this code, the organisation's own or else Saan's; None for none."""
    return MEMORY.get(("version", organisation_id, code, name), lambda: _version(organisation_id, code, name))


def _version(organisation_id, code, name):
    forms = FormVersion.objects.filter(form__code=code, version=name).exclude(state=VersionState.DRAFT)
    forms = forms.filter(form__organisation=organisation_id) | forms.filter(form__organisation=None)
    found = forms.order_by("form__organisation").values_list("pk", "form_id", "md5").first()
    if found is None:
        return None
    pk, form_id, md5 = found
    if (pk, md5) not in _readers:
        _readers[pk, md5] = Reader(FormVersion.objects.values_list("definition", flat=True).get(pk=pk))
    is_open = FormVersion.objects.filter(form=form_id, state=VersionState.PUBLISHED).exists()
    return Version(pk, is_open, _readers[pk, md5])


def tell_observations(one):
    """Fill in the observations of one landing, and the doubts about what cannot be one; {measure: {said, ours}} of the
    scores that the form worked out."""
    scales, on = _scales(), timezone.localdate(one.received_at)
    measured = [(*each, number(each[2])) for each in one.reading.said if each[0].measure in scales]
    said = {question.measure: value for question, _instance, _text, value in measured if value is not None}
    scores = scoring.compared(said, one.version.reader.measures, scales)
    one.meaning.observations, one.doubts = [], doubts.of_days(one)
    for question, instance, text, value in measured:
        code, scale = question.measure, scales[question.measure]
        ours = scores.get(code, {}).get("ours", value)
        if doubt := doubts.of_value(question, instance, text, value if ours is None else ours, scale):
            one.doubts.append(doubt)
            continue
        one.meaning.observations.append((code, ours, "" if value is not None else text[:300], _band(ours, scale, on)))
    return scores


def _band(value, scale, on):
    cut = scoring.cut_of(value, scale, on)
    return cut.id if cut else None


def _scales():
    return MEMORY.get("scales", measures.scales)


def area_of(one):
    """Where a submission belongs that is about no known person: the area its sender works in."""
    return MEMORY.get(("area", one.user_id, one.organisation_id), lambda: _area(one.user_id, one.organisation_id))


def _area(user_id, organisation_id):
    from saan.partners.models import Organisation

    user = User.objects.filter(pk=user_id).first()
    if user is not None:
        user.chosen_organisation_id = organisation_id
        areas = [area for each in user.acting_assignments() for area in each.areas.all()]
        if user.acting_organisation_id == organisation_id and len({area.pk for area in areas}) == 1:
            return areas[0].pk, areas[0].key
    area = Organisation.objects.select_related("area").get(pk=organisation_id).area
    return area.pk, area.key
