#!/usr/bin/env python3
"""Take the pictures of docs/screens/pages.toml from a running server, at the widths of a phone, a tablet and a desk.

screens.py [--url http://localhost:8000] [--dark] [NAME…]     NAME: only the pages whose name contains it

It needs the demo world served: python3 tools/dev.py run
"""

import argparse
import sys
import tomllib
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "docs" / "screens"
WIDTHS = {360: 740, 768: 1024, 1280: 800}


def main():
    from playwright.sync_api import sync_playwright

    from saan.runtime.browsing import NO_BROWSER, chromium_path

    arguments = _arguments()
    album = tomllib.loads((FOLDER / "pages.toml").read_text(encoding="utf-8"))
    if chromium_path() is None:
        sys.exit(NO_BROWSER)
    if not _answers(arguments.url):
        sys.exit(f"Nothing answers at {arguments.url}. Start the demo world first: python3 tools/dev.py run")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for width, height in WIDTHS.items():
            _take(browser, album, arguments, {"width": width, "height": height})
        browser.close()


def _arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://localhost:8000")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("names", nargs="*")
    return parser.parse_args()


def _answers(url):
    try:
        return urlopen(url, timeout=10).status == 200
    except OSError:
        return False


def _take(browser, album, arguments, size):
    wanted = [
        each for each in album["page"] if not arguments.names or any(name in each["name"] for name in arguments.names)
    ]
    for account in sorted({each.get("account", "") for each in wanted}):
        scheme = "dark" if arguments.dark else "light"
        context = browser.new_context(
            base_url=arguments.url, viewport=size, locale="th-TH", color_scheme=scheme, reduced_motion="reduce"
        )
        tab = context.new_page()
        if account:
            _sign_in(tab, **album["account"][account])
        for each in wanted:
            if each.get("account", "") == account:
                _picture(tab, each, size["width"], scheme)
        context.close()


def _sign_in(tab, username, password):
    tab.goto("/account/login/")
    tab.locator("input[name=login]").fill(username)
    tab.locator("input[name=password]").fill(password)
    tab.locator("input[name=password]").press("Enter")
    tab.wait_for_load_state("networkidle")


def _picture(tab, each, width, scheme):
    answer = tab.goto(each["path"])
    if "follow" in each:
        answer = tab.goto(tab.locator(each["follow"]).first.get_attribute("href"))
    tab.wait_for_load_state("networkidle")
    if "click" in each:
        tab.locator(each["click"]).first.click()
    tab.evaluate("document.fonts.ready")
    file = FOLDER / f"{each['name']}-{width}{'-dark' if scheme == 'dark' else ''}.png"
    tab.screenshot(path=file, animations="disabled", caret="hide")
    print(f"{answer.status} {file.relative_to(ROOT)} {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
