import pytest

from saan.runtime.browsing import axe_findings


@pytest.mark.browser
def test_chromium_sees_the_live_server(page):
    response = page.goto("/no-such-page")

    assert response.status == 404
    assert page.locator("html").get_attribute("lang") == "th"


@pytest.mark.browser
def test_axe_finds_what_is_wrong(page):
    page.set_content("<img src='data:,'>")

    assert any(finding.startswith("image-alt") for finding in axe_findings(page))
