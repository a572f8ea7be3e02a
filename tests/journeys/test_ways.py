"""Ways through the house: in English and back, and without a mouse."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def coordinator(world, sign_in):
    sign_in(user := world.user("COORDINATOR"))
    return user


def test_english_is_a_click_away_and_so_is_the_way_back(page, world, coordinator):
    page.goto("/people/?group=ELDER")
    assert page.locator("html").get_attribute("lang") == "th"

    for language, title in (("en", "People"), ("th", "บุคคล")):
        page.locator(".top-end details.menu > summary").click()
        page.locator(f"button[name=language][value={language}]").click()
        page.wait_for_function("(wanted) => document.documentElement.lang === wanted", arg=language)
        assert page.get_by_role("heading", level=1).inner_text() == title
        assert page.url.endswith("/people/?group=ELDER")


def test_somebody_is_found_by_keyboard_alone(page, world, coordinator):
    page.goto("/")

    page.keyboard.press("/")
    page.keyboard.type("บุญมี")
    page.locator("#hits a", has_text="บุญมี").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/people/{world.person('บุญมี รักดี').pk}/")
    assert "บุญมี รักดี" in page.get_by_role("heading", level=1).inner_text()


def test_the_first_tab_leads_past_the_bars_to_the_page(page, world, coordinator):
    page.goto("/people/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"
