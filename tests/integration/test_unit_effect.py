"""What another table of units would change, on real records in a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from deliver.units import load_units
from dilekce import cli, unit_effect
from dilekce.store import tables
from tests.review_desk_house import House, open_house, petition

runner = CliRunner()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = open_house(tmp_path)
    yield house
    house.database.dispose()


def csv(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "birimler.csv"
    path.write_text("\n".join(["code;name;kind;parent;aliases;state", *lines]), "utf-8")
    return path


def routed(house: House, identity: str, **route: str | None) -> None:
    with house.database.begin() as connection:
        where = tables.petition.c.id == identity
        record = connection.execute(
            tables.petition.select().where(where)
        ).mappings().one()["record"]  # fmt: skip
        connection.execute(
            tables.petition.update().where(where).values(record=record | {"route": route})
        )


def test_open_petitions_that_would_go_elsewhere_are_listed_by_id(
    house: House, tmp_path: Path
) -> None:
    town = "ilce-belediyesi.06.camlidere"
    stays, chosen, gone = (petition(house) for _ in range(3))
    routed(house, stays, unit=town, name="…", because="addressee: … (100)")
    routed(house, chosen, unit="valilik.06", name="…", because="reviewer")
    routed(house, gone, unit="turkpatent", name="…", because="reviewer")
    with house.database.begin() as connection:
        assert unit_effect.effect(connection, load_units()) == (3, [])
        closing = load_units(None, csv(tmp_path, "turkpatent;;;;;closed", f"{town};;;;;closed"))
        looked, moved = unit_effect.effect(connection, closing)
    assert looked == 3
    assert {row.petition_id: (row.now, row.then) for row in moved} == {
        stays: (town, None),
        gone: ("turkpatent", None),
    }


def test_the_commands_check_a_table_and_tell_its_effect_without_names(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DILEKCE_HOME", str(tmp_path))
    monkeypatch.setenv("DILEKCE_DATABASE", str(house.database.url))
    identity = petition(house, name="Işıl ÇAĞLAYANGİL")
    file = csv(tmp_path, "valilik.06;;;;Ankara İl Makamı;")
    checked = runner.invoke(cli.app, ["units", "check", str(file)])
    assert checked.exit_code == 0
    assert "81 valilik" in checked.output
    assert "922 kaymakamlik" in checked.output
    told = runner.invoke(cli.app, ["units", "effect", str(file)])
    assert told.exit_code == 0, told.exception
    assert identity in told.output
    assert "1 of 1 open petitions would go elsewhere" in told.output
    assert "ÇAĞLAYANGİL" not in told.output


def test_what_people_chose_against_the_proposal_is_counted(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    routes = [
        {"unit": "il-cevre.06", "because": "reviewer", "proposed": "il-saglik.06"},
        {"unit": "il-cevre.06", "because": "reviewer", "proposed": "il-saglik.06"},
        {"unit": "valilik.06", "because": "reviewer", "proposed": None},
        {"unit": "valilik.06", "because": "reviewer", "proposed": "valilik.06"},  # confirmed
        {"unit": "valilik.06", "because": "addressee: ankara valiligi (100)"},
        None,
    ]
    identity = petition(house)
    with house.database.begin() as connection:
        for number, route in enumerate(routes, 1):
            connection.execute(
                tables.revision.insert().values(
                    petition_id=identity, revision=number, record={"route": route},
                    accepted_by="user:1", accepted_at="2026-11-24T10:00:00+03:00",
                )
            )  # fmt: skip
        assert unit_effect.corrections(connection) == [
            ("il-saglik.06", "il-cevre.06", 2),
            (None, "valilik.06", 1),
        ]
    monkeypatch.setenv("DILEKCE_HOME", str(tmp_path))
    monkeypatch.setenv("DILEKCE_DATABASE", str(house.database.url))
    told = runner.invoke(cli.app, ["units", "corrections"])
    assert "2  il-saglik.06 → il-cevre.06" in told.output
