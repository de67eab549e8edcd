"""The folder drop under kills, full disks, lost mounts and readers that take bundles away."""

import hashlib
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deliver.attempt import Dead, Done, Later, attempt
from deliver.folder import FolderDrop
from deliver.ports import Parcel
from domain.errors import TryLater
from tests.deliver_builders import ORIGINAL, a_parcel

#: Hands over one parcel and kills itself at the n-th call that touches the disk.
DIES_AT = """
import os, pathlib, signal, sys
from deliver.folder import FolderDrop
from tests.deliver_builders import a_parcel

left = int(sys.argv[2])

def fatal(call):
    def wrapper(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **kwargs)
    return wrapper

for name in ("fsync", "mkdir", "rename", "unlink", "rmdir"):
    setattr(os, name, fatal(getattr(os, name)))
FolderDrop("klasor", pathlib.Path(sys.argv[1])).deliver(a_parcel())
"""


def deliver_and_die(root: Path, at: int) -> bool:
    """Run one delivery in a child that dies at the ``at``-th touch; say whether it died."""
    ended = subprocess.run(
        [sys.executable, "-c", DIES_AT, str(root), str(at)], check=False, capture_output=True
    )
    assert ended.returncode in {0, -signal.SIGKILL}, ended.stderr.decode()
    return ended.returncode != 0


def bundles(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if not path.name.startswith("."))


def assert_whole(root: Path, parcel: Parcel) -> None:
    bundle = root / parcel.label
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=bundle, check=False,
        capture_output=True,
    )  # fmt: skip
    assert checked.returncode == 0
    assert (bundle / "petition.json").read_bytes() == parcel.body()
    assert (bundle / "original.tif").read_bytes() == ORIGINAL
    assert len(list(bundle.iterdir())) == 3


def test_a_bundle_is_whole_and_checks_with_the_standard_tool(tmp_path: Path) -> None:
    parcel = a_parcel()
    done = attempt(FolderDrop("klasor", tmp_path), parcel)
    sums = (tmp_path / parcel.label / "SHA256SUMS").read_bytes()
    digest = hashlib.sha256(sums).hexdigest()
    assert done == Done({"folder": parcel.label, "sha256": digest})
    assert_whole(tmp_path, parcel)


def test_a_repeat_gives_the_same_receipt_and_touches_nothing(tmp_path: Path) -> None:
    folder = FolderDrop("klasor", tmp_path)
    first = folder.deliver(a_parcel())
    inode = (tmp_path / a_parcel().label / "petition.json").stat().st_ino
    assert folder.deliver(a_parcel()) == first
    assert (tmp_path / a_parcel().label / "petition.json").stat().st_ino == inode


def test_a_pdf_stands_beside_the_record_and_is_summed(tmp_path: Path) -> None:
    FolderDrop("klasor", tmp_path).deliver(a_parcel(pdf=b"%PDF-1.7"))
    bundle = tmp_path / a_parcel().label
    assert (bundle / "petition.pdf").read_bytes() == b"%PDF-1.7"
    checked = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=bundle, check=True, capture_output=True
    )
    assert b"petition.pdf: OK" in checked.stdout


@pytest.mark.parametrize("again", [b"%PDF-1.7 of a later release", None])
def test_a_pdf_that_comes_out_otherwise_is_the_same_bundle(
    tmp_path: Path, again: bytes | None
) -> None:
    folder = FolderDrop("klasor", tmp_path)
    first = folder.deliver(a_parcel(pdf=b"%PDF-1.7"))
    assert folder.deliver(a_parcel(pdf=again)) == first
    assert (tmp_path / a_parcel().label / "petition.pdf").read_bytes() == b"%PDF-1.7"


def test_an_altered_pdf_needs_a_person(tmp_path: Path) -> None:
    folder = FolderDrop("klasor", tmp_path)
    folder.deliver(a_parcel(pdf=b"%PDF-1.7"))
    (tmp_path / a_parcel().label / "petition.pdf").write_bytes(b"other")
    assert isinstance(attempt(folder, a_parcel(pdf=b"%PDF-1.7")), Dead)


def test_revisions_and_petitions_stand_side_by_side(tmp_path: Path) -> None:
    folder = FolderDrop("klasor", tmp_path)
    parcels = [a_parcel(n, r) for n in (1, 2) for r in (1, 2)]
    for parcel in parcels:
        folder.deliver(parcel)
    assert bundles(tmp_path) == sorted(parcel.label for parcel in parcels)


def test_killed_at_any_touch_of_the_disk_a_repeat_shows_one_whole_bundle(tmp_path: Path) -> None:
    receipts, at = set(), 0
    alive = True
    while alive:
        at += 1
        root = tmp_path / str(at)
        root.mkdir()
        alive = deliver_and_die(root, at)
        if alive and (shown := bundles(root)):
            assert shown == [a_parcel().label]
            assert_whole(root, a_parcel())  # a reader never sees half a bundle
        receipts.add(tuple(FolderDrop("klasor", root).deliver(a_parcel()).items()))
        assert_whole(root, a_parcel())
        assert not list(root.glob(".tmp-*"))
    assert at > 8
    assert len(receipts) == 1


@pytest.mark.parametrize("first", [4, 15])  # within writing; marked but not yet shown
@pytest.mark.parametrize("second", range(1, 8))  # at each touch of clearing up
def test_killed_again_while_clearing_up_after_a_kill_nothing_is_lost(
    tmp_path: Path, first: int, second: int
) -> None:
    assert deliver_and_die(tmp_path, first)
    assert deliver_and_die(tmp_path, second)
    FolderDrop("klasor", tmp_path).deliver(a_parcel())
    assert_whole(tmp_path, a_parcel())


def test_a_bundle_taken_by_the_reader_is_not_shown_again(tmp_path: Path) -> None:
    folder = FolderDrop("klasor", tmp_path)
    first = folder.deliver(a_parcel())
    shutil.rmtree(tmp_path / a_parcel().label)
    assert folder.deliver(a_parcel()) == first
    assert bundles(tmp_path) == []


def test_a_killed_attempt_whose_bundle_the_reader_took_is_not_shown_again(tmp_path: Path) -> None:
    at = 1
    while not bundles(tmp_path):
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
        assert deliver_and_die(tmp_path, at), "no kill fell between the rename and the end"
        at += 1
    shutil.rmtree(tmp_path / a_parcel().label)
    FolderDrop("klasor", tmp_path).deliver(a_parcel())
    assert bundles(tmp_path) == []


@pytest.mark.parametrize("name", ["petition.json", "original.tif", "SHA256SUMS"])
def test_an_altered_bundle_needs_a_person_and_is_left_as_it_is(tmp_path: Path, name: str) -> None:
    folder = FolderDrop("klasor", tmp_path)
    folder.deliver(a_parcel())
    changed = tmp_path / a_parcel().label / name
    changed.write_bytes(b"other")
    outcome = attempt(folder, a_parcel())
    assert isinstance(outcome, Dead)
    assert outcome.code == "delivery.altered"
    assert changed.read_bytes() == b"other"


def test_a_stranger_beside_the_files_is_noticed(tmp_path: Path) -> None:
    folder = FolderDrop("klasor", tmp_path)
    folder.deliver(a_parcel())
    (tmp_path / a_parcel().label / "note.txt").write_text("?")
    assert isinstance(attempt(folder, a_parcel()), Dead)


@pytest.fixture
def full_disk() -> Iterator[None]:
    """Let no file grow beyond 4 kB: the kernel refuses the write as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, previous)


def test_a_full_disk_shows_nothing_and_is_tried_again(tmp_path: Path, full_disk: None) -> None:
    outcome = attempt(FolderDrop("klasor", tmp_path), a_parcel())
    assert isinstance(outcome, Later)
    assert "is full" in outcome.message
    assert bundles(tmp_path) == []


def test_a_lost_mount_is_tried_again_and_not_replaced_by_a_new_directory(tmp_path: Path) -> None:
    folder = FolderDrop("klasor", tmp_path / "mount")
    outcome = attempt(folder, a_parcel())
    assert isinstance(outcome, Later)
    assert str(tmp_path) not in outcome.message
    assert not (tmp_path / "mount").exists()
    (tmp_path / "mount").mkdir()
    assert isinstance(attempt(folder, a_parcel()), Done)


def test_an_original_that_cannot_be_read_now_is_tried_again(tmp_path: Path) -> None:
    def away() -> Iterator[bytes]:
        yield ORIGINAL[:10]
        raise TryLater("blobs.read", "a blob cannot be read")

    whole = a_parcel()
    parcel = Parcel(
        key=whole.key, petition_id=whole.petition_id, revision=1, record=whole.record,
        original=away, original_suffix=".tif", pdf=lambda: None,
    )  # fmt: skip
    outcome = attempt(FolderDrop("klasor", tmp_path), parcel)
    assert isinstance(outcome, Later)
    assert outcome.code == "blobs.read"
    assert bundles(tmp_path) == []
    assert isinstance(attempt(FolderDrop("klasor", tmp_path), whole), Done)


def test_names_on_the_disk_hold_no_personal_data_and_others_may_not_enter(tmp_path: Path) -> None:
    parcel = a_parcel(arrival={"file": "Çağrı Işık dilekçe.tif"})
    FolderDrop("klasor", tmp_path).deliver(parcel)
    assert not [path for path in tmp_path.rglob("*") if "Işık" in path.name]
    mode = (tmp_path / parcel.label).stat().st_mode
    assert not mode & stat.S_IRWXO


def test_a_file_name_that_is_no_utf_8_still_makes_valid_json(tmp_path: Path) -> None:
    name = os.fsdecode(b"dilek\xe7e.tif")
    body = a_parcel(arrival={"file": name}).body()
    assert b"dilek\\udce7e.tif" in body
    body.decode("utf-8")
