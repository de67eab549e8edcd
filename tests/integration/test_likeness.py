"""Letters alike in a real store: linked, shown, decided by a person; nobody goes unanswered."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dilekce.clock import TURKIYE
from dilekce.store import likeness, petitions, tables, tables_of_likeness
from dilekce.store.audit import Deed
from domain.lifecycle import PetitionState
from review.roles import Role
from tests.postgresql import database_of
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in, tckn
from tests.unit.test_extract_sketch import CAMPAIGN, OTHER

DEED = Deed(dt.datetime(2026, 11, 24, 9, tzinfo=TURKIYE))
LOOK = "0f3c5a" * 33
ONE, TWO = tckn(), tckn("317402956")


@pytest.fixture(params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: str | None
) -> Iterator[House]:
    url = database_of(postgresql, tmp_path.name) if request.param == "postgresql" else None
    house = open_house(tmp_path, url=url)
    house.person("zeynep", Role.REVIEWER)
    house.person("sultan", Role.SUPERVISOR)
    yield house
    house.database.dispose()


def arrived(
    house: House, text: str, number: str = ONE, name: str = "Işıl Çağlayangil", *,
    look: str = "", kind: str = "istek", state: PetitionState = PetitionState.REVIEW,
) -> str:  # fmt: skip
    identity = petition(house, tckn=number, name=name, kind=kind, state=state)
    with house.database.begin() as connection:
        row = petitions.get(connection, identity)
        record = row["record"] | {"text": f"{text}\n{name} {number}"}
        connection.execute(tables.petition.update().filter_by(id=identity).values(record=record))
        likeness.note(connection, DEED, identity, record, look)
    return identity


def links(house: House) -> list[tuple[str, str, str]]:
    with house.database.begin() as connection:
        rows = connection.execute(
            sa.select(tables_of_likeness.alike).order_by(tables_of_likeness.alike.c.petition_id)
        )
        return [(row.petition_id, row.other_id, row.kind) for row in rows]


def test_a_letter_that_came_again_is_linked_as_a_repeat(house: House) -> None:
    first = arrived(house, CAMPAIGN)
    arrived(house, OTHER)
    again = arrived(house, CAMPAIGN.replace("okulu", "okuiu"))
    assert links(house) == [(again, first, "repeat")]


def test_one_text_signed_by_many_is_a_campaign_each_linked_once(house: House) -> None:
    first = arrived(house, CAMPAIGN)
    people = {tckn(f"31740295{n}"): f"Kişi {letter * 6}" for n, letter in enumerate("ABC", 1)}
    rest = [arrived(house, CAMPAIGN, number, name) for number, name in people.items()]
    assert links(house) == [(identity, first, "campaign") for identity in rest]
    with house.database.begin() as connection:
        campaigns = connection.execute(sa.select(tables_of_likeness.sketch.c.campaign)).scalars()
        assert set(campaigns) == {first}


def test_without_text_the_look_of_the_page_tells(house: House) -> None:
    first = arrived(house, "el yazısı", look=LOOK)
    arrived(house, "el yazısı", look="f0c3a5" * 33)
    again = arrived(house, "el yazısı", look="0f3c5b" + LOOK[6:])
    assert links(house) == [(again, first, "repeat")]


def test_read_anew_a_petition_loses_the_link_nobody_decided_on(house: House) -> None:
    arrived(house, CAMPAIGN)
    again = arrived(house, CAMPAIGN)
    with house.database.begin() as connection:
        record = petitions.get(connection, again)["record"] | {"text": OTHER}
        likeness.note(connection, DEED, again, record, "")
    assert links(house) == []


def test_a_campaign_is_shown_decided_by_a_person_and_closes_nobody(house: House) -> None:
    first = arrived(house, CAMPAIGN)
    second = arrived(house, CAMPAIGN, TWO, "Nail Büyükatlı")
    third = arrived(house, CAMPAIGN, tckn("900000000"), "Başka Biri")
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        shown = client.get("/benzerler").text
        assert shown.count("metin aynı, imza başka") == 2
        assert "aynı metinden 3" in shown
        path = f"/benzerler/{second}/{first}"
        assert "kapat</button>" not in client.get(path).text
        client.post(path, data={"words": "aynı metin, kampanya"})
        assert client.post(f"{path}/bag", data={"bond": "campaign"}).url.path == "/benzerler"
        client.post(f"/benzerler/{third}/{first}/bag", data={"bond": "apart"})
        assert "Karşılaştır</a>" not in client.get("/benzerler").text
    assert {house.row(i)["state"] for i in (first, second, third)} == {PetitionState.REVIEW}
    with house.database.begin() as connection:
        decided = connection.execute(
            sa.select(tables_of_likeness.alike.c.decided, tables_of_likeness.alike.c.decided_by)
            .order_by(tables_of_likeness.alike.c.petition_id)
        ).all()  # fmt: skip
        told = connection.execute(
            sa.select(tables.audit.c.detail).filter_by(action="alike.decided")
        ).scalars()
        assert [detail["as"] for detail in told] == ["campaign", "apart"]
    assert {tuple(row) for row in decided} == {("campaign", "user:1"), ("apart", "user:1")}


def test_two_of_one_number_that_have_nothing_in_common_are_offered_no_more(house: House) -> None:
    one, two = arrived(house, CAMPAIGN), arrived(house, OTHER)
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        assert client.get("/benzerler").text.count("Karşılaştır</a>") == 1
        client.post(f"/benzerler/{one}/{two}/bag", data={"bond": "apart"})
        assert client.get("/benzerler").text.count("Karşılaştır</a>") == 0


def test_a_tip_off_s_likeness_is_for_those_who_may_read_it(house: House) -> None:
    first = arrived(house, CAMPAIGN, kind="ihbar")
    again = arrived(house, CAMPAIGN, TWO, "Nail Büyükatlı")
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        assert "Karşılaştır</a>" not in client.get("/benzerler").text
        refused = client.post(f"/benzerler/{again}/{first}/bag", data={"bond": "campaign"})
        assert refused.status_code != 200
    with served(house) as address, browser(address) as client:
        sign_in(client, "sultan")
        assert client.get("/benzerler").text.count("Karşılaştır</a>") == 1
