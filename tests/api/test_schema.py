"""Schemathesis calls every route with made-up requests: none fails, and each answer is as described."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from sistership.window.api.routes import api
from sistership.window.config.wsgi import application
from sistership.window.offices.cases.addresses import enquirer_secret
from sistership.window.offices.matchdays.addresses import secret_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]
calm = settings(
    max_examples=6,
    deadline=None,
    database=None,
    derandomize=True,  # a failure in one run is a failure in the next
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def one_connection():
    """Keep the connection, and with it the test's transaction, open between requests, as Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.once
@pytest.mark.usefixtures("one_connection")
def test_routes_keep_their_description(world, call_as):
    """All routes in one world: what one request changed, the next one meets."""
    headers = call_as(world.lead_k).headers
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    called = []

    def call(case):
        for name in case.path_parameters or {}:
            case.path_parameters[name] = _name_of(world, case.path, name)
        case.call_and_validate(headers=headers, checks=CHECKS)

    for found in description.get_all_operations():
        operation = found.ok()
        called.append(operation.label)
        calm(given(case=operation.as_strategy())(call))()
    assert (
        len(called) == len(set(called)) == sum(len(one) for one in api.get_openapi_schema()["paths"].values())
    )


def _name_of(world, path, parameter):
    if parameter == "secret":
        return secret_of(world.registration) if "my-matchday" in path else enquirer_secret(world.case)
    if parameter == "key":
        return "kaohsiung-gdynia" if "partnerships" in path else "kaohsiung"
    return str(_record_of(world, path).public_id)


def _record_of(world, path):
    kinds = {
        "agreements": world.agreement,
        "cases": world.case,
        "commitments": world.commitment,
        "milestones": world.milestone,
        "evidence": world.filed,
        "handovers": world.offered,
        "intentions": world.intention,
        "visits": world.visit,
        "committees": world.committee,
        "profiles": world.profile,
        "matchdays": world.matchday,
        "programmes": world.programme,
        "cohorts": world.cohort,
        "positions": world.position,
    }
    return kinds.get(path.split("/")[3], world.commitment)
