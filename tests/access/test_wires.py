"""The wires of the phones keep to their description (docs/field-wire.yaml), whatever they are asked: no 500, and no
answer that a phone was not told of."""

import base64
import copy
import re
from pathlib import Path

import pytest
import schemathesis
import yaml
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from saan.accounts import testing as accounts
from saan.forms.openrosa.testing import instance, phone
from saan.people import testing as people
from saan.wsgi import application
from tests.addresses import addresses

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SETTLED = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
WIRES = ("field:", "openrosa:")


def described(path="docs/field-wire.yaml"):
    """The description, with the addresses below /openrosa/ as they stand without a key."""
    found = yaml.safe_load((Path(__file__).parents[2] / path).read_text("utf-8"))
    for address, asked in list(found["paths"].items()):
        if address.startswith("/openrosa/{key}/") and not address.endswith("{rest}"):
            plain = copy.deepcopy(asked)
            plain["parameters"] = [one for one in plain["parameters"] if not one.get("$ref", "").endswith("/key")]
            found["paths"][address.replace("/{key}", "")] = plain
    return found


def over_https(environ, start_response):
    """As a phone comes: a password alone is not taken without HTTPS."""
    about = {"wsgi.url_scheme": "https", "REMOTE_ADDR": "10.0.0.9", "HTTP_ACCEPT_ENCODING": "identity"}
    return application({**environ, **about}, start_response)


schema = schemathesis.openapi.from_dict(described())
schema.app = over_https


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    """What is asked is part of the test's own transaction, as with Django's test client."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


@pytest.fixture
def collect():
    """A phone of a place where somebody lives."""
    owner = people.organisation()
    made = phone(owner)
    people.delivered(people.source_list(owner), people.row("ทองคำ สมมุติ", cid=people.citizen_id()))
    return made


@pytest.fixture
def truths(collect):
    """What fills in the parameters of an address so that it leads somewhere."""
    return {"key": collect.plain, "code": collect.version.form.code, "name": "persons.csv", "dataset": "persons"}


@pytest.fixture
def credentials(collect):
    """A browser's session with its token, and a password."""
    client = accounts.signed_in_client(collect.user)
    client.get("/field/")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    password = base64.b64encode(f"{collect.user.username}:{accounts.PASSWORD}".encode()).decode()
    headers = {"X-CSRFToken": cookies["csrftoken"], "Authorization": f"Basic {password}"}
    return {"cookies": cookies, "headers": {**headers, "Referer": "https://localhost/field/"}}


def test_every_address_of_the_wires_is_described():
    served = {
        "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", one.route) for one in addresses() if one.name.startswith(WIRES)
    }

    assert served == set(described()["paths"])


@schema.given(are_true=st.sets(st.sampled_from(["key", "code", "name", "dataset"])), is_known=st.booleans())
@schema.parametrize()
@SETTLED
def test_no_request_is_answered_otherwise_than_described(case, truths, credentials, are_true, is_known):
    for name in are_true & set(case.path_parameters):
        case.path_parameters[name] = truths[name]

    response = case.call(**(credentials if is_known else {}))

    case.validate_response(response, checks=CHECKS)


@schema.include(path="/openrosa/{key}/submission", method="POST").given(answers=st.text(), at=st.integers(0, 400))
@schema.include(path="/openrosa/{key}/submission", method="POST").parametrize()
@SETTLED
def test_no_document_is_answered_otherwise_than_described(case, collect, truths, answers, at):
    document = instance(collect.version, f"<note>{answers}</note>")
    case.path_parameters["key"] = truths["key"]
    case.body = {"xml_submission_file": document[:at] + answers + document[at:]}

    response = case.call(headers={"X-OpenRosa-Version": "1.0"})

    case.validate_response(response, checks=CHECKS)


@pytest.mark.parametrize(
    "said", ['{"ask": ["\\u0000"]}', '{"ask": ["\\ud800"]}', "[" * 100_000, b"\xff\x00", '"x"', '{"ask": 5}']
)
def test_words_that_no_text_can_hold_count_as_not_said(collect, said):
    browser = accounts.signed_in_client(collect.user)

    told = Client().post(f"/field/sync/{collect.plain}/", said, content_type="application/json")
    enrolled, marks = (
        browser.post(
            f"/field/{name}/", said if isinstance(said, bytes) else said.replace("ask", word), "application/json"
        )
        for name, word in (("enrol", "name"), ("owner", "salts"))
    )

    assert (told.status_code, enrolled.status_code, marks.status_code) == (200, 200, 200)
    assert told.json()["reset"]


@pytest.mark.parametrize("address", ["/openrosa/a%00b/formList", "/openrosa/a/b%0Ac", "/openrosa/formList?formID=%00"])
def test_what_no_view_is_asked_is_refused_in_the_words_of_the_wire(address):
    answer = Client().get(address)

    assert answer.status_code in (400, 404)
    assert answer["X-OpenRosa-Version"] == "1.0"
    assert answer["Content-Type"].startswith("text/xml")


def test_the_api_refuses_in_json_what_no_operation_is_asked():
    answer = Client().get("/api/v1/areas/%00")

    assert (answer.status_code, list(answer.json())) == (400, ["detail"])
