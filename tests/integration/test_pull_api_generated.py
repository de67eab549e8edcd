"""The pull API under generated requests, over real HTTP, against its own OpenAPI document."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from tests.delivery_house import DELIVERING
from tests.pull_house import PullHouse, client, open_pull_house, serving

DOORS = [
    ("GET", "/api/v1/petitions"),
    ("GET", "/api/v1/petitions/{petition_id}/revisions/{revision}"),
    ("GET", "/api/v1/petitions/{petition_id}/revisions/{revision}/pdf"),
    ("GET", "/api/v1/petitions/{petition_id}/revisions/{revision}/original"),
    ("POST", "/api/v1/petitions/{petition_id}/revisions/{revision}/acknowledge"),
]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
FEW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True, slots=True)
class Api:
    house: PullHouse
    doors: Any  #: what the API serves as its own document
    address: str
    offered: str

    def headers(self) -> dict[str, str]:
        self.house.desk.pass_time(seconds=1)  # the limit a minute is not under test
        return {"Authorization": f"Bearer {self.house.token()}"}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    house = open_pull_house(tmp_path_factory.mktemp("pull"))
    [offered] = house.offer(1)
    with serving(house) as address:
        document = httpx.get(f"{address}/api/v1/openapi.json").json()
        yield Api(house, schemathesis.openapi.from_dict(document), address, offered)
    house.desk.database.dispose()


def test_the_document_names_every_door_and_how_to_be_let_in(api: Api) -> None:
    paths = api.doors.raw_schema["paths"]
    assert {(m.upper(), path) for path, item in paths.items() for m in item} == set(DOORS)
    for method, path in DOORS:
        operation = paths[path][method.lower()]
        assert operation["security"] == [{"HTTPBearer": []}]
        assert {"401", "422", "429", "503"} <= set(operation["responses"])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("method", "path"), DOORS)
def test_generated_requests_find_nothing(
    api: Api, method: str, path: str, mode: GenerationMode
) -> None:
    @FEW
    @given(case=api.doors[path][method].as_strategy(generation_mode=mode))
    def sent(case: Any) -> None:
        case.call_and_validate(base_url=api.address, headers=api.headers())

    sent()


@pytest.mark.parametrize(("method", "path"), DOORS[1:])
def test_generated_requests_about_what_is_offered_find_nothing(
    api: Api, method: str, path: str
) -> None:
    @FEW
    @given(case=api.doors[path][method].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def sent(case: Any) -> None:
        case.path_parameters |= {"petition_id": api.offered, "revision": 1}
        case.call_and_validate(base_url=api.address, headers=api.headers())

    sent()


def test_what_is_offered_was_really_asked_for(api: Api) -> None:
    with client(api.address, api.house.token()) as kurum:
        [item] = kurum.get("/api/v1/petitions").json()["petitions"]
        assert kurum.get(item["record"]).status_code == 200
    assert api.house.desk.row(api.offered)["state"] != DELIVERING  # an acknowledgement got through
