"""People at work on a registry through its pages: lists in and back, persons joined and parted, questions answered.

Each crew does one deed after the other in a place and lists of its own, as whoever sits before a browser would: where
no answer comes it looks whether the deed stands, and presses the button again only when it does not.
"""

import random
import re
import threading
import time
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import psycopg
import requests

from saan.runtime.serving import wait_for
from saan.shared.thai import cid_holds

PATIENCE = 600
AT_WORK = ("READING", "STAGING", "COMMITTING", "UNDOING")
HEADINGS = ("เลขบัตรประชาชน", "ชื่อ", "นามสกุล", "วันเกิด", "บ้านเลขที่", "โทรศัพท์")
DEEDS = {"deliver": 4, "undo": 2, "merge": 3, "unmerge": 2, "decide": 4, "reopen": 2, "correct": 2, "uncorrect": 1}
SYLLABLES = ("สม", "บุญ", "วิ", "ประ", "มา", "กัน", "อร", "จัน", "ทอง", "พร", "ศรี", "ดวง")
NAMES = [one + other for one in SYLLABLES for other in ("ชาย", "มี", "ลี", "ยา", "ใจ", "ทร์")]

PERSONS = "SELECT id FROM people_person WHERE area_id = %s AND merged_into_id IS NULL ORDER BY id"
MERGES = """
    SELECT m.id FROM people_merge m JOIN people_person p ON p.id = m.survivor_id
    WHERE p.area_id = %s AND m.undone_at IS NULL ORDER BY m.id"""
CASES = """
    SELECT c.id FROM people_matchcase c
    JOIN people_person l ON l.id = c.left_id JOIN people_person r ON r.id = c.right_id
    WHERE l.area_id = %s AND c.state {} ORDER BY c.left_id, c.right_id"""
WAITING = CASES.format("IN ('OPEN', 'LATER') AND l.merged_into_id IS NULL AND r.merged_into_id IS NULL")
ANSWERED = CASES.format("IN ('SAME', 'DIFFERENT')")
CHOICES = """
    SELECT c.id FROM people_choice c JOIN people_person p ON p.id = c.person_id
    WHERE p.area_id = %s AND c.undone_at IS NULL ORDER BY c.id"""
BATCH = """
    SELECT b.id, b.state FROM intake_batch b JOIN people_delivery d ON d.id = b.delivery_id
    WHERE d.file_name = %s"""
LAST_EVENT = "SELECT max(id) FROM audit_event WHERE actor_id = %s AND verb LIKE 'people.%%' AND NOT is_read"


class Refusal(Exception):
    """The house said no for a reason of its own; the deed is not done."""


class Crew(threading.Thread):
    """`done` holds what stands: (number of its last event, deed, what of), all that a replay needs to know."""

    def __init__(self, made, origin, address, rows, seed, stopping):
        super().__init__(daemon=True, name=made["user"])
        self.made, self.origin, self.address, self.rows, self.stopping = made, origin, address, rows, stopping
        self.random = random.Random(seed)
        self.number, self.done, self.standing, self.tally = 0, [], [], Counter()
        self.doing, self.fault = "", None
        self.people = [self._invented(n) for n in range(rows)]
        self.browser = requests.Session()
        self.browser.cookies.set("sessionid", made["session"], domain="localhost.local")

    def run(self):
        try:
            self._do("deliver")
            while not self.stopping.is_set():
                self._do(self.random.choices([*DEEDS], DEEDS.values())[0])
        except Exception as fault:
            self.fault = fault

    def _do(self, deed):
        try:
            facts = getattr(self, deed)()
        except Refusal as refusal:
            self.tally[f"{deed} refused ({refusal})"] += 1
            return
        finally:
            self.doing = ""
        if facts is not None:
            self.tally[deed] += 1
            self.done.append((self.ask(LAST_EVENT, self.made["user_id"])[0][0], self.made["user"], deed, facts))

    # Lists

    def deliver(self):
        """A new delivery of one of the lists: read, checked and taken into the registry."""
        self.number += 1
        of_list, day = self.number % 2, date(2025, 1, 1) + timedelta(days=self.number)
        name = f"{self.made['user']}-{self.number}.csv"
        facts = {
            "list": f"บัญชี {of_list} {self.made['user']}",
            "file": name,
            "content": self._content(of_list),
            "day": day.isoformat(),
            "is_complete": not of_list,
        }
        self.doing = "import"
        self._send_file(facts)
        batch = self._settled(name)
        self._choose_columns(batch, facts, name)
        self._settled(name)
        self.doing = "commit"
        path = f"/lists/deliveries/{batch}/"
        self.press(f"{path}commit/", {}, lambda: self._state(name) in ("COMMITTING", "COMMITTED", "FAILED"))
        self._settled(name, "COMMITTED")
        self.standing.append((of_list, name, batch))
        return facts

    def undo(self):
        """The newest delivery of a list taken back; never the first, so that there is somebody."""
        lists = {of_list: (name, batch) for of_list, name, batch in self.standing}
        if len(self.standing) < 3:
            return None
        of_list = self.random.choice([*lists])
        name, batch = lists[of_list]
        self.doing = "undo"
        path = f"/lists/deliveries/{batch}/"
        self.press(f"{path}undo/", {}, lambda: self._state(name) in ("UNDOING", "UNDONE", "FAILED"))
        self._settled(name, "UNDONE")
        self.standing.remove((of_list, name, batch))
        return {"file": name}

    def _send_file(self, facts):
        known = self.ask("SELECT id FROM people_sourcelist WHERE name = %s", facts["list"])
        fields = {"source_list": known[0][0] if known else "NEW", "name": facts["list"]}
        files = {"files": (facts["file"], facts["content"].encode())}
        self.press("/lists/bring-in/", fields, lambda: self._state(facts["file"]) is not None, files)

    def _choose_columns(self, batch, facts, name):
        path = f"/lists/deliveries/{batch}/columns/"
        fields = {"take-0": "on", "as_of": date.fromisoformat(facts["day"]).strftime("%d/%m/%Y")}
        if facts["is_complete"]:
            fields["is_complete"] = "on"
        page = self.page(path)
        for field in ("area", *(f"field-0-{n}" for n in range(len(HEADINGS)))):
            fields[field] = _selected(page, field)
        self.press(path, fields, lambda: self._state(name) not in ("MAPPING", "READING"))

    def _settled(self, name, wanted=None):
        """The number of the batch once no job works on it; a step that was given up is tried again, as people do."""
        deadline = time.monotonic() + PATIENCE
        while True:
            number, state = self.ask(BATCH, name)[0]
            if state == "FAILED":
                self.tally["retry"] += 1
                self.press(f"/lists/deliveries/{number}/retry/", {}, lambda: self._state(name) != "FAILED")
            elif state not in AT_WORK:
                assert wanted in (None, state), f"{name} is {state}, not {wanted}"
                return number
            assert time.monotonic() < deadline, f"{name} stayed {state}"
            time.sleep(0.2)

    def _state(self, name):
        found = self.ask(BATCH, name)
        return found[0][1] if found else None

    def _content(self, of_list):
        """The whole list as it is today: some came, some went, some have a new telephone."""
        for person in self.random.sample(self.people, max(len(self.people) // 8, 1)):
            person[5] = self._telephone()
        for _ in range(len(self.people) // 12):
            self.people.remove(self.random.choice(self.people))
            self.people.append(self._invented(self.random.randrange(10**6)))
        shown = [self._as_listed(person, of_list) for person in self.people if self.random.random() < 0.9]
        return "\n".join([",".join(HEADINGS), *(",".join(row) for row in shown)])

    def _as_listed(self, person, of_list):
        """The other list knows few IDs and writes some names in its own way, so that there is something to ask."""
        if not of_list:
            return person
        given = person[1] if self.random.random() < 0.8 else person[1][:-1]
        return ["", given, *person[2:]] if self.random.random() < 0.7 else [person[0], given, *person[2:]]

    def _invented(self, number):
        born = date(1935, 1, 1) + timedelta(days=self.random.randrange(9000))
        return [
            citizen_id(self.made["user_id"] * 10**7 + number),
            self.random.choice(NAMES),
            f"{self.random.choice(NAMES)}{self.made['mark']}",
            f"{born.day}/{born.month}/{born.year + 543}",
            str(self.random.randrange(1, 90)),
            self._telephone(),
        ]

    def _telephone(self):
        return f"08{self.random.randrange(10**8):08}"

    # Persons

    def merge(self):
        """Two persons joined by hand."""
        persons = self._ids(PERSONS)
        if len(persons) < 2:
            return None
        one, other = self.random.sample(range(len(persons)), 2)
        left, right = persons[one], persons[other]
        question = "SELECT FROM people_person WHERE id IN (%s, %s) AND merged_into_id IS NOT NULL"
        self.doing = "merge"
        self.press(f"/people/{left}/merge/", {"other": right}, lambda: bool(self.ask(question, left, right)))
        return {"persons": [one, other]}

    def unmerge(self):
        return self._of_one(
            "merge", MERGES, "/people/merges/{}/undo/", "SELECT FROM people_merge WHERE id = %s AND undone_at IS NULL"
        )

    def decide(self):
        """The answer to a question: the same or not."""
        verdict = self.random.choice(["same", "different"])
        unanswered = "SELECT FROM people_matchcase WHERE id = %s AND state IN ('OPEN', 'LATER')"
        found = self._of_one("review", WAITING, "/people/matches/{}/decide/", unanswered, verdict=verdict)
        return found and {**found, "verdict": verdict.upper()}

    def reopen(self):
        answered = "SELECT FROM people_matchcase WHERE id = %s AND state <> 'OPEN'"
        return self._of_one("review", ANSWERED, "/people/matches/{}/undo/", answered)

    def correct(self):
        """Somebody has died, as staff were told."""
        persons = self._ids(PERSONS)
        place = self.random.randrange(len(persons))
        stands = "SELECT FROM people_choice WHERE person_id = %s AND undone_at IS NULL"
        if self.ask(stands, persons[place]):
            return None
        self.doing = "correct"
        told = {"reason": "บอกโดยญาติ"}
        self.press(f"/people/{persons[place]}/death/", told, lambda: bool(self.ask(stands, persons[place])))
        return {"place": place}

    def uncorrect(self):
        stands = "SELECT FROM people_choice WHERE id = %s AND undone_at IS NULL"
        return self._of_one("correct", CHOICES, "/people/choices/{}/undo/", stands)

    def _of_one(self, doing, question, path, undone, **fields):
        """Press a button of any one of what the question finds; `undone` finds it as long as the button was not."""
        found = self._ids(question)
        if not found:
            return None
        place = self.random.randrange(len(found))
        self.doing = doing
        self.press(path.format(found[place]), fields, lambda: not self.ask(undone, found[place]))
        return {"place": place}

    def _ids(self, question):
        return [pk for (pk,) in self.ask(question, self.made["area"])]

    # The browser, and a look behind it

    def press(self, path, fields, stands, files=None):
        """Send a form until it is known to stand. What was acknowledged must stand at once."""
        for _ in self._tries():
            status = self._posted(path, fields, files)
            if status == 302:
                assert stands(), f"{path} was acknowledged, and is not there"
                return
            if status in (400, 403, 404, 409, 200):
                raise Refusal(status)
            assert status in (None, 503), f"{path} answered {status}"
            self.tally["no answer"] += 1
            self._wait_for_the_web()
            if stands():
                return

    def page(self, path):
        for _ in self._tries():
            with suppress(requests.RequestException):
                answer = self.browser.get(self.origin + path, timeout=60)
                if answer.status_code == 200:
                    return answer.text
            time.sleep(0.2)

    def _posted(self, path, fields, files):
        """The status of the answer, or None when there was none."""
        if "csrftoken" not in self.browser.cookies:
            self.page("/lists/bring-in/")
        token = {"X-CSRFToken": self.browser.cookies["csrftoken"]}
        try:
            sent = self.browser.post(
                self.origin + path, fields, files=files, headers=token, timeout=60, allow_redirects=False
            )
        except requests.RequestException:
            return None
        return sent.status_code

    def _wait_for_the_web(self):
        self.page("/account/login/")

    def ask(self, question, *given):
        """What the database says, as soon as it says something."""
        for _ in self._tries():
            try:
                with psycopg.connect(self.address, autocommit=True) as connection:
                    return connection.execute(question, given).fetchall()
            except psycopg.OperationalError:
                time.sleep(0.2)

    def _tries(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            yield
        raise AssertionError("The house did not come back.")


def _selected(page, name):
    """What a select of the page stands on."""
    options = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.DOTALL)[0]
    return re.search(r'<option value="(\w*)" selected', options)[1]


def citizen_id(number):
    """A citizen ID that passes its check and begins like nobody's."""
    return next(cid for last in range(10) if cid_holds(cid := f"{number:012}{last}"))


def finish(crews):
    """Let every crew end what it is doing."""
    wait_for(lambda: not any(crew.is_alive() for crew in crews), PATIENCE)
    for crew in crews:
        if crew.fault:
            raise crew.fault
