"""Read files without store or server: the product, top to bottom, in one process's memory.

This is what ``dilekce read`` runs; the durable pipeline runs the same children on kept blobs.
"""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dilekce import clock, records, work
from dilekce.children import Children
from dilekce.copies import Copier, CopyFolders
from dilekce.records import Origin, Registry
from dilekce.settings import WorkSettings
from domain.arrival import Channel, DecodedPage, arrival_id, petition_id
from domain.decision import Reason
from domain.errors import PROBLEMS, Unacceptable
from domain.page import Page
from domain.petition import Petition
from domain.record import Record, reason_to_json
from ingest.decode.limits import DecodeLimits
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
) -> Iterator[Record]:
    """Yield one record per petition, in the order of ``paths``, several files at a time.

    A file that cannot be read yields its quarantine record, and the same bytes seen before a
    duplicate record.
    """
    seen: set[str] = set()
    with ThreadPoolExecutor(jobs) as threads:
        waiting: list[Future[Record]] = []
        for path in paths:
            origin = _origin(path, channel)
            read = _duplicate if origin.sha256 in seen else _record
            seen.add(origin.sha256)
            waiting.append(threads.submit(read, reader, path, origin))
        for future in waiting:
            yield future.result()


def _origin(path: Path, channel: Channel) -> Origin:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Origin(
        file_name=path.name, sha256=sha256, received_at=clock.now(), channel=channel.value
    )


def _duplicate(_reader: Reader, _path: Path, origin: Origin) -> Record:
    reason = reason_to_json(Reason("arrival.duplicate"))
    return records.unread(arrival_id(origin.sha256), origin, "duplicate", [reason])


def _record(reader: Reader, path: Path, origin: Origin) -> Record:
    arrival = arrival_id(origin.sha256)
    try:
        with tempfile.TemporaryDirectory(prefix="dilekce-") as folder:
            petition = _petition(reader, path, Path(folder), origin)
    except Unacceptable as error:
        return records.unread(arrival, origin, "quarantined", [problem_to_json(error.code)])
    return records.build(petition_id(origin.sha256, 1), petition, origin, reader.registry)


def _petition(reader: Reader, path: Path, folder: Path, origin: Origin) -> Petition:
    run, limits = reader.children.run, reader.limits
    decoded = run("file", limits.file_seconds, work.decode_file, path, folder, reader.decode_limits)
    outcomes = [_page(reader, page, folder) for page in decoded.pages]
    pages = tuple(page for page in outcomes if page is not None)
    letter = readable(pages)
    petition = run(
        "file",
        limits.file_seconds,
        work.understand,
        letter,
        folder,
        reader.engine,
        origin.received_at.date(),
        arrival_id(origin.sha256),
        len(pages) < len(outcomes),
    )
    if reader.copies is not None:
        copier, title = Copier(reader.children, limits.file_seconds), petition_id(origin.sha256, 1)
        reader.copies.leave(copier, title, origin.received_at, letter, folder)
    return petition


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


def readable(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages that make the letter: all but blank ones; raises when there are none."""
    letter = tuple(page for page in pages if not page.blank)
    if not letter:
        code = "file.all_blank" if pages else "file.no_readable_page"
        raise Unacceptable(code, "no page of the file holds a letter")
    return letter


def problem_to_json(code: str) -> Record:
    """Return a quarantine reason as the record tells it."""
    return {"code": code, "text": PROBLEMS[code].tr}
