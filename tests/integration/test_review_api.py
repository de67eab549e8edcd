"""The desk's JSON doors under generated requests, over real HTTP and a real SQLite file.

The schema is built from the application itself: the product serves none.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import negative_data_rejection, not_a_server_error

from review.access import DOORS
from review.house import DeskOptions
from review.ports import Person
from review.roles import Role
from review.web import create_app
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in

JSON_DOORS = [door for door in DOORS if re.search(" /(api|pages|records)/", door)]
NAMED = {200, 204, 400, 404, 405, 409, 413, 422}
#: A request that only reads has nothing that could be sent wrong.
WRONG = [door for door in JSON_DOORS if not door.startswith("GET")]
MODES = [
    *((GenerationMode.POSITIVE, door) for door in JSON_DOORS),
    *((GenerationMode.NEGATIVE, door) for door in WRONG),
]
FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
Send = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Desk:
    house: House
    doors: Any  #: the application's own schema
    zeynep: httpx.Client
    send: Send  #: sends a case as our own page would, signed in
    record: str

    def cases(self, door: str, mode: GenerationMode) -> Any:
        method, path = door.split(" ")
        return self.doors[path][method].as_strategy(generation_mode=mode)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    house = open_house(tmp_path_factory.mktemp("desk"))
    house.person("zeynep")
    doors = schemathesis.openapi.from_dict(create_app(house.ports, DeskOptions()).openapi())
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        cookies = dict(client.cookies)

        def send(case: Any) -> Any:
            return case.call(base_url=address, headers={"Origin": address}, cookies=cookies)

        yield Desk(house, doors, client, send, petition(house))
    house.database.dispose()


@pytest.mark.parametrize(("mode", "door"), MODES)
def test_whatever_is_sent_to_a_json_door_is_answered_by_name_and_never_fails(
    desk: Desk, door: str, mode: GenerationMode
) -> None:
    @FEW
    @given(case=desk.cases(door, mode))
    def sent(case: Any) -> None:
        answer = desk.send(case)
        too_large = answer.status_code == 413  # refused before anybody looks at it
        rejected = [] if too_large else [negative_data_rejection]
        case.validate_response(answer, checks=[not_a_server_error, *rejected])
        assert answer.status_code in NAMED
        if answer.status_code >= 400:
            assert "json" in answer.headers["content-type"][0] or too_large

    sent()


@pytest.mark.parametrize("door", [door for door in JSON_DOORS if "{petition_id}" in door])
def test_whatever_is_sent_about_a_record_in_hand_is_answered_by_name_and_never_fails(
    desk: Desk, door: str
) -> None:
    zeynep = Person(1, "zeynep", Role.REVIEWER)

    @FEW
    @given(case=desk.cases(door, GenerationMode.POSITIVE))
    def sent(case: Any) -> None:
        task = desk.house.ports.tasks.take(zeynep, desk.record)
        case.path_parameters["petition_id"] = desk.record
        if task and isinstance(case.body, dict):
            own = {"lease_token": task.token, "version": task.opened.version}
            case.body |= {name: value for name, value in own.items() if name in case.body}
        answer = desk.send(case)
        case.validate_response(answer, checks=[not_a_server_error])
        assert answer.status_code in NAMED

    sent()


def test_a_key_that_was_given_to_one_write_is_refused_for_another(desk: Desk) -> None:
    key, path = petition(desk.house), "/api/tasks"
    task = desk.zeynep.get(f"{path}/{key}").json()
    body = {"lease_token": task["lease_token"], "version": task["version"], "fields": {}}
    headers = {"Idempotency-Key": str(uuid4())}
    assert desk.zeynep.put(f"{path}/{key}/draft", json=body, headers=headers).status_code == 200
    assert desk.zeynep.put(f"{path}/{key}/draft", json=body, headers=headers).status_code == 200
    later = body | {"outcome": "later"}
    refused = desk.zeynep.post(f"{path}/{key}/decision", json=later, headers=headers)
    assert refused.status_code == 409
    plan = {"stamp": "", "records": [], "leftovers": []}
    answer = desk.zeynep.put(f"/records/{key}/plan", json=plan, headers=headers)
    assert answer.status_code == 409
