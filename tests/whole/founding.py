"""A house with a phone and a coordinator in it, for tests that run it whole."""

import json
from uuid import uuid4

import psycopg
import requests

from saan.runtime import postgres
from saan.runtime.serving import saan, wait_for

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
VERSION = {"X-OpenRosa-Version": "1.0"}
TAKEN = {201, 202}


def founded(home):
    """What a Collect needs to know of the house in this home."""
    made = saan(home, "manage", "shell", "--no-imports", "-c", FOUNDING)
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout.strip().splitlines()[-1])


def named():
    return f"uuid:{uuid4()}"


class Collect:
    """A phone of the house, and the browser of whoever holds it."""

    def __init__(self, house, made):
        self.house, self.made = house, made
        self.origin = f"http://localhost:{house.port}"
        self.base = f"{self.origin}/openrosa/{self.made['key']}"
        self.browser = requests.Session()
        self.browser.cookies.set("sessionid", self.made["session"], domain="localhost.local")

    def document(self, note="", name=None):
        return DOCUMENT.format(note=note, name=name or named(), **self.made).encode()

    def post(self, document, **files):
        parts = {"xml_submission_file": ("submission.xml", document, "text/xml")}
        parts |= {f"{name}.jpg": (f"{name}.jpg", content, "image/jpeg") for name, content in files.items()}
        return requests.post(f"{self.base}/submission?deviceID=x", files=parts, headers=VERSION, timeout=60)

    def post_until_taken(self, document, **files):
        """As phones do: the same again until somebody says that it is safe."""

        def is_taken():
            try:
                return self.post(document, **files).status_code in TAKEN
            except requests.RequestException:
                return False

        wait_for(is_taken, 300)

    def get(self, path, method="GET", **headers):
        return self.browser.request(method, self.origin + path, headers=headers, timeout=60)

    def form_list(self):
        return requests.get(f"{self.base}/formList", headers=VERSION, timeout=60)

    def asked(self, question, *given):
        address = postgres.url_of(postgres.Cluster.at(self.house.home), user="postgres")
        with psycopg.connect(address) as connection:
            return connection.execute(question, given).fetchall()

    def has_database(self):
        try:
            return self.asked("SELECT 1") == [(1,)]
        except psycopg.OperationalError:
            return False

    def states(self, name):
        return {state for (state,) in self.asked("SELECT state FROM forms_receipt WHERE instance_id = %s", name)}

    def landed(self, names):
        """How often each of them is there."""
        question = "SELECT instance_id, count(*) FROM forms_submission WHERE instance_id = ANY(%s) GROUP BY 1"
        return dict(self.asked(question, list(names)))
