"""How pages look to whoever cannot see them well or holds a small screen."""

from saan.runtime.browsing import DESK, PHONE, axe_findings

LOOKS = [(PHONE, "light"), (DESK, "light"), (DESK, "dark")]


def troubles_of(page, addresses):
    """What axe-core finds and what sticks out at the side, on a phone and on a desk."""
    troubles = []
    for address in addresses:
        answer = page.goto(address)
        if answer.status != 200:
            troubles.append(f"{address}: answered {answer.status}")
        troubles += troubles_of_this(page)
    return troubles


def troubles_of_this(page):
    """The same, of the page as it stands."""
    where, troubles = page.url, []
    for size, shade in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=shade, reduced_motion="reduce")
        told = f"{where} {size['width']} {shade}"
        troubles += [f"{told}: {finding}" for finding in axe_findings(page)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            troubles.append(f"{told}: wider than the screen")
    page.emulate_media(color_scheme="light")
    return troubles
