"""From a phone's bytes to a visit: what OpenRosa received and the worker landed."""

import pytest

from saan.forms import testing as forms
from saan.needs.testing import somebody
from saan.visits import testing
from saan.visits.models import Alert, Conflict, Observation, Visit

pytestmark = pytest.mark.django_db
PRESSURE = "<vitals><sbp>{}</sbp></vitals><note>{}</note>"


@pytest.fixture
def version(organisation):
    testing.measure("SBP", ("FINE", None, 139, "FINE"), ("HIGH", 140, None, "ALERT"))
    found = forms.published()
    forms.offered(found, organisation)
    return found


def test_a_form_sent_by_a_phone_is_a_visit_with_its_value_and_alert(version, person, visitor):
    forms.answered(version, visitor, PRESSURE.format(164, "ปวดศีรษะ"), person)

    visit = Visit.objects.get()
    assert (visit.person, visit.visitor, visit.note) == (person, visitor, "ปวดศีรษะ")
    assert visit.observations.get().value == 164
    assert Alert.objects.get().observation.value == 164


def test_a_person_named_in_capitals_is_the_same_person(version, person, visitor):
    told = f"<person>{str(person.uuid).upper()}</person>"

    assert forms.answered(version, visitor, told).person == person


def test_many_forms_that_landed_together_are_as_many_visits(version, organisation, visitor):
    people = [somebody(organisation, organisation.area, f"คนที่{number} สมมุติ") for number in range(3)]
    for each in people:
        forms.answered(version, visitor, PRESSURE.format(120, ""), each)

    assert set(Visit.objects.values_list("person", flat=True)) == {each.pk for each in people}


def test_a_correction_of_anothers_correction_waits_for_a_human(version, person, visitor, other_visitor):
    first = forms.answered(version, visitor, PRESSURE.format(120, ""), person)
    mine = testing.submission(person, visitor, values={"SBP": 125}, replaces=first)
    testing.land([mine])
    theirs = testing.submission(person, other_visitor, values={"SBP": 170}, replaces=first, is_current=False)
    testing.land([theirs])

    conflict = Conflict.objects.get()
    assert (conflict.left.submission, conflict.right.submission) == (mine, theirs)
    assert Observation.objects.get(is_current=True).value == 125
