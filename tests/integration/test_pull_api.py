"""The pull API over real HTTP: who may ask, what is told, that nothing is missed or told twice."""

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from deliver.ports import body_of
from dilekce.store import offers, petitions, tokens
from dilekce.store.audit import Deed
from dilekce.store.tables import audit as audit_table
from review.ports import Person
from review.roles import Role
from tests.delivery_house import DELIVERED, ORIGINAL, dispatcher
from tests.postgresql import database_of
from tests.pull_house import PDF, PULLING, PullHouse, client, open_pull_house, serving
from tests.review_desk_house import browser, sign_in

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "pull-petitions.md"
LIST = "/api/v1/petitions"


@pytest.fixture(params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: str | None
) -> Iterator[PullHouse]:
    url = database_of(postgresql, tmp_path.name) if request.param == "postgresql" else None
    house = open_pull_house(tmp_path, url)
    yield house
    house.desk.database.dispose()


@pytest.fixture
def address(house: PullHouse) -> Iterator[str]:
    with serving(house) as address:
        yield address


@pytest.fixture
def kurum(house: PullHouse, address: str) -> Iterator[httpx.Client]:
    with client(address, house.token()) as kurum:
        yield kurum


def of(identity: str, revision: int = 1, rest: str = "") -> str:
    return f"{LIST}/{identity}/revisions/{revision}{rest}"


def trail(house: PullHouse, action: str) -> list[Any]:
    query = sa.select(audit_table).where(audit_table.c.action == action)
    with house.desk.database.begin() as connection:
        return list(connection.execute(query.order_by(audit_table.c.seq)))


def refusal(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "code"}
    assert problem["status"] == answer.status_code
    return answer.status_code, problem["code"]


def test_the_list_is_told_in_pieces_in_order_and_goes_on_where_it_was(
    house: PullHouse, kurum: httpx.Client
) -> None:
    made = house.offer(1, 2, 3, 4, 5)
    cursor, told, pieces = "", [], 0
    while True:
        page = kurum.get(LIST, params={"limit": 2} | ({"after": cursor} if cursor else {})).json()
        told += [item["id"] for item in page["petitions"]]
        cursor, pieces = page["next"], pieces + 1
        if not page["more"]:
            break
    assert (sorted(told), pieces) == (sorted(made), 3)
    again = kurum.get(LIST, params={"after": cursor}).json()
    assert again == {"petitions": [], "next": cursor, "more": False}
    later = house.offer(6)
    after = kurum.get(LIST, params={"after": cursor}).json()["petitions"]
    assert [item["id"] for item in after] == later


def test_the_list_holds_ids_and_times_and_nothing_personal(
    house: PullHouse, kurum: httpx.Client
) -> None:
    [identity] = house.offer(1)
    [item] = kurum.get(LIST).json()["petitions"]
    at = item.pop("offered_at")
    assert at.endswith("+03:00")
    assert item == {
        "id": identity, "revision": 1, "acknowledged_at": None, "record": of(identity)
    }  # fmt: skip


def test_the_record_is_what_a_webhook_would_receive_and_is_not_sent_again_unchanged(
    house: PullHouse, kurum: httpx.Client
) -> None:
    [identity] = house.offer(1)
    answer = kurum.get(of(identity))
    with house.desk.database.begin() as connection:
        assert answer.content == body_of(petitions.revision_record(connection, identity, 1))
    assert answer.headers["content-type"] == "application/json"
    etag = answer.headers["etag"]
    for known in (etag, f'W/{etag}, "x"', f'"x" , {etag}', "*"):
        unchanged = kurum.get(of(identity), headers={"If-None-Match": known})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["etag"] == etag
    assert kurum.get(of(identity), headers={"If-None-Match": '"x"'}).status_code == 200


def test_original_and_pages_are_given_under_names_that_tell_nothing(
    house: PullHouse, kurum: httpx.Client
) -> None:
    [identity] = house.offer(1)
    original, pdf = kurum.get(of(identity, 1, "/original")), kurum.get(of(identity, 1, "/pdf"))
    assert original.content == ORIGINAL + b"1"
    assert original.headers["content-type"] == "image/tiff"
    assert original.headers["content-disposition"].endswith(f'filename="{identity}-r1.tif"')
    assert (pdf.content, pdf.headers["content-type"]) == (PDF, "application/pdf")
    same = {"If-None-Match": original.headers["etag"]}
    assert kurum.get(of(identity, 1, "/original"), headers=same).status_code == 304


def test_an_acknowledgement_delivers_the_petition_and_said_again_changes_nothing(
    house: PullHouse, kurum: httpx.Client
) -> None:
    [identity] = house.offer(1)
    body = {"reference": "E-2026/17"}
    first = kurum.post(of(identity, 1, "/acknowledge"), json=body)
    house.desk.pass_time(hours=1)
    second = kurum.post(of(identity, 1, "/acknowledge"), json=body)
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    other = kurum.post(of(identity, 1, "/acknowledge"), json={"reference": "E-2026/18"})
    assert refusal(other) == (409, "receipt.differs")
    assert house.desk.row(identity)["state"] == DELIVERED
    [row] = house.store.rows(identity)
    assert (row["state"], row["receipt"]) == ("done", body)
    [item] = kurum.get(LIST).json()["petitions"]
    assert item["acknowledged_at"] == first.json()["acknowledged_at"]


def test_a_correction_is_a_new_revision_and_the_former_one_stays(
    house: PullHouse, kurum: httpx.Client
) -> None:
    [identity] = house.offer(1)
    kurum.post(of(identity, 1, "/acknowledge"), json={"reference": "1"})
    house.store.correct(identity, ("kurum",), text="Köprü bozuk.")
    house.work()
    told = [(i["id"], i["revision"]) for i in kurum.get(LIST).json()["petitions"]]
    assert told == [(identity, 1), (identity, 2)]
    assert kurum.get(of(identity, 2)).json()["changes"] == {"since": 1, "changed": ["text"]}
    assert kurum.get(of(identity, 1)).json()["text"] == "Yol bozuk."
    assert refusal(kurum.get(of(identity, 1, "/pdf"))) == (409, "revision.superseded")
    kurum.post(of(identity, 2, "/acknowledge"), json={"reference": "2"})
    assert [row["receipt"] for row in house.store.rows(identity)] == [
        {"reference": "1"}, {"reference": "2"},
    ]  # fmt: skip


def test_what_was_taken_back_before_it_was_acknowledged_is_not_told_any_more(
    house: PullHouse, kurum: httpx.Client
) -> None:
    [identity] = house.offer(1)
    house.desk.ports.records.reopen(Person(1, "sultan", Role.SUPERVISOR), identity, "yanlış")
    assert kurum.get(LIST).json()["petitions"] == []
    assert refusal(kurum.get(of(identity))) == (404, "revision.unknown")
    late = kurum.post(of(identity, 1, "/acknowledge"), json={"reference": "1"})
    assert refusal(late) == (404, "revision.unknown")
    assert house.desk.row(identity)["state"] == "review"


def test_a_token_opens_its_own_destination_only(
    house: PullHouse, address: str, kurum: httpx.Client
) -> None:
    [own], [theirs] = house.offer(1), house.offer(2, name="valilik")
    assert [i["id"] for i in kurum.get(LIST).json()["petitions"]] == [own]
    for rest in ("", "/pdf", "/original"):
        assert refusal(kurum.get(of(theirs, 1, rest))) == (404, "revision.unknown")
    refused = kurum.post(of(theirs, 1, "/acknowledge"), json={"reference": "1"})
    assert refusal(refused) == (404, "revision.unknown")
    assert refusal(kurum.get(of(own, 2))) == (404, "revision.unknown")
    with client(address, house.token("valilik")) as valilik:
        assert valilik.get(of(theirs)).status_code == 200


def test_a_token_that_reads_only_acknowledges_nothing(house: PullHouse, address: str) -> None:
    [identity] = house.offer(1)
    with client(address, house.token(acknowledge=False)) as reader:
        assert reader.get(of(identity)).status_code == 200
        refused = reader.post(of(identity, 1, "/acknowledge"), json={"reference": "1"})
        assert refusal(refused) == (403, "token.read_only")


def test_an_expired_a_revoked_and_an_invented_token_are_worth_nothing(
    house: PullHouse, address: str
) -> None:
    expired, revoked = house.token(days=1), house.token(days=9)
    house.desk.pass_time(days=1)
    with house.desk.database.begin() as connection:
        tokens.revoke(connection, Deed(house.desk.at[0], "user:cli"), 2)
    for token in (None, "", "x", expired, revoked, "dilekce_" + "A" * 43):
        with client(address, token) as stranger:
            answer = stranger.get(LIST)
            assert refusal(answer) == (401, "token.worthless")
            assert answer.headers["www-authenticate"] == "Bearer"


def test_only_the_hash_of_a_token_is_kept_and_when_it_was_last_used(
    house: PullHouse, address: str
) -> None:
    token = house.token()
    house.desk.pass_time(minutes=5)
    with client(address, token) as kurum:
        kurum.get(LIST)
    with house.desk.database.begin() as connection:
        [row] = tokens.all_of(connection)
        everything = [str(list(connection.execute(sa.select(t)))) for t in _tables(connection)]
    assert row.used_at == house.desk.at[0].isoformat()
    assert not [text for text in everything if token in text]


def _tables(connection: sa.Connection) -> list[sa.Table]:
    metadata = sa.MetaData()
    metadata.reflect(connection)
    return list(metadata.tables.values())


def test_a_session_opens_nothing_here_and_a_token_nothing_at_the_desk(
    house: PullHouse, address: str
) -> None:
    house.desk.person("zeynep")
    with browser(address) as zeynep:
        sign_in(zeynep, "zeynep")
        assert zeynep.get("/kuyruk").status_code == 200
        assert refusal(zeynep.get(LIST)) == (401, "token.worthless")
        session = zeynep.cookies["oturum"]
    with client(address, session) as stranger:
        assert refusal(stranger.get(LIST)) == (401, "token.worthless")
    token = house.token()
    with client(address, token) as kurum:
        assert kurum.get("/kuyruk").headers["location"] == "/giris"
        assert kurum.get("/api/tasks/latest").status_code == 401
        kurum.cookies.set("oturum", token)
        assert kurum.get("/kuyruk").headers["location"] == "/giris"


def test_whatever_is_given_out_stands_in_the_trail_under_the_tokens_number(
    house: PullHouse, kurum: httpx.Client
) -> None:
    [identity] = house.offer(1)
    etag = kurum.get(of(identity)).headers["etag"]
    kurum.get(of(identity), headers={"If-None-Match": etag})  # nothing is given out
    kurum.get(of(identity, 1, "/pdf"))
    kurum.get(of(identity, 1, "/original"))
    kurum.post(of(identity, 1, "/acknowledge"), json={"reference": "1"})
    fetched = trail(house, "petition.fetched")
    assert [row.detail["what"] for row in fetched] == ["record", "pdf", "original"]
    assert {(row.actor, row.subject) for row in fetched} == {("token:1", identity)}
    assert trail(house, "delivery.done")[0].actor == "token:1"


def test_too_many_requests_are_refused_for_a_minute(house: PullHouse, kurum: httpx.Client) -> None:
    answers = [kurum.get(LIST) for _ in range(301)]
    assert [a.status_code for a in answers[:300]] == [200] * 300
    assert refusal(answers[300]) == (429, "token.too_many")
    assert answers[300].headers["retry-after"] == "60"
    house.desk.pass_time(minutes=1)
    assert kurum.get(LIST).status_code == 200


@pytest.mark.parametrize("cursor", ["", "x", "MS4", "MS4tMQ", "MS4wMQ", "Mi4x", "ş", "MS4x=="])
def test_a_cursor_that_is_none_of_ours_is_refused(
    house: PullHouse, kurum: httpx.Client, cursor: str
) -> None:
    assert refusal(kurum.get(LIST, params={"after": cursor})) == (404, "cursor.unknown")


@pytest.mark.parametrize(
    ("method", "path", "body", "refused"),
    [
        ("GET", "/api/v1/nothing", None, (404, "request.refused")),
        ("DELETE", LIST, None, (405, "request.refused")),
        ("GET", f"{LIST}?limit=0", None, (422, "request.invalid")),
        ("GET", f"{LIST}/Çağrı/revisions/1", None, (422, "request.invalid")),
        ("POST", of("p-" + "0" * 24 + "-1", 1, "/acknowledge"), b"{", (422, "request.invalid")),
        (
            "POST",
            of("p-" + "0" * 24 + "-1", 1, "/acknowledge"),
            b'{"reference": "Ay\xc5\x9fe"}',
            (422, "request.invalid"),
        ),
    ],
)
def test_every_refusal_is_a_problem_with_a_code_and_repeats_nothing(
    kurum: httpx.Client, method: str, path: str, body: bytes | None, refused: tuple[int, str]
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = kurum.request(method, path, content=body, headers=headers)
    assert refusal(answer) == refused
    assert "Ayşe" not in answer.text
    assert "Çağrı" not in answer.text


def test_a_body_that_is_too_large_or_of_unknown_length_is_not_read(kurum: httpx.Client) -> None:
    path = of("p-" + "0" * 24 + "-1", 1, "/acknowledge")
    assert kurum.post(path, content=b" " * 5000).status_code == 413
    assert kurum.post(path, content=iter([b"{}"])).status_code == 413


def test_however_many_workers_offer_at_once_a_reader_misses_none_and_sees_none_twice(
    house: PullHouse,
) -> None:
    made = [house.store.accept(number, ("kurum",)) for number in range(40)]
    keys, line = house.store.due(), dispatcher(house.store, pulling=PULLING)

    def work(hand: int) -> None:
        for key in keys[hand::4]:
            line.attempt(key)

    hands = [threading.Thread(target=work, args=(hand,)) for hand in range(4)]
    for hand in hands:
        hand.start()
    seen, place, last_look = [], 0, False
    while not last_look:
        last_look = not any(hand.is_alive() for hand in hands)
        with house.desk.database.begin() as connection:
            found = offers.after(connection, "kurum", place, 100)
        seen += [offer.petition_id for offer in found]
        place = found[-1].number if found else place
    assert sorted(seen) == sorted(made)


def test_the_client_of_the_how_to_keeps_everything_and_acknowledges_it(
    house: PullHouse, address: str, tmp_path: Path
) -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(code.splitlines()) <= 25
    made = house.offer(*range(3))
    names: dict[str, Any] = {"TOKEN": house.token(), "HOST": address}
    exec(code, names)  # noqa: S102 - as a reader of the page would run it
    folder = tmp_path / "kept"
    folder.mkdir()
    cursor = names["pull"](folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{i}-r1.json" for i in made)
    assert {json.loads(path.read_bytes())["id"] for path in folder.iterdir()} == set(made)
    assert {house.desk.row(identity)["state"] for identity in made} == {DELIVERED}
    later = house.offer(7)
    names["pull"](folder, cursor)
    assert house.desk.row(later[0])["state"] == DELIVERED
