"""The destinations of the settings: what is accepted, and where petitions go by them."""

import base64
from pathlib import Path
from typing import Any

import pytest

from deliver.folder import FolderDrop
from deliver.webhook import Webhook
from dilekce import outlets, settings
from domain.errors import Stop

SECRET = "whsec_" + base64.b64encode(b"s" * 32).decode()
HOOK = {"name": "belediye", "kind": "webhook", "url": "https://b.example/in", "secrets": [SECRET]}
PULL = {"name": "kurum", "kind": "pull", "tracks": ["4982"]}
UNITS = {"fen", "zabita"}
FOLDER = {"name": "arsiv", "kind": "folder", "folder": "/srv/arsiv", "default": True}


def chosen(*destinations: dict[str, Any], **deliver: Any) -> settings.Settings:
    return settings.load(deliver={"destinations": destinations, **deliver})


def test_without_a_setting_everything_goes_into_the_outbox_folder() -> None:
    simple = settings.load()
    [(name, door)] = outlets.outlets(simple).called.items()
    assert (name, isinstance(door, FolderDrop)) == ("folder", True)
    assert outlets.rules(simple, UNITS).choose({}) == ("folder",)


def test_one_webhook_stands_alone_under_its_old_name() -> None:
    simple = settings.load(deliver={"webhook": {"url": HOOK["url"], "secrets": [SECRET]}})
    [(name, door)] = outlets.outlets(simple).called.items()
    assert (name, isinstance(door, Webhook)) == ("webhook", True)
    assert outlets.rules(simple, UNITS).choose({}) == ("webhook",)


def test_several_are_told_apart_by_kind_and_each_takes_what_it_names() -> None:
    several = chosen(HOOK | {"units": ["fen"], "per_minute": 60}, PULL, FOLDER)
    doors = outlets.outlets(several)
    assert set(doors.called) == {"belediye", "arsiv"}
    assert doors.pulling == {"kurum"}
    assert set(doors.paces) == {"belediye"}
    rules = outlets.rules(several, UNITS)
    assert rules.choose({"route": {"unit": "fen"}, "track": "4982"}) == ("belediye", "kurum")
    assert rules.choose({"route": {"unit": "zabita"}, "track": "3071"}) == ("arsiv",)


def test_they_are_read_from_a_file_and_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    table = '[[deliver.destinations]]\nname = "kurum"\nkind = "pull"\n'
    Path("dilekce.toml").write_text(table, "utf-8")
    assert outlets.names(settings.load()) == ("kurum",)
    told = '[{"name": "valilik", "kind": "pull"}]'
    monkeypatch.setenv("DILEKCE_DELIVER__DESTINATIONS", told)
    assert outlets.names(settings.load()) == ("valilik",)


def test_both_ways_at_once_stop_the_start() -> None:
    with pytest.raises(Stop) as stop:
        outlets.rules(chosen(FOLDER, folder="/srv/else"), UNITS)
    assert stop.value.code == "deliver.destinations"


def test_a_unit_that_no_table_has_stops_the_start() -> None:
    with pytest.raises(Stop) as stop:
        outlets.rules(chosen(HOOK | {"units": ["fen", "fenn"]}, FOLDER), UNITS)
    assert stop.value.message == "destination belediye: the units table has no fenn"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "fax"}, {"name": "Belediye"}, {"name": "a/b"}, {"name": ""}, {"kinds": ["sorun"]},
        {"tracks": ["5018"]}, {"per_minute": 0}, {"secret": SECRET},
    ],
)  # fmt: skip
def test_a_mistyped_destination_stops_the_start_and_no_secret_is_printed(
    wrong: dict[str, Any],
) -> None:
    with pytest.raises(Stop) as stop:
        chosen(HOOK | wrong)
    assert stop.value.code == "settings.invalid"
    assert SECRET not in stop.value.message
