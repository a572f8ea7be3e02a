"""One call at a home, told in several forms by two visitors, in whatever order they come in."""

from itertools import permutations
from uuid import uuid4

import pytest

from saan.forms import landing, testing
from saan.forms.openrosa.testing import instance, phone
from saan.people.models import Person
from saan.visits.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_forms():
    """Three forms that fill one visit, with two visitors of one organisation."""
    first = phone()
    second = phone(first.organisation)
    third = testing.published(first.organisation)
    testing.offered(third, first.organisation)
    return first, second, third


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_forms_of_two_visitors_are_one_visit_in_any_order(three_forms, order):
    first, second, third = three_forms
    visit = uuid4()
    person = Person.objects.create(
        given_name="มาลี", area=first.organisation.area, area_key=first.organisation.area.key,
        holder_ids=[first.organisation.pk], created_at=first.key.created_at,
    )  # fmt: skip
    said = f"<visit>{visit}</visit><person>{person.uuid}</person>"
    posts = [
        (first, instance(first.version, f"{said}<note>หนึ่ง</note>")),
        (second, instance(second.version, f"{said}<vitals><sbp>142</sbp></vitals>")),
        (first, instance(third, f"{said}<smokes>no</smokes>")),
    ]

    for number in [*order, order[0]]:
        collect, document = posts[number]
        assert collect.post(document).status_code == 201
        landing.drain()

    found = Visit.objects.get()
    assert found.person == person
    assert found.parts.count() == 3
    assert {part.submission.user for part in found.parts.all()} == {first.user, second.user}
    assert found.note == "หนึ่ง"
