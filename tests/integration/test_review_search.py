"""Search and look-alikes: masked, counted, written to the trail, nothing personal in an address."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from dilekce.store import finder, schema, tables
from dilekce.store.tables import audit
from domain.lifecycle import PetitionState
from review.roles import Role
from review.task_json import short_number
from tests.review_desk_house import (
    House,
    at_desks,
    open_house,
    petition,
    tckn,
)


@pytest.fixture
def house(on_each_database: str | None, tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path, url=on_each_database)
    house.person("zeynep")
    house.person("sultan", Role.SUPERVISOR)
    yield house
    house.database.dispose()


@pytest.fixture
def at_desk(house: House) -> Iterator[dict[str, httpx.Client]]:
    with at_desks(house, "zeynep", "sultan") as desk:
        yield desk


def script_of(page: str) -> dict[str, Any]:
    """The record that the page carries for its module."""
    scripts = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, flags=re.S)
    return next(d for d in map(json.loads, scripts) if isinstance(d, dict) and "facts" in d)


def found(client: httpx.Client, text: str, aim: str = "citizen") -> httpx.Response:
    return client.post("/ara", data={"text": text, "aim": aim})


@pytest.mark.parametrize("text", [tckn(), "ışıl çağlayangil", "IŞIL", "ÇAĞLAYANGİL  Işıl"])
def test_a_record_is_found_by_number_or_whole_words_of_the_name(
    house: House, at_desk: dict[str, httpx.Client], text: str
) -> None:
    key = petition(house, tckn=tckn())
    petition(house, tckn=tckn("317402956"), name="Ömer TUNÇ")
    answer = found(at_desk["zeynep"], text)
    assert f"/kayit/{key}" in answer.text
    assert "1 kayıt bulundu" in answer.text


def test_results_are_masked_and_the_address_holds_nothing_personal(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    petition(house, tckn=tckn())
    answer = found(at_desk["zeynep"], tckn())
    assert "I*** Ç***" in answer.text
    assert "*********" + tckn()[-2:] in answer.text
    for personal in (tckn(), "ÇAĞLAYANGİL", "Söğütlü", "555 01 23"):
        assert personal not in answer.text
    assert str(answer.url).endswith("/ara")


def test_half_a_name_finds_nothing_and_wildcards_are_letters(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    petition(house)
    for text in ("Çağla", "%%%", "___", "I*** Ç***"):
        assert "Kayıt bulunamadı" in found(at_desk["zeynep"], text).text


def test_a_correction_is_found_under_its_new_name_and_not_under_the_old_one(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    key = petition(house)
    record = house.row(key)["record"]
    record["fields"]["name"]["value"] = "Ayşe KIRIMLI"
    with house.database.begin() as connection:
        finder.note(connection, key, record, waiting=True)
    assert "Kayıt bulunamadı" in found(at_desk["zeynep"], "çağlayangil").text
    assert f"/kayit/{key}" in found(at_desk["zeynep"], "kırımlı").text


def test_every_search_leaves_its_purpose_and_no_word_of_what_was_looked_for(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    petition(house)
    found(at_desk["zeynep"], "çağlayangil", aim="duplicate")
    with house.database.begin() as connection:
        rows = connection.execute(sa.select(audit.c.detail).filter_by(action="search.done")).all()
    assert [row.detail for row in rows] == [{"by": "name", "rows": 1, "aim": "duplicate"}]


def test_whoever_searches_one_citizen_after_another_is_stopped_and_leaves_a_trace(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    codes = [found(at_desk["zeynep"], "kimse yok").status_code for _ in range(31)]
    assert codes == [200] * 30 + [429]
    assert found(at_desk["sultan"], "kimse yok").status_code == 200
    with house.database.begin() as connection:
        refused = sa.select(sa.func.count()).where(audit.c.action == "search.refused")
        assert connection.scalar(refused) == 1
    house.pass_time(minutes=11)
    assert found(at_desk["zeynep"], "kimse yok").status_code == 200


def test_records_of_one_number_are_offered_side_by_side_the_same_subject_first(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    first = petition(house, tckn=tckn())
    again = petition(
        house, tckn=tckn(), state=PetitionState.ACCEPTED, subject="Bozuk YOLUN onarılması"
    )
    other = petition(house, tckn=tckn(), state=PetitionState.ACCEPTED, subject="Su faturası")
    petition(house, tckn=tckn("317402956"))
    text = at_desk["zeynep"].get("/benzerler").text
    assert text.count("Karşılaştır</a>") == 2
    assert text.index(f"/benzerler/{first}/{again}") < text.index(f"/benzerler/{first}/{other}")
    both = at_desk["zeynep"].get(f"/benzerler/{first}/{other}").text
    assert "Bozuk yolun onarılması" in both
    assert "Su faturası" in both


def test_what_waited_before_numbers_stood_by_themselves_is_found_alike(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    first, again = petition(house, tckn=tckn()), petition(house, tckn=tckn())
    with house.database.begin() as connection:  # back to the schema before
        connection.execute(tables.finder.delete().filter_by(kind=finder.WAITS))
        schema.metadata.drop_all(connection, [tables.sso_begun, tables.sso_link, tables.preference])
        with Operations.context(MigrationContext.configure(connection)):
            import_module("dilekce.store.migrations.versions.0008_sign_in_and_alike").upgrade()
    assert f"/benzerler/{first}/{again}" in at_desk["zeynep"].get("/benzerler").text


def test_a_duplicate_closed_side_by_side_names_the_record_it_repeats(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    first = petition(house, tckn=tckn(), state=PetitionState.ACCEPTED)
    again, pair = petition(house, tckn=tckn()), {"words": "aynı dilekçenin ikinci faksı"}
    path = f"/benzerler/{again}/{first}"
    assert "kapat</button>" in at_desk["zeynep"].get(path).text
    short = at_desk["zeynep"].post(path, data={"words": "aynı"})
    assert house.row(again)["state"] == PetitionState.REVIEW, short.status_code
    assert at_desk["zeynep"].post(path, data=pair).url.path == "/benzerler"
    closed = house.row(again)
    assert closed["state"] == PetitionState.RETURNED
    assert closed["record"]["returned"]["of"] == first
    assert closed["record"]["returned"]["by"] == "zeynep"
    facts = script_of(at_desk["sultan"].get(f"/kayit/{again}").text)["facts"]
    assert ["Mükerreri olduğu kayıt", short_number(first)] in facts
    assert at_desk["zeynep"].post(path, data=pair).status_code == 409


def test_who_closed_a_duplicate_can_take_it_back_for_half_a_minute_and_nobody_else(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    first = petition(house, tckn=tckn(), state=PetitionState.ACCEPTED)
    again, pair = petition(house, tckn=tckn()), {"words": "aynı dilekçenin ikinci faksı"}
    undo = f"/kayit/{again}/geri"
    assert undo in at_desk["zeynep"].post(f"/benzerler/{again}/{first}", data=pair).text
    assert undo not in at_desk["sultan"].get("/benzerler").text
    assert at_desk["sultan"].post(undo).status_code == 409
    assert at_desk["zeynep"].post(undo).url.path == f"/kayit/{again}"
    back = house.row(again)
    assert back["state"] == PetitionState.REVIEW
    assert "returned" not in back["record"]
    at_desk["zeynep"].post(f"/benzerler/{again}/{first}", data=pair)
    house.pass_time(seconds=31)
    assert undo not in at_desk["zeynep"].get("/benzerler").text
    assert at_desk["zeynep"].post(undo).status_code == 409


def test_what_repeats_a_tip_off_is_kept_like_it(
    house: House, at_desk: dict[str, httpx.Client]
) -> None:
    tip = petition(house, tckn=tckn(), state=PetitionState.ACCEPTED, kind="ihbar")
    again, words = petition(house, tckn=tckn()), {"words": "aynı ihbarın ikinci faksı"}
    assert at_desk["zeynep"].post(f"/benzerler/{again}/{tip}", data=words).status_code == 404
    at_desk["sultan"].post(f"/benzerler/{again}/{tip}", data=words)
    assert house.row(again)["record"]["returned"]["of"] == tip
    assert at_desk["zeynep"].get(f"/kayit/{again}").status_code == 404
