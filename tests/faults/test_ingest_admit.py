"""The order of admission, and what is left when any step of it fails."""

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from domain.arrival import Arrival, Channel, FileType
from domain.errors import TryLater, Unacceptable
from ingest.admit import Admission, SettledFile
from ingest.listing import look_around, shared
from ingest.settle import Look

NOW = dt.datetime(2026, 11, 24, 23, 58, tzinfo=dt.timezone(dt.timedelta(hours=3)))
BODY = b"II*\x00" + b"a fax of one page" * 100_000


@dataclass
class House:
    """Blobs, book and pipeline in one, writing down who was called when; fails where told to."""

    folder: Path
    fail_at: str = ""
    calls: list[str] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    arrivals: dict[str, Arrival] = field(default_factory=dict)
    receipts: list[tuple[str, str]] = field(default_factory=list)
    companions: list[tuple[str, str, str]] = field(default_factory=list)
    begun: set[str] = field(default_factory=set)

    def _enter(self, step: str) -> None:
        there = "kept" if list(self.folder.rglob("*.tif")) else "gone"
        self.calls.append(f"{step}, original {there}")
        if self.fail_at == step:
            raise TryLater("test.fault", "as the test asked")

    def put_file(self, path: Path, sha256: str) -> None:
        self._enter("put")
        self.blobs[sha256] = path.read_bytes()

    def record(self, arrival: Arrival, companions: Mapping[str, str]) -> bool:
        self._enter("record")
        assert arrival.sha256 in self.blobs
        assert set(companions.values()) <= set(self.blobs)
        new = arrival.id not in self.arrivals
        self.arrivals.setdefault(arrival.id, arrival)
        self.receipts.append((arrival.id, arrival.receipt.file_name))
        self.attach(arrival.id, companions)
        return new

    def attach(self, arrival_id: str, companions: Mapping[str, str]) -> None:
        self.companions += [(arrival_id, end, sha) for end, sha in companions.items()]

    def submit(self, arrival_id: str) -> None:
        self._enter("submit")
        assert arrival_id in self.arrivals
        self.begun.add(arrival_id)


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "drop"
    folder.mkdir()
    return folder


@pytest.fixture
def house(drop: Path) -> House:
    return House(drop)


@pytest.fixture
def admission(house: House, tmp_path: Path) -> Admission:
    return opened(house, tmp_path)


def opened(house: House, tmp_path: Path) -> Admission:
    spool = tmp_path / "spool"
    spool.mkdir(exist_ok=True)
    return Admission(house, house, house.submit, spool=spool, now=lambda: NOW)


def settled(drop: Path, name: str) -> SettledFile:
    listing = look_around(drop)
    pairs = listing.companions_of()
    for look in listing.files:
        if look.name == name:
            return SettledFile(
                folder=drop, look=look, companions=pairs[look], shared=shared(pairs, look)
            )
    look = next(look for look in listing.companions if look.name == name)
    return SettledFile(folder=drop, look=look)


def test_the_original_is_removed_last(drop: Path, house: House, admission: Admission) -> None:
    (drop / "a.tif").write_bytes(BODY)
    admission.admit(settled(drop, "a.tif"))
    assert house.calls == [
        "put, original kept", "record, original kept", "submit, original kept",
    ]  # fmt: skip
    assert not list(drop.iterdir())
    (arrival,) = house.arrivals.values()
    assert house.blobs[arrival.sha256] == BODY
    assert arrival.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (arrival.size, arrival.file_type) == (len(BODY), FileType.TIFF)
    assert arrival.receipt.received_at == NOW
    assert house.begun == {arrival.id}


@pytest.mark.parametrize("step", ["put", "record", "submit"])
def test_a_fault_at_any_step_leaves_the_original_and_the_retry_makes_one_arrival(
    step: str, drop: Path, house: House, admission: Admission
) -> None:
    (drop / "a.tif").write_bytes(BODY)
    house.fail_at = step
    for _ in range(3):
        with pytest.raises(TryLater):
            admission.admit(settled(drop, "a.tif"))
        assert (drop / "a.tif").read_bytes() == BODY
    house.fail_at = ""
    admission.admit(settled(drop, "a.tif"))
    assert len(house.arrivals) == 1
    assert len(house.receipts) == 1
    assert not list(drop.iterdir())


@pytest.mark.parametrize("step", ["put", "record", "submit"])
def test_a_death_at_any_step_leaves_the_original_for_the_next_process(
    step: str, drop: Path, house: House, tmp_path: Path
) -> None:
    (drop / "a.tif").write_bytes(BODY)
    house.fail_at = step
    with pytest.raises(TryLater):
        opened(house, tmp_path).admit(settled(drop, "a.tif"))
    house.fail_at = ""
    opened(house, tmp_path).admit(settled(drop, "a.tif"))
    assert len(house.arrivals) == 1
    assert house.begun == set(house.arrivals)
    assert not list(drop.iterdir())
    assert not list((tmp_path / "spool").iterdir())


def test_an_original_that_cannot_be_removed_is_booked_once(
    drop: Path, house: House, admission: Admission, monkeypatch: pytest.MonkeyPatch
) -> None:
    (drop / "a.tif").write_bytes(BODY)

    def refuse(_: Path) -> None:
        raise PermissionError

    with monkeypatch.context() as locked:
        locked.setattr(Path, "unlink", refuse)
        for _ in range(5):
            with pytest.raises(TryLater) as later:
                admission.admit(settled(drop, "a.tif"))
            assert later.value.code == "source.remove"
    assert len(house.receipts) == 1
    admission.admit(settled(drop, "a.tif"))
    assert len(house.receipts) == 1
    assert not list(drop.iterdir())


def test_a_full_disk_keeps_everything(
    drop: Path, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (drop / "a.tif").write_bytes(BODY)
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with Path("/dev/full").open("wb", buffering=0) as full:
        monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: full)
        with pytest.raises(TryLater) as later:
            opened(house, tmp_path).admit(settled(drop, "a.tif"))
    assert later.value.code == "disk.full"
    assert (drop / "a.tif").read_bytes() == BODY
    assert not house.calls


def test_a_file_that_changed_since_it_settled_is_not_taken(
    drop: Path, house: House, admission: Admission
) -> None:
    (drop / "a.tif").write_bytes(BODY)
    file = settled(drop, "a.tif")
    with (drop / "a.tif").open("ab") as more:
        more.write(b"second page")
    with pytest.raises(TryLater) as later:
        admission.admit(file)
    assert later.value.code == "source.changed"
    assert not house.arrivals


def test_a_file_that_changes_during_submit_stays_and_is_taken_again(
    drop: Path, house: House, tmp_path: Path
) -> None:
    (drop / "a.tif").write_bytes(BODY)

    def grow(arrival_id: str) -> None:
        house.submit(arrival_id)
        (drop / "a.tif").write_bytes(BODY + b"second page")

    spool = tmp_path / "spool"
    spool.mkdir()
    Admission(house, house, grow, spool=spool, now=lambda: NOW).admit(settled(drop, "a.tif"))
    assert (drop / "a.tif").exists()
    opened(house, tmp_path).admit(settled(drop, "a.tif"))
    assert sorted(a.size for a in house.arrivals.values()) == [len(BODY), len(BODY) + 11]


def test_the_same_bytes_twice_are_one_arrival_with_two_receipts(
    drop: Path, house: House, admission: Admission
) -> None:
    for name in ("a.tif", "b.tif"):
        (drop / name).write_bytes(BODY)
        admission.admit(settled(drop, name))
    assert len(house.arrivals) == 1
    assert [name for _, name in house.receipts] == ["a.tif", "b.tif"]


def test_the_same_name_and_look_again_is_a_second_landing(
    drop: Path, house: House, admission: Admission
) -> None:
    for _ in range(2):
        (drop / "a.tif").write_bytes(BODY)
        os.utime(drop / "a.tif", ns=(1, 1))
        admission.admit(settled(drop, "a.tif"))
    assert len(house.receipts) == 2


def test_sidecars_are_kept_with_their_arrival_and_removed_with_it(
    drop: Path, house: House, admission: Admission
) -> None:
    (drop / "a.tif").write_bytes(BODY)
    (drop / "a.xml").write_bytes(b"<fax/>")
    (drop / "a.tif.xml").write_bytes(b"<other/>")
    known = admission.admit(settled(drop, "a.tif"))
    assert sorted((i, end, house.blobs[sha]) for i, end, sha in house.companions) == [
        (known, ".tif.xml", b"<other/>"),
        (known, ".xml", b"<fax/>"),
    ]
    assert not list(drop.iterdir())


def test_a_sidecar_that_came_between_two_tries_is_kept_too(
    drop: Path, house: House, admission: Admission
) -> None:
    (drop / "a.tif").write_bytes(BODY)
    house.fail_at = "submit"
    with pytest.raises(TryLater):
        admission.admit(settled(drop, "a.tif"))
    house.fail_at = ""
    (drop / "a.xml").write_bytes(b"<fax/>")
    admission.admit(settled(drop, "a.tif"))
    assert [house.blobs[sha] for _, _, sha in house.companions] == [b"<fax/>"]
    assert not list(drop.iterdir())


def test_a_sidecar_of_two_files_goes_with_the_last(
    drop: Path, house: House, admission: Admission
) -> None:
    for name in ("a.tif", "a.pdf", "a.json"):
        (drop / name).write_bytes(BODY + name.encode())
    admission.admit(settled(drop, "a.tif"))
    assert (drop / "a.json").exists()
    admission.admit(settled(drop, "a.pdf"))
    assert not list(drop.iterdir())
    assert len({arrival for arrival, _, _ in house.companions}) == 2


def test_a_late_sidecar_finds_its_arrival(drop: Path, house: House, admission: Admission) -> None:
    (drop / "a.tif").write_bytes(BODY)
    known = admission.admit(settled(drop, "a.tif"))
    (drop / "a.xml").write_bytes(b"<fax/>")
    (drop / "b.xml").write_bytes(b"<other/>")
    assert admission.adopt(settled(drop, "a.xml"))
    assert not admission.adopt(settled(drop, "b.xml"))
    assert [(i, end) for i, end, _ in house.companions] == [(known, ".xml")]
    assert [p.name for p in drop.iterdir()] == ["b.xml"]


def test_a_sidecar_too_late_is_not_given_to_an_older_file_of_the_name(
    drop: Path, house: House, tmp_path: Path
) -> None:
    times = iter([NOW, NOW, NOW + dt.timedelta(minutes=11)])
    spool = tmp_path / "spool"
    spool.mkdir()
    admission = Admission(house, house, house.submit, spool=spool, now=lambda: next(times))
    (drop / "a.tif").write_bytes(BODY)
    admission.admit(settled(drop, "a.tif"))
    (drop / "a.xml").write_bytes(b"<fax/>")
    assert not admission.adopt(settled(drop, "a.xml"))
    assert (drop / "a.xml").exists()


def test_the_sub_folder_names_the_channel(drop: Path, house: House, admission: Admission) -> None:
    (drop / "post").mkdir()
    (drop / "post" / "a.tif").write_bytes(BODY)
    admission.admit(settled(drop, "post/a.tif"))
    (arrival,) = house.arrivals.values()
    assert arrival.receipt.channel is Channel.POST
    assert arrival.receipt.file_name == "a.tif"


def test_a_link_put_in_place_of_a_settled_file_is_not_followed(
    drop: Path, house: House, admission: Admission, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(BODY)
    (drop / "a.tif").symlink_to(secret)
    found = secret.stat()
    look = Look(name="a.tif", size=found.st_size, mtime_ns=found.st_mtime_ns, inode=found.st_ino)
    with pytest.raises(Unacceptable) as refusal:
        admission.admit(SettledFile(folder=drop, look=look))
    assert refusal.value.code == "file.not_regular"
    assert not house.blobs


def test_a_hard_link_is_taken_and_its_other_name_lives_on(
    drop: Path, house: House, admission: Admission, tmp_path: Path
) -> None:
    (tmp_path / "recvq").write_bytes(BODY)
    (drop / "a.tif").hardlink_to(tmp_path / "recvq")
    admission.admit(settled(drop, "a.tif"))
    assert len(house.arrivals) == 1
    assert (tmp_path / "recvq").read_bytes() == BODY
