"""What phones and browsers send, through the front of a real house: web, worker and database as `saan serve` starts
them, and some of them killed on the way."""

import os
import re
import shutil
import signal
import socket
import tempfile
import threading
from pathlib import Path

import pytest
import requests

from saan.runtime import postgres
from saan.runtime.serving import Served, processes_of, saan, wait_for
from tests.whole.founding import TAKEN, VERSION, Collect, founded, named

pytestmark = pytest.mark.slow

PHOTO = b"\xff\xd8\xff" + os.urandom(300_000)


@pytest.fixture(scope="module")
def collect():
    home = Path(tempfile.mkdtemp(prefix="saan-wire-"))
    home.chmod(0o755)
    made = founded(home)
    house = Served(home, None, "--processes", "1", "--no-migrate")
    yield Collect(house, made)
    house.stop()
    wait_for(lambda: not processes_of(home) and not Path(home, "postgres", "data", "postmaster.pid").exists())
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
    listed = collect.form_list()
    asked = requests.head(f"{collect.base}/submission", headers=VERSION, timeout=60)

    assert f"<formID>{collect.made['code']}</formID>" in listed.text
    assert asked.status_code == 204
    assert int(asked.headers["X-OpenRosa-Accept-Content-Length"]) > 1 << 20


def test_the_command_that_makes_a_key_prints_the_address_and_nothing_else(collect):
    user, code = collect.made["user"], collect.made["code"]

    made = saan(collect.house.home, "device-key", user, "--origin", collect.origin)
    listed = requests.get(f"{made.stdout.strip()}/formList", headers=VERSION, timeout=60)

    assert re.fullmatch(rf"{collect.origin}/openrosa/[\w-]+\n", made.stdout)
    assert f"<formID>{code}</formID>" in listed.text
    assert saan(collect.house.home, "device-key", "nobody").returncode == 1


def test_sixteen_identical_posts_at_once_land_once_and_other_answers_are_kept(collect):
    name, statuses = named(), []
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
    photo, name = b"\xff\xd8\xff" + os.urandom(3 << 20), named()
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
    names, acknowledged = [named() for _ in range(60)], set()

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


def answers_by_kind(collect, name):
    """What phones and browsers hear: the short way, the long way, a list, pages that ask the database."""
    return {
        "submission": collect.post(collect.document(name=name)),
        "with a photo": collect.post(collect.document(name=name), photo=PHOTO),
        "list": collect.form_list(),
        "answers": collect.get(f"/forms/{collect.made['form']}/answers/"),
        "people": collect.get("/people/"),
    }


def take_away_the_database(house):
    """And whoever would start it again."""
    [keeper] = house.pids_of("postgres.keeper")
    os.kill(keeper, signal.SIGKILL)
    house.kill("postgres")


def test_everybody_is_told_to_come_back_and_is_answered_with_the_database(collect):
    before, during, after = named(), named(), named()
    collect.post_until_taken(collect.document(name=before))
    take_away_the_database(collect.house)
    wait_for(lambda: not collect.has_database())

    away = [answers_by_kind(collect, during) for _ in range(3)]
    with postgres.running(collect.house.home):
        wait_for(collect.has_database)
        back = [answers_by_kind(collect, after) for _ in range(6)]

        assert {answer.status_code for each in away for answer in each.values()} == {503}
        assert all(int(answer.headers["Retry-After"]) > 0 for each in away for answer in each.values())
        # Not one has to wait or to try twice: what the web kept of the old connections is tried before it is used.
        assert {answer.status_code for each in back for answer in each.values()} <= {200, *TAKEN}
        wait_for(lambda: collect.landed([before, during, after]) == {before: 1, after: 1}, 300)
