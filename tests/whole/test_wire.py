"""What phones and browsers send, through the front of a real house: web, worker and database as `saan serve` starts
them, and some of them killed on the way."""

import json
import os
import re
import shutil
import socket
import tempfile
import threading
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
import requests

from saan.runtime import postgres
from saan.runtime.serving import Served, processes_of, saan, wait_for

pytestmark = pytest.mark.slow

FOUNDING = """
import json
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from saan.accounts import testing as accounts
from saan.forms.openrosa.testing import phone
made = phone(role="COORDINATOR")
client = accounts.signed_in_client(made.user)
print(json.dumps({"key": made.plain, "session": client.cookies["sessionid"].value, "code": made.version.form.code,
                  "version": made.version.version, "form": made.version.form_id, "user": made.user.username}))
"""
DOCUMENT = (
    '<?xml version="1.0"?><data id="{code}" version="{version}" xmlns:orx="http://openrosa.org/xforms"><note>{note}</note>'
    "<orx:meta><orx:instanceID>{name}</orx:instanceID></orx:meta></data>"
)
TAKEN = {201, 202}


class Collect:
    """A phone of the house, and the browser of whoever holds it."""

    def __init__(self, house, made):
        self.house, self.made = house, made
        self.origin = f"http://localhost:{house.port}"
        self.base = f"{self.origin}/openrosa/{self.made['key']}"
        self.browser = requests.Session()
        self.browser.cookies.set("sessionid", self.made["session"], domain="localhost.local")

    def document(self, note="", name=None):
        return DOCUMENT.format(note=note, name=name or f"uuid:{uuid4()}", **self.made).encode()

    def post(self, document, **files):
        parts = {"xml_submission_file": ("submission.xml", document, "text/xml")}
        parts |= {f"{name}.jpg": (f"{name}.jpg", content, "image/jpeg") for name, content in files.items()}
        headers = {"X-OpenRosa-Version": "1.0"}
        return requests.post(f"{self.base}/submission?deviceID=x", files=parts, headers=headers, timeout=60)

    def post_until_taken(self, document):
        """As phones do: the same again until somebody says that it is safe."""

        def is_taken():
            try:
                return self.post(document).status_code in TAKEN
            except requests.RequestException:
                return False

        wait_for(is_taken, 300)

    def get(self, path, method="GET", **headers):
        return self.browser.request(method, self.origin + path, headers=headers, timeout=60)

    def asked(self, question, *given):
        address = postgres.url_of(postgres.Cluster.at(self.house.home), user="postgres")
        with psycopg.connect(address) as connection:
            return connection.execute(question, given).fetchall()

    def states(self, name):
        return {state for (state,) in self.asked("SELECT state FROM forms_receipt WHERE instance_id = %s", name)}

    def landed(self, names):
        """How often each of them is there."""
        question = "SELECT instance_id, count(*) FROM forms_submission WHERE instance_id = ANY(%s) GROUP BY 1"
        return dict(self.asked(question, list(names)))


@pytest.fixture(scope="module")
def collect():
    home = Path(tempfile.mkdtemp(prefix="saan-wire-"))
    home.chmod(0o755)
    founded = saan(home, "manage", "shell", "--no-imports", "-c", FOUNDING)
    house = Served(home, None, "--processes", "1", "--no-migrate")
    yield Collect(house, json.loads(founded.stdout.strip().splitlines()[-1]))
    house.stop()
    wait_for(lambda: not processes_of(home))
    shutil.rmtree(home)


def at_once(work, given):
    threads = [threading.Thread(target=work, args=[each]) for each in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_pages_and_their_files_answer_and_are_sent_once(collect):
    page = requests.get(f"{collect.origin}/account/login/", timeout=60)
    sheet = re.search(r'href="(/static/[^"]+\.css)"', page.text)[1]
    first = collect.get(sheet)

    again = collect.get(sheet, **{"If-Modified-Since": first.headers["Last-Modified"]})
    head = collect.get(sheet, "HEAD")

    assert (page.status_code, first.status_code, again.status_code) == (200, 200, 304)
    assert again.content == head.content == b""
    assert head.headers["Content-Type"] == first.headers["Content-Type"]


def test_a_phone_asks_what_there_is_and_whether_it_may_send(collect):
    listed = requests.get(f"{collect.base}/formList", headers={"X-OpenRosa-Version": "1.0"}, timeout=60)
    asked = requests.head(f"{collect.base}/submission", headers={"X-OpenRosa-Version": "1.0"}, timeout=60)

    assert f"<formID>{collect.made['code']}</formID>" in listed.text
    assert asked.status_code == 204
    assert int(asked.headers["X-OpenRosa-Accept-Content-Length"]) > 1 << 20


def test_the_command_that_makes_a_key_prints_the_address_and_nothing_else(collect):
    user, code = collect.made["user"], collect.made["code"]

    made = saan(collect.house.home, "device-key", user, "--origin", collect.origin)
    listed = requests.get(f"{made.stdout.strip()}/formList", headers={"X-OpenRosa-Version": "1.0"}, timeout=60)

    assert re.fullmatch(rf"{collect.origin}/openrosa/[\w-]+\n", made.stdout)
    assert f"<formID>{code}</formID>" in listed.text
    assert saan(collect.house.home, "device-key", "nobody").returncode == 1


def test_sixteen_identical_posts_at_once_land_once_and_other_answers_are_kept(collect):
    name, statuses = f"uuid:{uuid4()}", []
    document = collect.document("หนึ่ง", name)

    at_once(lambda _n: statuses.append(collect.post(document).status_code), range(16))
    other = collect.post(collect.document("สอง", name))
    wait_for(lambda: collect.states(name) == {"LANDED", "CONFLICT"})

    assert len(statuses) == 16
    assert {*statuses, other.status_code} <= TAKEN
    assert collect.landed([name]) == {name: 1}


def test_a_document_that_was_cut_off_is_refused_and_kept(collect):
    before = collect.asked("SELECT count(*) FROM forms_receipt WHERE state = 'ASIDE'")[0][0]

    answer = collect.post(collect.document("ยาว")[:-30])

    assert answer.status_code == 400
    assert collect.asked("SELECT count(*) FROM forms_receipt WHERE state = 'ASIDE'")[0][0] == before + 1


def test_a_photo_and_a_large_export_come_back_whole(collect):
    photo, name = b"\xff\xd8\xff" + os.urandom(3 << 20), f"uuid:{uuid4()}"
    for _ in range(24):
        collect.post_until_taken(collect.document("ก" * 20_000))

    assert collect.post(collect.document(name=name), photo=photo).status_code in TAKEN
    wait_for(lambda: collect.states(name) == {"LANDED"})
    uuid = collect.asked("SELECT uuid FROM forms_attachment WHERE instance_id = %s", name)[0][0]
    export = collect.get(f"/forms/{collect.made['form']}/answers/export.csv")

    assert collect.get(f"/forms/attachments/{uuid}/").content == photo
    assert export.status_code == 200
    assert export.text.count("ก" * 20_000) == 24


def test_a_form_with_a_file_of_two_megabytes_goes_through(collect):
    page = collect.get("/lists/bring-in/").text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    fields = {"source_list": "NEW", "name": "รายชื่อ", "csrfmiddlewaretoken": token}
    rows = "ชื่อ,นามสกุล\n" + "สมชาย,ใจดี\n" * 80_000

    answer = collect.browser.post(f"{collect.origin}/lists/bring-in/", fields, files={"files": ("ก.csv", rows)})
    unsigned = collect.browser.post(f"{collect.origin}/lists/bring-in/", {"name": "รายชื่อ"})

    assert len(rows.encode()) > 2 << 20
    assert re.search(r"/lists/deliveries/\d+/", answer.url)
    assert unsigned.status_code == 403


def test_bodies_that_stop_in_the_middle_hold_no_thread_and_leave_nothing(collect):
    before = collect.asked("SELECT count(*) FROM forms_receipt")
    head = (
        f"POST /openrosa/{collect.made['key']}/submission HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n"
    )

    held = [socket.create_connection(("127.0.0.1", collect.house.port)) for _ in range(40)]
    for line in held:
        line.sendall(head.encode() + b"x" * 50_000)
    page = collect.get("/account/login/")
    for line in held:
        line.close()

    assert page.status_code == 200
    assert collect.get("/account/login/").status_code == 200
    assert collect.asked("SELECT count(*) FROM forms_receipt") == before


def test_what_was_acknowledged_lands_once_though_web_and_worker_are_killed(collect):
    names, acknowledged = [f"uuid:{uuid4()}" for _ in range(60)], set()

    def phone(mine):
        for name in mine:
            collect.post_until_taken(collect.document(name=name))
            acknowledged.add(name)

    crowd = threading.Thread(target=at_once, args=[phone, [names[n::4] for n in range(4)]])
    crowd.start()
    for share in (10, 30):
        wait_for(lambda share=share: len(acknowledged) >= share, 300)
        collect.house.kill("procrastinate")
        collect.house.kill("granian")
    crowd.join()

    wait_for(lambda: len(collect.landed(names)) == len(names), 300)
    assert acknowledged == set(names)
    assert set(collect.landed(names).values()) == {1}
