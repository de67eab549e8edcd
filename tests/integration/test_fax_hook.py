"""The hook that HylaFAX runs for each fax: a whole copy in the drop folder, or an error."""

import subprocess
from pathlib import Path

import pytest

from ingest.names import belongs, is_temporary

ROOT = Path(__file__).parents[2]
HOOK = ROOT / "deploy" / "hylafax" / "faxrcvd-dilekce"
FAX = (ROOT / "samples" / "corpus" / "standard-fax-1.tif").read_bytes()


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    (tmp_path / "drop" / "fax").mkdir(parents=True)
    (tmp_path / "recvq").mkdir()
    (tmp_path / "recvq" / "fax000000012.tif").write_bytes(FAX)
    return tmp_path


def received(
    spool: Path, *facts: str, file: str = "fax000000012.tif"
) -> subprocess.CompletedProcess[str]:
    """Run the hook as faxgetty does: in the spool folder, with a path from there."""
    return subprocess.run(
        [HOOK, f"recvq/{file}", "ttyS0", *facts], cwd=spool, check=False,
        env={"PATH": "/usr/bin:/bin", "DILEKCE_DROP": str(spool / "drop")},
        capture_output=True, text=True,
    )  # fmt: skip


def test_a_fax_is_handed_over_whole_with_what_is_known_of_the_call(spool: Path) -> None:
    done = received(spool, "000000345", "", "05321234567", "BUFE")
    assert (done.returncode, done.stderr) == (0, "")
    names = sorted(path.name for path in (spool / "drop" / "fax").iterdir())
    assert names == ["000000345-fax000000012.tif", "000000345-fax000000012.txt"]
    assert belongs(names[1], names[0])
    assert (spool / "drop" / "fax" / names[0]).read_bytes() == FAX
    assert (spool / "drop" / "fax" / names[1]).read_text("utf-8").splitlines() == [
        "commid: 000000345", "device: ttyS0", "error: ", "callid: 05321234567", "callid: BUFE",
    ]  # fmt: skip
    assert (spool / "recvq" / "fax000000012.tif").exists()


def test_a_fax_that_broke_off_is_handed_over_too_and_says_so(spool: Path) -> None:
    assert received(spool, "000000345", "No carrier detected").returncode == 0
    (facts,) = (spool / "drop" / "fax").glob("*.txt")
    assert "error: No carrier detected" in facts.read_text("utf-8")


def test_the_same_call_twice_is_one_file_and_another_fax_of_its_name_is_kept(spool: Path) -> None:
    for _time in range(2):
        assert received(spool, "000000345", "").returncode == 0
    (spool / "recvq" / "fax000000012.tif").write_bytes(FAX + b"another")
    assert received(spool, "000000345", "").returncode == 0
    kept = {p.read_bytes() for p in (spool / "drop" / "fax").glob("*.tif")}
    assert kept == {FAX, FAX + b"another"}
    assert len(list((spool / "drop" / "fax").iterdir())) == 4


def test_what_cannot_be_copied_fails_aloud_and_leaves_nothing_that_would_be_taken(
    spool: Path,
) -> None:
    assert received(spool, "000000345", "", file="gone.tif").returncode != 0
    left = [path.name for path in (spool / "drop" / "fax").iterdir()]
    assert all(is_temporary(name) for name in left)
    (spool / "drop" / "fax").rename(spool / "elsewhere")
    done = received(spool, "000000345", "")
    assert done.returncode != 0
    assert done.stderr
