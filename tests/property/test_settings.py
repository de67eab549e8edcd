"""Settings from any file or environment are usable, or refused with the key's name and no value."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel

from dilekce import settings
from domain.errors import Stop

#: What must never be told of a wrong setting.
SECRET = "whsec_GIZLI"


def keys(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every setting that is one value."""
    for name, info in model.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            yield from keys(info.annotation, (*above, name))
        else:
            yield *above, name


KEYS = [*keys(settings.Settings), ("no", "such"), ("deliver", "webhook", "url"), ("",), ("work",)]
NUMBERS = st.one_of(
    st.integers(), st.floats(), st.sampled_from([0, -1, 1, 10**30, float("nan"), float("inf")])
)
VALUES = st.one_of(
    NUMBERS.map(str),
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])),
    st.sampled_from([SECRET, "true", "[]", "{}", '{"kind": "pull"}', "null", f'["{SECRET}"]']),
)  # fmt: skip


@contextmanager
def alone(environment: Mapping[str, str], table: bytes | None = None) -> Iterator[None]:
    """Stand in an empty folder, or one with this ``dilekce.toml``, with this environment alone."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, environment, clear=True):
        if table is not None:
            Path(folder, "dilekce.toml").write_bytes(table)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def loaded() -> settings.Settings | Stop:
    try:
        return settings.load()
    except Stop as refusal:
        return refusal


def check_usable(found: settings.Settings | Stop) -> None:
    if isinstance(found, Stop):
        assert found.code == "settings.invalid"
        assert SECRET not in found.message
        assert found.message.isprintable()
        return
    watch, work = found.watch, found.work
    times = (watch.window_seconds, watch.fax_window_seconds, watch.grace_seconds)
    assert all(0 <= seconds < 1e9 for seconds in times)
    assert 0.05 <= watch.rescan_seconds < 1e9
    assert work.jobs >= 1
    assert work.max_pages >= 1
    assert 512 <= work.memory_mb <= 1 << 20
    assert all(1 <= seconds < 1e9 for seconds in (work.file_seconds, work.page_seconds))
    assert 0.05 <= work.reconcile_seconds < 1e9
    assert 0 < found.desk.port < 65536
    assert found.deliver.max_attempts >= 1


@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4))
@example({("watch", "window_seconds"): "nan"})
@example({("watch", "rescan_seconds"): "0"})
@example({("watch", "grace_seconds"): "-1"})
@example({("work", "jobs"): "0"})
@example({("work", "memory_mb"): "1"})
@example({("work", "file_seconds"): "inf"})
@example({("work", "max_pages"): "-5"})
@example({("desk", "port"): "65536"})
@example({("deliver", "max_attempts"): "0"})
@example({("deliver", "webhook", "secrets"): f'["{SECRET}"]'})
def test_any_environment_is_usable_or_refused(chosen: Mapping[tuple[str, ...], str]) -> None:
    environment = {"DILEKCE_" + "__".join(key).upper(): value for key, value in chosen.items()}
    with alone(environment):
        check_usable(loaded())


def toml_value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return "'" + value + "'"
        case list():
            return f"[{', '.join(map(toml_value, value))}]"
    return str(value)


LEAVES = st.one_of(
    st.booleans(), NUMBERS, st.sampled_from([SECRET, "", "nan", "postgresql://u:GIZLI@h/d"])
)


@given(st.dictionaries(
    st.sampled_from(KEYS[:-2]), st.one_of(LEAVES, st.lists(LEAVES, max_size=3)), max_size=4
))  # fmt: skip
def test_any_table_is_usable_or_refused(chosen: Mapping[tuple[str, ...], object]) -> None:
    rows = [f"{'.'.join(key)} = {toml_value(value)}" for key, value in chosen.items()]
    with alone({}, "\n".join(rows).encode()):
        check_usable(loaded())


@given(st.binary(max_size=80))
@example(b"\xff\xfe")
@example(b"home = ")
@example(f"[deliver.webhook]\nsecrets = ['{SECRET}'".encode())
@example(b"a = " + b"[" * 5000)
def test_any_file_called_settings_is_usable_or_refused(content: bytes) -> None:
    with alone({}, content):
        check_usable(loaded())


def test_the_settings_as_shipped_are_usable() -> None:
    with alone({}):
        found = loaded()
    assert isinstance(found, settings.Settings)
    check_usable(found)


@pytest.mark.parametrize("name", ["DILEKCE_WORK", "DILEKCE_DESK", "DILEKCE_DELIVER__DESTINATIONS"])
def test_a_section_that_is_no_json_is_refused(name: str) -> None:
    with alone({name: f"{{'{SECRET}'"}):
        check_usable(loaded())
