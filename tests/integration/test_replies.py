"""A letter back, from the desk and from the command line, on a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from dilekce import cli
from dilekce.store import tables
from domain.field import FieldName
from review.roles import Role
from tests.review_desk_house import House, browser, open_house, petition, served, sign_in


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    house.person("zeynep", Role.REVIEWER)
    house.person("olcay", Role.OPERATOR)
    yield house
    house.database.dispose()


def lacking(house: House, identity: str, **found: str) -> None:
    with house.database.begin() as connection:
        where = tables.petition.c.id == identity
        record = connection.execute(sa.select(tables.petition.c.record).where(where)).scalar_one()
        connection.execute(
            tables.petition.update().where(where).values(record=record | {"completeness": found})
        )


def trail(house: House) -> list[tuple[str, dict[str, object]]]:
    query = sa.select(tables.audit.c.actor, tables.audit.c.detail)
    with house.database.begin() as connection:
        rows = connection.execute(query.where(tables.audit.c.action == "reply.drafted")).all()
    return [(row.actor, row.detail) for row in rows]


def test_a_reviewer_looks_the_letter_over_and_draws_it(house: House) -> None:
    identity = petition(house)
    lacking(house, identity, signature="not_found", address="not_found", name="unsure")
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        shown = client.get(f"/kayit/{identity}/yazi").text
        ticked = [name for name in ("name", "signature", "address", "tckn")
                  if f'value="{name}" checked' in shown]  # fmt: skip
        assert ticked == ["signature", "address"]  # what is merely unsure is a person's to say
        path = f"/kayit/{identity}/yazi"
        form = {"name": "Işıl ÇAĞLAYANGİL", "address": "", "lacks": ["signature", "tckn"]}
        drawn = client.post(path, data=form)
        assert drawn.headers["content-type"] == "application/pdf"
        assert drawn.content.startswith(b"%PDF-")
        assert "ÇAĞLAYANGİL" not in drawn.headers["content-disposition"]
        nothing = client.post(path, data={"name": "x", "address": ""})
        assert "Neyin eksik" in nothing.text
    assert trail(house) == [("user:1", {"lacks": ["signature", "tckn"]})]


def test_who_may_not_decide_gets_no_letter(house: House) -> None:
    identity = petition(house)
    with served(house) as address, browser(address) as client:
        sign_in(client, "olcay")
        assert client.get(f"/kayit/{identity}/yazi").status_code == 403
        assert client.post(f"/kayit/{identity}/yazi", data={"lacks": "name"}).status_code == 403


def test_a_tip_off_s_writer_is_shown_to_no_reviewer(house: House) -> None:
    identity = petition(house, kind="ihbar")
    with served(house) as address, browser(address) as client:
        sign_in(client, "zeynep")
        assert client.get(f"/kayit/{identity}/yazi").status_code != 200
        assert client.post(f"/kayit/{identity}/yazi", data={"lacks": "name"}).status_code != 200
    assert trail(house) == []


def test_the_command_writes_the_letter_and_leaves_its_trace(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DILEKCE_HOME", str(tmp_path))
    monkeypatch.setenv("DILEKCE_DATABASE", str(house.database.url))
    identity = petition(house)
    lacking(house, identity, signature="not_found", address="found", name="found")
    file, runner = tmp_path / "yazi.pdf", CliRunner()
    done = runner.invoke(cli.app, ["reply", identity, "--out", str(file)])
    assert done.exit_code == 0, done.exception
    assert "asks for signature" in done.output
    assert file.read_bytes().startswith(b"%PDF-")
    lacking(house, identity, signature="found")
    done = runner.invoke(cli.app, ["reply", identity, "--out", str(file)])
    assert "lacks nothing" in str(done.exception)
    assert trail(house) == [("user:cli", {"lacks": ["signature"]})]
    assert FieldName.NAME.value not in done.output
