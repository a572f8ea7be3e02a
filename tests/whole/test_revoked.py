"""What is revoked through one web process is refused by another within a second, however warm what that one keeps."""

import re
import shutil
import tempfile
import time
from pathlib import Path

import pytest
import requests

from saan.accounts.testing import PASSWORD
from saan.runtime.serving import Served, processes_of, wait_for
from tests.whole.founding import TAKEN, VERSION, Collect, founded

pytestmark = pytest.mark.slow
WITHIN_SECONDS = 1


@pytest.fixture(scope="module")
def houses():
    """Two web processes on one database, and a browser of the same user at each."""
    home = Path(tempfile.mkdtemp(prefix="saan-revoked-"))
    home.chmod(0o755)
    made = founded(home)
    here = Served(home, None, "--processes", "1", "--no-migrate")
    there = Served(home, None, "--processes", "1", "--no-migrate", "--web-only")
    yield Collect(here, made), Collect(there, made)
    there.stop()
    here.stop()
    wait_for(lambda: not processes_of(home) and not Path(home, "postgres", "data", "postmaster.pid").exists())
    shutil.rmtree(home)


def post(browser, address, words=None, **more):
    """As a page does: with the token of its cookie."""
    token = browser.cookies.get("csrftoken", domain="localhost.local")
    headers = {"X-CSRFToken": token, "Referer": address}
    answer = browser.post(address, words, headers=headers, timeout=60, **more)
    assert answer.ok, answer.text
    return answer


def refused_after(revoke, ask, *, good, no):
    """`ask` is heard until `revoke` has been acknowledged for a second, and busy all the while; then it is refused."""
    for _ in range(3):
        assert ask().status_code in good
    revoke()
    acknowledged = time.monotonic()

    while time.monotonic() <= acknowledged + WITHIN_SECONDS:
        ask()

    assert ask().status_code == no


def enrolled(here):
    """The key of a phone, and how it is revoked."""
    here.get("/field/")
    said = post(here.browser, f"{here.origin}/field/enrol/", json={"name": "โทรศัพท์"}).json()
    return said["key"], lambda: post(here.browser, f"{here.origin}/phones/{said['device']}/revoke/")


def test_a_phone_sends_no_more(houses):
    here, there = houses
    key, revoke = enrolled(here)
    address = f"{there.origin}/openrosa/{key}/submission"

    def ask():
        parts = {"xml_submission_file": ("submission.xml", there.document(), "text/xml")}
        return requests.post(address, files=parts, headers=VERSION, timeout=60)

    refused_after(revoke, ask, good=TAKEN, no=403)


def test_a_phone_is_given_no_form(houses):
    here, there = houses
    key, revoke = enrolled(here)
    address = f"{there.origin}/openrosa/{key}/formList"

    refused_after(revoke, lambda: requests.get(address, headers=VERSION, timeout=60), good={200}, no=403)


def test_a_phone_is_told_of_nobody_and_to_empty_itself(houses):
    here, there = houses
    key, revoke = enrolled(here)
    address = f"{there.origin}/field/sync/{key}/"

    refused_after(revoke, lambda: requests.get(address, timeout=60), good={200}, no=403)

    assert requests.get(address, timeout=60).json() == {"wipe": True}


def test_a_machine_reads_nothing(houses):
    here, there = houses
    page = f"{here.origin}/exchange/keys/"
    here.get("/exchange/keys/")
    made = post(here.browser, page, {"name": "เครื่อง"}).text
    key, pk = re.search(r"saan_[\w-]{40,}", made)[0], re.search(r"/exchange/keys/(\d+)/revoke/", made)[1]
    headers = {"Authorization": f"Bearer {key}"}

    refused_after(
        lambda: post(here.browser, f"{page}{pk}/revoke/"),
        lambda: requests.get(f"{there.origin}/api/v1/organisations", headers=headers, timeout=60),
        good={200},
        no=401,
    )


def test_a_session_is_over(houses):
    here, there = houses
    lost = requests.Session()
    login = f"{there.origin}/account/login/"
    lost.get(login, timeout=60)
    post(lost, login, {"login": there.made["user"], "password": PASSWORD})
    here.get("/account/")

    refused_after(
        lambda: post(here.browser, f"{here.origin}/account/devices/end/"),
        lambda: lost.get(f"{there.origin}/account/", timeout=60, allow_redirects=False),
        good={200},
        no=302,
    )
