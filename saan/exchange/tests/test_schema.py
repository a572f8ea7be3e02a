"""The API keeps to its own description, whatever it is asked: no 500, no undeclared answer."""

import pytest
import schemathesis
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from saan.accounts import testing as accounts
from saan.areas.testing import place
from saan.exchange.actions import make_key
from saan.exchange.api import api
from saan.partners.testing import organisation
from saan.wsgi import application

# The description is made in process: asking the application for it would need a database before there is one.
schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.app = application
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def key(transactional_db):
    place("TH")
    area = place("930501")
    officer = accounts.user("DATA_OFFICER", organisation(area), area)
    return make_key(user=officer, name="ทดสอบ", expires_on=None, at=timezone.now())[1]


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_api_fall_over(case, key):
    response = case.call(headers={"Authorization": f"Bearer {key}"})

    case.validate_response(response, checks=CHECKS)
