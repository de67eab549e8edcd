"""The service without the trained spans: it runs, and says so."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from dilekce import doctor, settings, wiring
from extract import knowledge


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(knowledge, "SPAN_MODEL", tmp_path / "nowhere")


def told() -> list[str]:
    with capture_logs() as logs, wiring.reader(settings.Settings(), 1):
        pass
    return [entry["event"] for entry in logs]


@pytest.mark.usefixtures("no_model")
def test_one_line_of_the_log_says_that_the_model_is_missing() -> None:
    assert told().count("spans.missing") == 1


def test_nothing_is_said_where_the_model_is() -> None:
    assert "spans.missing" not in told()


@pytest.mark.usefixtures("no_model")
def test_doctor_says_it_and_does_not_fail(tmp_path: Path) -> None:
    found = {check.name: check for check in doctor.examine(settings.Settings(home=tmp_path))}
    assert found["span model"].ok
    assert "missing" in found["span model"].advice
