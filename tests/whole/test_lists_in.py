"""Lists brought in through the real page of a real house: web, worker and database as `saan serve` starts them."""

import json
import os
import re
import shutil
import signal
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
import requests

from saan.runtime import postgres
from saan.runtime.serving import Served, free_port, processes_of, saan, wait_for

pytestmark = pytest.mark.slow

OFFICER = """
import json
from django.test import Client
from saan.accounts import testing as accounts
from saan.intake import testing
client = accounts.signed_in_client(testing.officer())
print(json.dumps(client.cookies["sessionid"].value))
"""
HEADINGS = "ชื่อ,นามสกุล,วันเกิด,บ้านเลขที่,ตำบล\n"
STOPPED = ['class="note danger"']
LONGEST = 10  # seconds for a page while the worker is busy, on a machine that others use too


@pytest.fixture(scope="module")
def house():
    home = Path(tempfile.mkdtemp(prefix="saan-whole-"))
    home.chmod(0o755)
    served = Served(home, free_port())
    yield served
    served.process.send_signal(signal.SIGINT)
    served.process.wait()
    wait_for(lambda: not processes_of(home))
    shutil.rmtree(home)


@pytest.fixture(scope="module")
def officer(house):
    """The browser of a data officer, as far as it matters here."""
    made = saan(house.home, "manage", "shell", "--no-imports", "-c", OFFICER)
    browser = requests.Session()
    browser.cookies.set("sessionid", json.loads(made.stdout.strip().splitlines()[-1]), domain="localhost.local")
    browser.base = f"http://localhost:{house.port}"
    return browser


def get(officer, path):
    began = time.monotonic()
    answer = officer.get(officer.base + path)
    assert answer.status_code == 200
    assert time.monotonic() - began < LONGEST
    return answer.text


def send(officer, page, path, fields, files=None):
    """Post a form as the page before it would."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    answer = officer.post(officer.base + path, {**fields, "csrfmiddlewaretoken": token}, files=files)
    assert answer.status_code == 200
    return answer


def bring_in(officer, name, content):
    """Send a file under a list of its own; the path of its delivery."""
    page = get(officer, "/lists/bring-in/")
    fields = {"source_list": "NEW", "name": name}
    answer = send(officer, page, "/lists/bring-in/", fields, {"files": (f"{name}.csv", content)})
    return re.search(r"/lists/deliveries/\d+/", answer.url)[0]


def wait_for_page(officer, path, words, seconds=180):
    """The page of the delivery once it says one of these words; the house answers all the while."""
    found = []
    wait_for(lambda: found.append(get(officer, path)) or any(word in found[-1] for word in words), seconds)
    return found[-1]


def chosen(page, name):
    """What a select of the page stands on."""
    options = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)[0]
    return re.search(r'<option value="(\w*)" selected', options)[1]


def people(number):
    surnames = ("ใจดี", "ทองคำ", "แก้วใส", "บุญมา", "ศรีสุข")
    for row in range(number):
        given, family = f"{'กขคงจฉชซ'[row % 8]}{'นมยรลว'[row // 8 % 6]}{'ดตถทธน'[row // 48 % 6]}", surnames[row % 5]
        yield f"สม{given},{family}{row % 7},{1 + row % 28}/{1 + row % 12}/{2470 + row % 40},{row},ควนขนุน"


def test_files_beyond_the_limits_get_their_sentence_while_others_are_served(officer):
    rows = (HEADINGS + "สมชาย,ใจดี,12/3/2490,12,ควนขนุน\n" * 500_000).encode()
    wide = ",".join(f"หัว{n}" for n in range(401)) + "\n" + ",".join(["1"] * 401) + "\n"

    too_many, too_wide = bring_in(officer, "ห้าแสนแถว", rows), bring_in(officer, "กว้างไป", wide.encode())
    empty, good = bring_in(officer, "ว่าง", HEADINGS.encode()), bring_in(officer, "ดี", (HEADINGS + "ก,ข,,1,\n").encode())

    assert "มีมากกว่า 200000 แถว" in wait_for_page(officer, too_many, STOPPED)
    assert "มีมากกว่า 400 คอลัมน์" in wait_for_page(officer, too_wide, STOPPED)
    assert "ไม่พบรายชื่อในไฟล์นี้" in wait_for_page(officer, empty, STOPPED)
    assert wait_for_page(officer, good, ["field-0-0"])


def test_two_hundred_columns_are_shown_to_be_chosen(officer):
    names = ["ชื่อ", "นามสกุล", *(f"คำถามที่ {n}" for n in range(198))]
    lines = [",".join(names), *(f"สมชาย{row},ใจดี" + ",ใช่" * 198 for row in range(1000))]

    page = wait_for_page(officer, bring_in(officer, "สองร้อยคอลัมน์", "\n".join(lines).encode()), ["field-0-0"])

    assert page.count('name="field-0-') == 200


def test_a_batch_whose_worker_is_killed_in_the_middle_of_its_commit_is_finished_by_the_next(house, officer):
    many = 6_000
    path = bring_in(officer, "คนงานล้ม", (HEADINGS + "\n".join(people(many))).encode())
    page = wait_for_page(officer, path, ["field-0-0"])
    fields = {name: chosen(page, name) for name in (*(f"field-0-{n}" for n in range(5)), "area")}
    form = {"take-0": "on", "as_of": "1/10/2568", "is_complete": "on", **fields}
    send(officer, page, f"{path}columns/", form)
    page = wait_for_page(officer, path, [f"{path}commit/"])

    send(officer, page, f"{path}commit/", {})
    wait_for(lambda: state(house, path) == ("COMMITTING", True))
    os.kill(house.pid_of("procrastinate"), signal.SIGKILL)
    assert state(house, path)[0] == "COMMITTING"
    wait_for(lambda: state(house, path)[0] != "COMMITTING", seconds=180)

    assert state(house, path)[0] == "COMMITTED"
    assert asked(house, "SELECT count(*), count(DISTINCT row) FROM people_sourcerecord WHERE standing = 'CURRENT'") == (
        many,
        many,
    )


def state(house, path):
    """The state of the delivery, and whether its job has got anywhere."""
    number = re.search(r"\d+", path)[0]
    return asked(house, f"SELECT state, progress_done > 0 FROM intake_batch WHERE id = {number}")


def asked(house, question):
    with psycopg.connect(postgres.url_of(postgres.Cluster.at(house.home), user="postgres")) as connection:
        return connection.execute(question).fetchone()
