"""Read files without store or server: the product, top to bottom, in one process's memory.

This is what ``dilekce read`` runs; the durable pipeline runs the same children on kept blobs.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from dilekce import clock, records, work
from dilekce.children import Children
from dilekce.copies import Copier, CopyFolders
from dilekce.records import Origin, Registry
from dilekce.settings import WorkSettings
from domain.arrival import Channel, DecodedPage, arrival_id, petition_id
from domain.batch import Batch, Cut
from domain.decision import Reason
from domain.errors import PROBLEMS, Unacceptable
from domain.page import Page
from domain.petition import Petition
from domain.record import Record, reason_to_json
from ingest.decode.limits import DecodeLimits
from ingest.names import printable
from ocr.engine import Engine


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything one reading needs."""

    children: Children
    engine: Engine
    registry: Registry
    limits: WorkSettings
    copies: CopyFolders | None = None

    @property
    def decode_limits(self) -> DecodeLimits:
        """The decoder's limits as the operator set them."""
        return DecodeLimits(bytes=self.limits.max_mb * 1024 * 1024, pages=self.limits.max_pages)


def read_files(
    reader: Reader, paths: Iterable[Path], channel: Channel, jobs: int
) -> Iterator[list[Record]]:
    """Yield the records of each file in the order of ``paths``, several files at a time.

    A file has one record a petition. One that cannot be read yields its quarantine record, and the
    same bytes seen before a duplicate record.
    """
    seen: set[str] = set()
    with ThreadPoolExecutor(jobs) as threads:
        waiting: list[Future[list[Record]]] = []
        for path in paths:
            origin = _origin(path, channel)
            read = _duplicate if origin.sha256 in seen else _records
            seen.add(origin.sha256)
            waiting.append(threads.submit(read, reader, path, origin))
        for future in waiting:
            yield future.result()


def _origin(path: Path, channel: Channel) -> Origin:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Origin(
        file_name=printable(path.name),
        sha256=sha256,
        received_at=clock.now(),
        channel=channel.value,
    )


def _duplicate(_reader: Reader, _path: Path, origin: Origin) -> list[Record]:
    reason = reason_to_json(Reason("arrival.duplicate"))
    return [records.unread(arrival_id(origin.sha256), origin, "duplicate", [reason])]


def _records(reader: Reader, path: Path, origin: Origin) -> list[Record]:
    try:
        with tempfile.TemporaryDirectory(prefix="dilekce-") as folder:
            petitions = _petitions(reader, path, Path(folder), origin)
    except Unacceptable as error:
        reasons = [problem_to_json(error.code)]
        return [records.unread(arrival_id(origin.sha256), origin, "quarantined", reasons)]
    return [
        records.build(petition_id(origin.sha256, index), petition, origin, reader.registry)
        for index, petition in enumerate(petitions, 1)
    ]


def _petitions(reader: Reader, path: Path, folder: Path, origin: Origin) -> list[Petition]:
    batch, pages = cut_file(reader, path, folder)
    if not batch.cuts:
        raise no_letter(batch)
    read = {page.number: replace(page, role=batch.roles[page.number]) for page in pages}
    letters = [[read[number] for number in cut.pages] for cut in batch.cuts]
    for index, letter in enumerate(letters, 1):
        _leave_copies(reader, petition_id(origin.sha256, index), letter, folder, origin)
    return [
        _petition(reader, letter, cut, folder, origin)
        for letter, cut in zip(letters, batch.cuts, strict=True)
    ]


def _leave_copies(
    reader: Reader, title: str, pages: Sequence[Page], folder: Path, origin: Origin
) -> None:
    if reader.copies is not None:
        copier = Copier(reader.children, reader.limits.file_seconds)
        reader.copies.leave(copier, title, origin.received_at, pages, folder)


def cut_file(reader: Reader, path: Path, folder: Path) -> tuple[Batch, tuple[Page, ...]]:
    """Decode and read a file, and cut it into petitions; its page images are left in ``folder``.

    Raises ``Unacceptable`` when no page can be had from the file.
    """
    run, seconds = reader.children.run, reader.limits.file_seconds
    decoded = run("file", seconds, work.decode_file, path, folder, reader.decode_limits)
    with ThreadPoolExecutor(reader.children.jobs) as threads:
        read = threads.map(lambda page: _page(reader, page, folder), decoded.pages)
        outcomes = {page.number: found for page, found in zip(decoded.pages, read, strict=True)}
    pages = tuple(page for page in outcomes.values() if page is not None)
    failed = [number for number, page in outcomes.items() if page is None]
    return run("file", seconds, work.cut, pages, failed), pages


def _petition(
    reader: Reader, pages: Sequence[Page], cut: Cut, folder: Path, origin: Origin
) -> Petition:
    day, arrival = origin.received_at.date(), arrival_id(origin.sha256)
    return reader.children.run(
        "file", reader.limits.file_seconds, work.understand,
        pages, folder, reader.engine, day, arrival, cut.doubts,
    )  # fmt: skip


def _page(reader: Reader, decoded: DecodedPage, folder: Path) -> Page | None:
    """Return the page as read, or None when it could not be: one bad page stops no letter."""
    if decoded.problem is not None:
        return None
    try:
        return reader.children.run(
            "page", reader.limits.page_seconds, work.read_page, decoded, folder, reader.engine
        )
    except Unacceptable:
        return None


def no_letter(batch: Batch) -> Unacceptable:
    """Return why a file without a petition is set aside: unread, blank, or separators only."""
    code = "file.all_blank" if batch.leftovers else "file.no_readable_page"
    if any(left.reason == "separator" for left in batch.leftovers):
        code = "file.only_separators"
    return Unacceptable(code, "no page of the file holds a letter")


def problem_to_json(code: str) -> Record:
    """Return a quarantine reason as the record tells it."""
    return {"code": code, "text": PROBLEMS[code].tr}
