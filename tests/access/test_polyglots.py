"""Whatever somebody uploads, from wherever it is opened, nothing in it runs in a real browser."""

from contextlib import suppress

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.field.testing import Phone
from saan.forms import testing as forms
from saan.partners.testing import organisation
from saan.visits.testing import somebody
from tests.access.polyglots import polyglots

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer():
    place("TH")
    area = place("930501")
    return accounts.user("COORDINATOR", organisation(area), area)


def places(officer):
    """The address of every polyglot in every place that gives an upload back."""
    files = dict(polyglots())
    version = forms.published(officer.acting_organisation, files=files)
    forms.offered(version, officer.acting_organisation)
    key = Phone(officer).key
    person = somebody(officer.acting_organisation, place("930501"), "บุญมี ใจดี")
    for name, content in files.items():
        kept = forms.attached(forms.answered(version, officer, person=person), content, name)
        yield reverse("forms:attachment", args=[kept.uuid])
        yield reverse("field:photo", args=[key, kept.uuid])
        yield reverse("forms:version_file", args=[version.pk, name])
        yield reverse("openrosa:attachment", args=[key, version.form.code, name])


def test_there_are_forty():
    assert len(dict(polyglots())) == 40


def test_a_browser_that_is_not_told_otherwise_runs_them(chromium, live_server):
    """Or nothing would run below for want of anything that can."""
    tab = chromium.new_context(base_url=live_server.url).new_page()
    tab.on("dialog", lambda dialog: dialog.dismiss())
    for name in ("page.html", "gif-page.gif"):
        tab.set_content(dict(polyglots())[name].decode("latin-1"), wait_until="load")

        assert tab.title() == "ran", name
    tab.context.close()


def test_no_upload_runs_anything_in_a_browser(chromium, live_server, client, officer):
    addresses = list(places(officer))
    client.force_login(officer)
    context = chromium.new_context(base_url=live_server.url, accept_downloads=True)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    ran, answered = [], []
    context.on("request", lambda request: ran.append(request.url) if "it-ran" in request.url else None)
    context.on("response", lambda response: answered.append(response.status))
    tab = context.new_page()
    tab.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))

    for address in addresses:
        tab.goto("about:blank")
        with suppress(Error):  # a download is no page
            tab.goto(address, wait_until="load")
        assert tab.title() != "ran", address

    context.close()
    assert ran == []
    assert answered.count(200) > len(addresses) / 2
