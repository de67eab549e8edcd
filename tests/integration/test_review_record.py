import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from dilekce.store import audit, proposals
from dilekce.store.tables import audit as trail
from dilekce.store.tables import delivery
from domain.field import FieldName
from domain.gates import Proposal, Tally
from domain.lifecycle import PetitionState
from review.roles import Role
from tests.review_desk_house import (
    START,
    House,
    browser,
    form_of,
    open_house,
    petition,
    served,
    set_aside,
    sign_in,
    tckn,
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("zeynep")
    house.person("kerem")
    house.person("sultan", Role.SUPERVISOR)
    yield house
    house.database.dispose()


@pytest.fixture
def address(house: House) -> Iterator[str]:
    with served(house) as address:
        yield address


@pytest.fixture
def zeynep(address: str) -> Iterator[httpx.Client]:
    with browser(address) as client:
        sign_in(client, "zeynep")
        yield client


@pytest.fixture
def kerem(address: str) -> Iterator[httpx.Client]:
    with browser(address) as client:
        sign_in(client, "kerem")
        yield client


@pytest.fixture
def sultan(address: str) -> Iterator[httpx.Client]:
    with browser(address) as client:
        sign_in(client, "sultan")
        yield client


def opened(client: httpx.Client, key: str) -> dict[str, str]:
    return form_of(client.get(f"/kayit/{key}").text)


def deeds(house: House, subject: str) -> list[str]:
    with house.database.begin() as connection:
        assert audit.first_broken_link(connection) is None
        query = sa.select(trail.c.action).where(trail.c.subject == subject).order_by(trail.c.seq)
        return list(connection.execute(query).scalars())


def test_the_queue_shows_the_nearest_deadline_first_with_names_masked(
    house: House, zeynep: httpx.Client
) -> None:
    petition(house, due=dt.date(2026, 12, 20), subject="Sonraki iş")
    petition(house, due=dt.date(2026, 11, 25), subject="Önceki iş")
    page = zeynep.get("/kuyruk").text
    assert page.index("Önceki iş") < page.index("Sonraki iş")
    assert "I*** Ç***" in page
    assert "ÇAĞLAYANGİL" not in page
    assert tckn()[:10] not in page


def test_corrections_are_saved_and_told_in_the_trail_without_content(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    form = opened(zeynep, key) | {"value.tckn": tckn()}
    assert "Düzeltmeler kaydedildi" in zeynep.post(f"/kayit/{key}/duzelt", data=form).text
    row = house.row(key)
    assert row["record"]["fields"]["tckn"]["value"] == tckn()
    assert row["state"] == "review"
    assert "petition.corrected" in deeds(house, key)
    with house.database.begin() as connection:
        details = str(connection.execute(sa.select(trail.c.detail)).all())
    assert tckn() not in details
    assert "ÇAĞLAYANGİL" not in details


def test_a_doubtful_field_nobody_looked_at_keeps_the_record_in_the_queue(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    answer = zeynep.post(f"/kayit/{key}/onayla", data=opened(zeynep, key))
    assert answer.status_code == 422
    assert "Bu alan şüpheli" in answer.text
    assert house.row(key)["state"] == "review"


def test_a_wrong_number_typed_by_a_person_is_refused_and_stays_in_the_form(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    wrong = tckn()[:10] + str((int(tckn()[10]) + 3) % 10)
    form = opened(zeynep, key) | {"value.tckn": wrong}
    answer = zeynep.post(f"/kayit/{key}/onayla", data=form)
    assert answer.status_code == 422
    assert "Denetim haneleri tutmuyor" in answer.text
    assert form_of(answer.text)["value.tckn"] == wrong


def test_acceptance_writes_revision_and_one_pending_delivery_and_wakes_the_pipeline(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    zeynep.post(f"/kayit/{key}/onayla", data=opened(zeynep, key) | {"value.tckn": tckn()})
    row = house.row(key)
    assert (row["state"], row["revision"], row["record"]["reasons"]) == ("accepted", 1, [])
    assert house.notified == [(key, 1)]
    with house.database.begin() as connection:
        assert connection.execute(sa.select(delivery.c.key)).scalars().all() == [f"{key}:1:folder"]


def test_acceptance_settles_what_the_machine_proposed(house: House, zeynep: httpx.Client) -> None:
    key, made = petition(house), proposals.Made("tesseract 5.5", "1")
    number = Proposal(
        field=FieldName.TCKN,
        value="misread",
        p_select=0.9,
        p_read=0.9,
        measures={},
        against=("tckn.single_read",),
        gates=("tckn.one_read",),
    )
    with house.database.begin() as connection:
        proposals.keep(connection, audit.Deed(START), key, [number], made, frozenset())
    zeynep.post(f"/kayit/{key}/onayla", data=opened(zeynep, key) | {"value.tckn": tckn()})
    with house.database.begin() as connection:
        assert proposals.tallies(connection, made) == {"tckn.one_read": Tally(1, 1)}


def test_the_same_decision_sent_twice_has_one_effect(house: House, zeynep: httpx.Client) -> None:
    key = petition(house)
    form = opened(zeynep, key) | {"value.tckn": tckn()}
    zeynep.post(f"/kayit/{key}/onayla", data=form)
    assert zeynep.post(f"/kayit/{key}/onayla", data=form).status_code == 409
    assert house.notified == [(key, 1)]


def test_two_changes_meet_and_neither_is_lost(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    key = petition(house)
    first = opened(zeynep, key)
    house.pass_time(minutes=6)  # zeynep's lease is over
    second = opened(kerem, key)
    kerem.post(f"/kayit/{key}/duzelt", data=second | {"value.subject": "Kaldırım onarımı"})
    house.pass_time(minutes=6)
    answer = zeynep.post(f"/kayit/{key}/duzelt", data=first | {"value.tckn": tckn()})
    assert answer.status_code == 409
    assert "kerem" in answer.text
    mine = form_of(answer.text)
    assert mine["value.tckn"] == tckn()
    assert "value.subject" not in mine
    zeynep.post(f"/kayit/{key}/duzelt", data=mine)
    fields = house.row(key)["record"]["fields"]
    assert fields["tckn"]["value"] == tckn()
    assert fields["subject"]["value"] == "Kaldırım onarımı"


def test_a_record_in_one_persons_hand_cannot_be_changed_by_another(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    key = petition(house)
    form = opened(zeynep, key)
    page = kerem.get(f"/kayit/{key}").text
    assert "zeynep elinde" in page
    assert "formaction" not in page
    assert kerem.post(f"/kayit/{key}/onayla", data=form | {"value.tckn": tckn()}).status_code == 409
    assert house.row(key)["state"] == "review"


def test_a_lease_lives_while_its_holder_works_and_ends_five_minutes_later(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    key = petition(house)
    opened(zeynep, key)
    house.pass_time(minutes=4)
    assert zeynep.post(f"/kayit/{key}/kira").status_code == 204
    house.pass_time(minutes=4)
    assert kerem.post(f"/kayit/{key}/kira").status_code == 409
    house.pass_time(minutes=2)
    assert kerem.post(f"/kayit/{key}/kira").status_code == 204


def test_two_people_who_start_get_two_records(
    house: House, zeynep: httpx.Client, kerem: httpx.Client
) -> None:
    petition(house)
    petition(house)
    taken = {client.post("/kuyruk/sonraki").url.path for client in (zeynep, kerem)}
    assert len(taken) == 2
    assert all(path.startswith("/kayit/") for path in taken)


def test_a_supervisor_frees_a_record(
    house: House, zeynep: httpx.Client, sultan: httpx.Client
) -> None:
    key = petition(house)
    opened(zeynep, key)
    assert "formaction" in sultan.post(f"/kayit/{key}/coz").text
    assert "petition.lease_freed" in deeds(house, key)


def test_closing_needs_ground_and_words_and_names_the_person(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    form = opened(zeynep, key)
    short = zeynep.post(f"/kayit/{key}/iade", data=form | {"code": "m6a", "words": "kısa"})
    assert short.status_code == 422
    assert house.row(key)["state"] == "review"
    words = {"code": "m6a", "words": "Belli bir konusu bulunmuyor."}
    zeynep.post(f"/kayit/{key}/iade", data=form | words)
    row = house.row(key)
    assert row["state"] == "returned"
    assert row["record"]["returned"]["article"] == "3071/6-a"
    assert row["record"]["returned"]["by"] == "zeynep"
    assert house.notified == []


def test_a_supervisor_reopens_what_was_closed_and_the_next_acceptance_is_a_new_revision(
    house: House, zeynep: httpx.Client, sultan: httpx.Client
) -> None:
    key = petition(house)
    zeynep.post(f"/kayit/{key}/onayla", data=opened(zeynep, key) | {"value.tckn": tckn()})
    assert zeynep.post(f"/kayit/{key}/ac", data={"words": "x" * 20}).status_code == 403
    sultan.post(f"/kayit/{key}/ac", data={"words": "Adres eksik bırakılmış."})
    assert house.row(key)["state"] == PetitionState.REVIEW
    sultan.post(f"/kayit/{key}/onayla", data=opened(sultan, key))
    assert house.row(key)["revision"] == 2


def test_each_view_of_record_and_image_is_in_the_trail(house: House, zeynep: httpx.Client) -> None:
    key = petition(house)
    zeynep.get(f"/kayit/{key}")
    zeynep.get(f"/kayit/{key}/sayfa/1")
    assert deeds(house, key)[-2:] == ["petition.viewed", "petition.page_viewed"]


def test_what_was_set_aside_says_why_in_both_languages_and_can_be_retried(
    house: House, sultan: httpx.Client
) -> None:
    arrival = set_aside(house, "file.encrypted")
    assert "PDF parola ile korunuyor" in sultan.get("/gelen").text
    sultan.post("/dil", data={"language": "en", "back": "/gelen"})
    assert "protected by a password" in sultan.get("/gelen").text
    sultan.post(f"/gelen/{arrival}/yeniden")
    assert house.resubmitted == [(arrival, 1)]
    assert sultan.post(f"/gelen/{arrival}/yeniden").status_code == 409


def test_an_upload_lands_whole_in_the_drop_folder_and_overwrites_nothing(
    house: House, sultan: httpx.Client
) -> None:
    for content in (b"first", b"second"):
        file = {"file": ("../../kötü\\ad.pdf", content, "application/pdf")}
        sultan.post("/gelen/yukle", files=file, data={"channel": "fax"})
    kept = sorted(path.name for path in (house.drop / "fax").iterdir())
    assert kept == ["ad-2.pdf", "ad.pdf"]
    assert (house.drop / "fax" / "ad.pdf").read_bytes() == b"first"


def test_every_screen_renders_in_both_languages(house: House, sultan: httpx.Client) -> None:
    petition(house)
    petition(house, state=PetitionState.ACCEPTED, reasons=())
    for language in ("tr", "en"):
        sultan.post("/dil", data={"language": language})
        for path in ("/kuyruk", "/gelen", "/bitenler"):
            assert f'<html lang="{language}">' in sultan.get(path).raise_for_status().text


def test_an_auditor_sees_deeds_and_whether_the_chain_holds(house: House, address: str) -> None:
    house.person("ayla", Role.AUDITOR)
    petition(house)
    with browser(address) as client:
        page = sign_in(client, "ayla")
        assert page.url.path == "/iz"
        assert "Zincir sağlam" in client.post("/iz/dogrula").text
        assert "ÇAĞLAYANGİL" not in page.text


def test_what_the_law_asks_for_is_told_as_the_record_stands_now(
    house: House, zeynep: httpx.Client
) -> None:
    key = petition(house)
    assert "Adı soyadı: görüldü" in zeynep.get(f"/kayit/{key}").text
    form = opened(zeynep, key) | {"state.name": "missing", "value.name": ""}
    zeynep.post(f"/kayit/{key}/duzelt", data=form)
    assert "Adı soyadı: görülmedi" in zeynep.get(f"/kayit/{key}").text
