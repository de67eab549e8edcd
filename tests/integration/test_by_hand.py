"""Real letters by hand through the whole product: no value of theirs is accepted by a machine."""

from pathlib import Path

import pytest

from benchmarks import records
from benchmarks.records import Asked
from dilekce import settings, wiring
from extract import gates
from ingest.decode.limits import DecodeLimits


@pytest.fixture(autouse=True)
def _one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")  # as dilekce.children sets it


@pytest.mark.parametrize("channel", ["scan300", "fax_fine"])
@pytest.mark.parametrize("layout", ["hand_form", "hand_letter"])
def test_nothing_written_by_hand_passes_an_open_gate(
    tmp_path: Path, layout: str, channel: str
) -> None:
    work = settings.load().work
    limits = DecodeLimits(bytes=work.max_mb * 1024 * 1024, pages=work.max_pages)
    shelf = records.shelf(tmp_path, wiring.ocr_engine(), limits)
    letter = Asked(set_name="dev", layout=layout, channel=channel, seed=1, number=0)
    petitions = records.know(letter, shelf).petitions
    assert petitions
    for petition in petitions:
        assert petition.decision.reasons
        passed = {gate for proposal in petition.proposals for gate in proposal.gates}
        assert not passed & gates.as_shipped().open_gates
