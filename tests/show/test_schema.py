"""Does whatever the OpenAPI allows get an answer that it describes, and never a failure?"""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

Asks = Callable[..., TestClient]


@pytest.fixture
def api(asks: Asks, planted: Path) -> schemathesis.schemas.BaseSchema:
    app = asks(planted, rate=0, hosts=("*",)).app
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def asked(operation: Any, failed: list[str]) -> Callable[[], None]:  # noqa: ANN401 - of schemathesis' own kind
    """Asks an operation what the OpenAPI allows, and notes what fails."""

    @settings(max_examples=3, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:  # noqa: ANN401
        answer = case.call()
        checks = [not_a_server_error, content_type_conformance]
        checks += [response_schema_conformance] if answer.status_code == HTTPStatus.OK else []
        try:
            case.validate_response(answer, checks=checks)
        except BaseExceptionGroup as faults:
            failed.extend(f"{operation.label}: {fault}"[:600] for fault in faults.exceptions)

    return ask


def test_every_question_that_the_openapi_allows_is_answered_as_it_says(api: schemathesis.schemas.BaseSchema) -> None:
    failed: list[str] = []
    operations = [one.ok() for one in api.get_all_operations() if isinstance(one, Ok)]
    for operation in operations:
        asked(operation, failed)()
    assert failed == []
    assert len(operations) > 20
