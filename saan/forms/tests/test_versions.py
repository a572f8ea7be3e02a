"""Versions come, are published and closed; who fills them where."""

import pytest
from django.utils import timezone

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.forms import actions, queries, testing
from saan.forms.models import Form, FormVersion
from saan.forms.permissions import Permission
from saan.partners.testing import organisation
from saan.shared.errors import Refused

pytestmark = pytest.mark.django_db


def test_the_same_version_with_the_same_content_is_the_same_version():
    first = testing.draft(code="a", version="1")

    again = testing.draft(code="a", version="1")

    assert (again.pk, Form.objects.count()) == (first.pk, 1)


def test_a_draft_may_be_put_right():
    first = testing.draft(code="a", version="1")

    again = testing.draft(code="a", version="1", note="บันทึกใหม่")

    assert again.pk == first.pk
    assert again.md5 != first.md5


def test_a_published_version_keeps_its_content():
    kept = testing.published(code="a", version="1")

    with pytest.raises(Refused):
        testing.draft(code="a", version="1", note="บันทึกใหม่")

    assert FormVersion.objects.get().md5 == kept.md5


def test_publishing_a_version_closes_the_one_before():
    before = testing.published(code="a", version="1")

    testing.published(code="a", version="2", title="ชื่อใหม่")

    before.refresh_from_db()
    assert before.state == "CLOSED"
    assert Form.objects.get().title_th == "ชื่อใหม่"


def test_a_closed_version_is_not_published_again():
    version = testing.published()
    actions.close(version=version, by="test", at=timezone.now())

    with pytest.raises(Refused):
        actions.publish(version=version, by="test", at=timezone.now())


def test_a_form_that_lacks_its_picture_is_not_published():
    content = testing.workbook().replace(b"| | geopoint", b"| | csv-external | prices | | | | | | |\n| | geopoint")
    version = testing.draft(content=content)

    with pytest.raises(Refused):
        actions.publish(version=version, by="test", at=timezone.now())

    actions.add_files(version=version, files={"prices.csv": b"name,label\n1,x\n"}, by="test", at=timezone.now())
    assert actions.publish(version=version, by="test", at=timezone.now()).state == "PUBLISHED"


def test_an_organisation_does_not_take_the_code_of_a_library_form():
    testing.draft(code="adl")

    with pytest.raises(Refused):
        testing.draft(organisation(place()), code="adl")


def test_a_form_is_filled_where_its_offer_and_the_reach_touch():
    subdistrict, elsewhere = place("930501"), place("900101")
    ours = organisation(subdistrict)
    version = testing.published()
    testing.offered(version, ours, place("9305"))
    here, there = accounts.user("VOLUNTEER", ours, subdistrict), accounts.user("VOLUNTEER", ours, elsewhere)

    assert list(queries.forms_for(ours, here.reach(Permission.SUBMISSION_SEND))) == [version]
    assert list(queries.forms_for(ours, there.reach(Permission.SUBMISSION_SEND))) == []


def test_an_offer_withdrawn_and_a_draft_are_not_filled():
    ours = organisation(place())
    somebody = accounts.user("VOLUNTEER", ours)
    testing.offered(testing.draft(), ours)
    offer = testing.offered(testing.published(), ours)

    actions.withdraw_offer(offer=offer, by=somebody, at=timezone.now())

    assert list(queries.forms_for(ours, somebody.reach(Permission.SUBMISSION_SEND))) == []


def test_an_offer_made_twice_is_one():
    ours, version = organisation(place()), testing.published()

    assert testing.offered(version, ours) == testing.offered(version, ours)
