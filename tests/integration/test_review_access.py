from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute

from review.access import DOORS
from review.house import DeskOptions
from review.roles import Role
from review.web import create_app
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in

WRITTEN = Path(__file__).parents[2] / "docs" / "explanation" / "desk-security.md"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = open_house(tmp_path_factory.mktemp("desk"))
    for role in Role:
        house.person(role.value, role)
    yield house
    house.database.dispose()


@pytest.fixture(scope="module")
def address(house: House) -> Iterator[str]:
    with served(house) as address:
        yield address


def path_of(door: str) -> tuple[str, str]:
    method, path = door.split(" ")
    for part, value in (
        ("{petition_id}", "p-none-1"),
        ("{other_id}", "p-none-2"),
        ("{arrival_id}", "a-none"),
        ("{person_id}", "999"),
        ("{position}", "1"),
        ("mercek/{name}", "mercek/tckn"),
        ("{number}", "1"),
        ("{size}", "view"),
        ("{name}", "desk.css"),
        ("{task_id}", "999"),
        ("{purpose}", "second"),
    ):
        path = path.replace(part, value)
    return method, path


def test_every_route_is_a_named_door_and_every_door_a_route(house: House) -> None:
    app = create_app(house.ports, DeskOptions())
    routes = set()
    # FastAPI keeps an included router as one entry; its own door to the routes inside is this one.
    for route in app.routes:
        found = getattr(route, "effective_route_contexts", None)
        for item in found() if found else [route]:
            original = getattr(item, "original_route", item)
            assert isinstance(original, APIRoute), item
            assert original.methods is not None
            routes |= {f"{method} {original.path}" for method in original.methods}
    assert routes == set(DOORS)


def written_table() -> dict[str, set[str]]:
    """The table people read: door → who may open it, ``nobody`` for who has not signed in."""
    lines = [line for line in WRITTEN.read_text("utf-8").splitlines() if line.startswith("| ")]
    start = next(i for i, line in enumerate(lines) if line.startswith("| door |"))
    heads = [cell.strip() for cell in lines[start].strip("|").split("|")][1:]
    table = {}
    for line in lines[start + 1 :]:
        door, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        table[door.strip("`")] = {
            head for head, cell in zip(heads, cells, strict=True) if cell == "yes"
        }
    return table


def test_the_written_table_names_every_door_and_no_other() -> None:
    assert set(written_table()) == set(DOORS)


@pytest.mark.parametrize("role", [None, *Role])
def test_each_door_opens_to_the_roles_of_the_written_table_only(
    address: str, role: Role | None
) -> None:
    wrong = []
    with browser(address) as client:
        client.follow_redirects = False
        if role:
            assert sign_in(client, role.value).status_code == 303
        for door, who in written_table().items():
            if door in {"POST /cikis", "POST /kilit"}:
                continue  # would end or lock the session of the walk
            method, path = path_of(door)
            with client.stream(method, path) as answer:
                pass  # a stream of events would never end
            if "nobody" in who:
                opened = answer.status_code not in {403, 404}
            elif role is None:
                opened = answer.headers.get("location") != "/giris" and answer.status_code != 401
            else:
                opened = answer.status_code != 403
            if opened is not ((role or "nobody") in who):
                wrong.append((door, answer.status_code))
    assert wrong == []


def test_an_unnamed_path_is_not_found_and_fastapis_own_pages_are_not_served(address: str) -> None:
    with browser(address) as client:
        for path in ("/docs", "/openapi.json", "/redoc", "/sabit/../web.py", "/sabit/web.py"):
            assert client.get(path).status_code == 404


def test_a_page_image_needs_a_session(house: House, address: str) -> None:
    key = petition(house)
    with browser(address) as client:
        client.follow_redirects = False
        assert client.get(f"/pages/{key}/1/view").headers["location"] == "/giris"
        sign_in(client, Role.REVIEWER)
        image = client.get(f"/pages/{key}/1/view")
        assert image.headers["content-type"] == "image/webp"
        assert image.headers["cache-control"] == "no-store"
        assert client.get(f"/pages/{key}/2/view").status_code == 404


def test_a_post_from_another_site_is_refused_even_with_a_session(address: str) -> None:
    with browser(address) as client:
        sign_in(client, Role.REVIEWER)
        for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            assert client.post("/cikis", headers=headers).status_code == 403
        del client.headers["Origin"]
        assert client.post("/cikis").status_code == 403
        assert client.get("/kuyruk").url.path == "/kuyruk"


def test_every_answer_carries_the_security_headers(address: str) -> None:
    with browser(address) as client:
        for path in ("/giris", "/nowhere", "/sabit/desk.js"):
            headers = client.get(path).headers
            assert "default-src 'none'" in headers["content-security-policy"]
            assert "unsafe" not in headers["content-security-policy"]
            assert headers["x-content-type-options"] == "nosniff"
        assert client.get("/giris").headers["cache-control"] == "no-store"


def cookie_of(answer: httpx.Response) -> str:
    return answer.headers["set-cookie"]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    tmp_path: Path, address: str
) -> None:
    with browser(address) as client:
        client.follow_redirects = False
        plain = cookie_of(sign_in(client, Role.REVIEWER))
        assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(plain.split("; "))
    house = open_house(tmp_path)
    house.person("zeynep")
    with served(house, https=True) as https, browser(https) as client:
        client.follow_redirects = False
        secure = cookie_of(sign_in(client, "zeynep"))
        assert secure.startswith("__Host-oturum=")
        assert "Secure" in secure
    house.database.dispose()


def test_english_is_complete_on_the_first_screen_and_stays_chosen(address: str) -> None:
    with browser(address) as client:
        answer = client.post("/dil", data={"language": "en", "back": "//evil.example"})
        assert answer.url.path == "/giris"
        assert '<html lang="en">' in answer.text
        assert "Password" in client.get("/giris").text
