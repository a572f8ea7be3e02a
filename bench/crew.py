"""People at work on a registry through its pages: lists in and back, persons joined and parted, questions answered.

Each crew does one deed after the other in a place and lists of its own, as whoever sits before a browser would: where
no answer comes it looks whether the deed stands, and presses the button again only when it does not.
"""

import random
import threading
import time
from collections import Counter
from datetime import date, timedelta

from bench.desk import PATIENCE, Desk, Refusal, selected
from bench.paper import HEADINGS, Paper
from saan.runtime.serving import wait_for

AT_WORK = ("READING", "STAGING", "COMMITTING", "UNDOING")
DEEDS = {"deliver": 4, "undo": 2, "merge": 3, "unmerge": 2, "decide": 4, "reopen": 2, "correct": 2, "uncorrect": 1}

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


class Crew(threading.Thread):
    """`done` holds what stands: (number of its last event, deed, what of), all that a replay needs to know."""

    def __init__(self, made, origin, address, rows, seed, stopping):
        super().__init__(daemon=True, name=made["user"])
        self.made, self.stopping, self.random = made, stopping, random.Random(seed)
        self.desk = Desk(origin, made["session"], address)
        self.paper = Paper(rows, made["user_id"], made["mark"], self.random)
        self.number, self.done, self.standing, self.tally = 0, [], [], Counter()
        self.doing, self.wish, self.fault = "", None, None

    def run(self):
        try:
            self._do("deliver")
            while not self.stopping.is_set():
                self._do(self._next())
        except Exception as fault:
            self.fault = fault

    def _next(self):
        deed, self.wish = self.wish, None
        return deed or self.random.choices([*DEEDS], DEEDS.values())[0]

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
            self.done.append((self.desk.ask(LAST_EVENT, self.made["user_id"])[0][0], self.made["user"], deed, facts))

    # Lists

    def deliver(self):
        """A new delivery of one of the lists: read, checked and taken into the registry."""
        self.number += 1
        of_list, day = self.number % 2, date(2025, 1, 1) + timedelta(days=self.number)
        name = f"{self.made['user']}-{self.number}.csv"
        facts = {
            "list": f"บัญชี {of_list} {self.made['user']}",
            "file": name,
            "content": self.paper.content(of_list),
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
        self._press(f"{path}commit/", {}, lambda: self._state(name) in ("COMMITTING", "COMMITTED", "FAILED"))
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
        self._press(f"{path}undo/", {}, lambda: self._state(name) in ("UNDOING", "UNDONE", "FAILED"))
        self._settled(name, "UNDONE")
        self.standing.remove((of_list, name, batch))
        return {"file": name}

    def _send_file(self, facts):
        known = self.desk.ask("SELECT id FROM people_sourcelist WHERE name = %s", facts["list"])
        fields = {"source_list": known[0][0] if known else "NEW", "name": facts["list"]}
        files = {"files": (facts["file"], facts["content"].encode())}
        self._press("/lists/bring-in/", fields, lambda: self._state(facts["file"]) is not None, files)

    def _choose_columns(self, batch, facts, name):
        path = f"/lists/deliveries/{batch}/columns/"
        fields = {"take-0": "on", "as_of": date.fromisoformat(facts["day"]).strftime("%d/%m/%Y")}
        if facts["is_complete"]:
            fields["is_complete"] = "on"
        page = self.desk.page(path)
        for field in ("area", *(f"field-0-{n}" for n in range(len(HEADINGS)))):
            fields[field] = selected(page, field)
        self._press(path, fields, lambda: self._state(name) not in ("MAPPING", "READING"))

    def _settled(self, name, wanted=None):
        """The number of the batch once no job works on it; a step that was given up is tried again, as people do."""
        deadline = time.monotonic() + PATIENCE
        while True:
            number, state = self.desk.ask(BATCH, name)[0]
            if state == "FAILED":
                self.tally["retry"] += 1
                self._press(f"/lists/deliveries/{number}/retry/", {}, lambda: self._state(name) != "FAILED")
            elif state not in AT_WORK:
                assert wanted in (None, state), f"{name} is {state}, not {wanted}"
                return number
            assert time.monotonic() < deadline, f"{name} stayed {state}"
            time.sleep(0.2)

    def _state(self, name):
        found = self.desk.ask(BATCH, name)
        return found[0][1] if found else None

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
        self._press(f"/people/{left}/merge/", {"other": right}, lambda: bool(self.desk.ask(question, left, right)))
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
        if self.desk.ask(stands, persons[place]):
            return None
        self.doing = "correct"
        told = {"reason": "บอกโดยญาติ"}
        self._press(f"/people/{persons[place]}/death/", told, lambda: bool(self.desk.ask(stands, persons[place])))
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
        self._press(path.format(found[place]), fields, lambda: not self.desk.ask(undone, found[place]))
        return {"place": place}

    def _ids(self, question):
        return [pk for (pk,) in self.desk.ask(question, self.made["area"])]

    def _press(self, path, fields, stands, files=None):
        unanswered = self.desk.unanswered
        self.desk.press(path, fields, stands, files)
        if self.desk.unanswered > unanswered:
            self.tally[f"{self.doing} without an answer"] += 1


def finish(crews):
    """Let every crew end what it is doing."""
    wait_for(lambda: not any(crew.is_alive() for crew in crews), PATIENCE)
    for crew in crews:
        if crew.fault:
            raise crew.fault
