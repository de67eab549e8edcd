"""The way of a letter, step by step, on kept blobs and our own tables.

Plain functions that know no engine: each may run again at any time (a crash repeats it), so each
change is a compare-and-set and each blob is named by its content. ``engine`` orders the steps and
remembers which are done; ``reading`` runs the same children without a store.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from dilekce import clock, codec, records, work
from dilekce.blobs import LOST, Blobs
from dilekce.reading import Reader, no_letter
from dilekce.records import Origin
from dilekce.store import arrivals, likeness, petitions, proposals
from dilekce.store.audit import Deed
from dilekce.trust import Trust, open_gates
from domain.arrival import DecodedPage, petition_id
from domain.batch import Batch
from domain.errors import TryLater, Unacceptable
from domain.gates import Proposal, Standing
from domain.lifecycle import ArrivalState, PetitionState
from domain.page import Page, PageRole
from domain.petition import PageRef, Petition
from domain.record import Record
from extract.gates import Regime

#: One page on its way through the engine: numbers, codes and blob keys, no personal data.
PageWork = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The steps, with everything they need."""

    database: sa.Engine
    blobs: Blobs
    reader: Reader
    scratch: Path
    destinations: petitions.Destinations
    trust: Trust

    def decode(self, arrival_id: str) -> list[PageWork]:
        """Cut an arrival into page images; empty when the arrival is not waiting for it.

        Raises ``Unacceptable`` when no page can be had from the file.
        """
        with self.database.begin() as connection:
            row = arrivals.get(connection, arrival_id)
        if row["state"] != ArrivalState.RECEIVED:
            return []
        with self._folder() as folder:
            source, drawn = folder / "source", folder / "pages"
            drawn.mkdir()
            self._copy(row["sha256"], source)
            decoded = self.reader.children.run(
                "file", self.reader.limits.file_seconds,
                work.decode_file, source, drawn, self.reader.decode_limits,
            )  # fmt: skip
            return [self._keep_decoded(page, drawn) for page in decoded.pages]

    def _keep_decoded(self, page: DecodedPage, folder: Path) -> PageWork:
        key = page.image and self.blobs.put((folder / page.image).read_bytes())
        about = self.blobs.put(codec.decoded_to_bytes(page))
        return {"number": page.number, "about": about, "image": key}

    def read(self, item: PageWork) -> PageWork:
        """Read one page; returns its page row: number, keys, size, and why it failed if it did."""
        key, decoded = item["image"], codec.decoded_from_bytes(self._bytes(item["about"]))
        row: PageWork = {"number": decoded.number, "fate": "failed", "reason": decoded.problem}
        if decoded.problem is not None:
            return row
        with self._folder() as folder:
            assert decoded.image is not None
            self._copy(key, folder / decoded.image)
            try:
                page = self.reader.children.run(
                    "page", self.reader.limits.page_seconds,
                    work.read_page, decoded, folder, self.reader.engine,
                )  # fmt: skip
            except Unacceptable as error:
                return row | {"reason": error.code, "image_key": key}
            image_key = self.blobs.put((folder / page.image).read_bytes())
        page = replace(page, image=image_key)
        return row | {
            "fate": "petition",  # until the file is cut
            "image_key": image_key,
            "read_key": self.blobs.put(codec.page_to_bytes(page)),
            "width": page.width,
            "height": page.height,
        }

    def split(self, arrival_id: str, rows: Sequence[PageWork]) -> None:
        """Cut the arrival into petitions and book every page's fate and role.

        Raises ``Unacceptable`` when no page holds a letter; the page rows are booked even then.
        """
        batch = self._cut(rows)
        full = [dict.fromkeys(_PAGE_COLUMNS) | _booked(row, batch) for row in rows]
        deed = Deed(clock.now())
        with self.database.begin() as connection:
            row = arrivals.get(connection, arrival_id)
            if row["state"] != ArrivalState.RECEIVED:
                return
            arrivals.put_pages(connection, arrival_id, full)
            if batch.cuts:
                for index, cut in enumerate(batch.cuts, 1):
                    refs = records.page_refs(arrival_id, cut.pages)
                    identity = petition_id(row["sha256"], index)
                    petitions.create(connection, deed, identity, refs, cut.doubts)
                received, read = ArrivalState.RECEIVED, ArrivalState.READ
                arrivals.move(connection, deed, arrival_id, received, read, page_count=len(rows))
                arrivals.move(connection, deed, arrival_id, read, ArrivalState.SPLIT)
                return
        raise no_letter(batch)

    def _cut(self, rows: Sequence[PageWork]) -> Batch:
        pages = [self._page(row["read_key"]) for row in rows if row.get("read_key")]
        failed = [row["number"] for row in rows if not row.get("read_key")]
        run, seconds = self.reader.children.run, self.reader.limits.file_seconds
        return run("file", seconds, work.cut, pages, failed)

    def understand(self, arrival_id: str) -> None:
        """Decide on the arrival's undecided petitions: accept, or leave it to a person."""
        with self.database.begin() as connection:
            undecided = petitions.of_arrival(connection, arrival_id, PetitionState.READING)
        for identity in undecided:
            self._decide(identity)

    def _decide(self, identity: str) -> None:
        with self.database.begin() as connection:
            refs = petitions.pages(connection, identity)
            known = petitions.get(connection, identity)
            doubts, kept = known["doubts"] or (), known["record"].get("kept", {})
            row = arrivals.get(connection, refs[0].arrival_id)
            gates = self.trust.standings(connection)
        origin = Origin.of_row(row)
        try:
            regime = Regime(open_gates(gates), self.trust.curves)
            page_rows = self._turned(refs)
            petition = self._petition(refs, page_rows, origin, doubts, regime)
        except Unacceptable:
            self.send_to_person(identity)
            return
        record = records.build(identity, petition, origin, self.reader.registry)
        record = records.with_kept(record, kept)
        look = next(self._of_row(row).look for row in page_rows if row["number"] == refs[0].page)
        self._settle(identity, record, petition.proposals, gates, look)

    def _turned(self, refs: Sequence[PageRef]) -> Sequence[Mapping[str, Any]]:
        """Return the arrival's page rows once every page lies as people want it."""
        with self.database.begin() as connection:
            rows = arrivals.pages(connection, refs[0].arrival_id)
        lies = {row["number"]: row for row in rows}
        for ref in refs:
            row = lies[ref.page]
            if row["read_key"] and row["rotation"] != ref.rotation:
                self._turn(row, ref)
        with self.database.begin() as connection:
            return arrivals.pages(connection, refs[0].arrival_id)

    def _turn(self, row: Mapping[str, Any], ref: PageRef) -> None:
        page, degrees = self._of_row(row), (ref.rotation - row["rotation"]) % 360
        with self._folder() as folder:
            self._copy(page.image, folder / page.image)
            read = self.reader.children.run(
                "page", self.reader.limits.page_seconds,
                work.turn_page, page, degrees, folder, self.reader.engine,
            )  # fmt: skip
            image_key = self.blobs.put((folder / read.image).read_bytes())
        read_key = self.blobs.put(codec.page_to_bytes(replace(read, image=image_key)))
        facts = {"image_key": image_key, "read_key": read_key, "rotation": ref.rotation}
        with self.database.begin() as connection:
            arrivals.replace_page(
                connection, ref.arrival_id, ref.page,
                width=read.width, height=read.height, **facts,
            )  # fmt: skip

    def _petition(
        self,
        refs: Sequence[PageRef],
        page_rows: Sequence[Mapping[str, Any]],
        origin: Origin,
        doubts: Sequence[str],
        regime: Regime,
    ) -> Petition:
        rows = {row["number"]: row for row in page_rows}
        pages = [self._of_row(rows[ref.page]) for ref in refs]
        with self._folder() as folder:
            for page in pages:
                self._copy(page.image, folder / page.image)
            return self.reader.children.run(
                "file", self.reader.limits.file_seconds, work.understand,
                pages, folder, self.reader.engine,
                origin.received_at.date(), refs[0].arrival_id, doubts, regime,
            )  # fmt: skip

    def _of_row(self, row: Mapping[str, Any]) -> Page:
        role = PageRole(row["role"]) if row["role"] else None
        return replace(self._page(row["read_key"]), role=role)

    def _page(self, key: str) -> Page:
        return codec.page_from_bytes(self._bytes(key))

    def _settle(
        self,
        identity: str,
        record: Record,
        found: Sequence[Proposal],
        gates: Sequence[Standing],
        look: str,
    ) -> None:
        deed, reading = Deed(clock.now()), PetitionState.READING
        with self.database.begin() as connection:
            if record["status"] == "accepted":
                number = petitions.accept(
                    connection, deed, identity, reading,
                    record=record, destinations=self.destinations,
                )  # fmt: skip
                if number is None:
                    return
                proposals.draw(connection, deed, identity, found, gates, self.trust.largest)
            else:
                codes = sorted({reason["code"] for reason in record["reasons"]})
                moved = petitions.move(
                    connection, deed, identity, reading, PetitionState.REVIEW,
                    detail={"reasons": codes}, record=record,
                    unit=record["route"]["unit"], due=(record["clock"] or {}).get("due"),
                )  # fmt: skip
                if not moved:
                    return
            proposals.keep(connection, deed, identity, found, self.trust.made, open_gates(gates))
            likeness.note(connection, deed, identity, record, look)

    def quarantine(self, arrival_id: str, code: str) -> None:
        """Set the arrival aside with a code of ``PROBLEMS``; its bytes stay as they are."""
        with self.database.begin() as connection:
            arrivals.move(
                connection, Deed(clock.now()), arrival_id,
                ArrivalState.RECEIVED, ArrivalState.QUARANTINED, problem=code,
            )  # fmt: skip

    def send_to_person(self, identity: str) -> None:
        """A petition that cannot be understood by machine waits for a person, empty."""
        with self.database.begin() as connection:
            row = petitions.get(connection, identity)
            origin = Origin.of_row(arrivals.get(connection, row["arrival_id"]))
            refs = petitions.pages(connection, identity)
            record = records.unreadable(identity, refs, origin, self.reader.registry)
            record = records.with_kept(record, row["record"].get("kept", {}))
            petitions.move(
                connection, Deed(clock.now()), identity,
                PetitionState.READING, PetitionState.REVIEW,
                detail={"reasons": ["work.failed"]}, record=record,
                due=(record["clock"] or {}).get("due"),
            )  # fmt: skip

    def _copy(self, key: str, path: Path) -> None:
        with _given_up_where_lost():
            self.blobs.copy_to(key, path)

    def _bytes(self, key: str) -> bytes:
        with _given_up_where_lost():
            return self.blobs.get(key)

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self.scratch) as folder:
            yield Path(folder)


@contextmanager
def _given_up_where_lost() -> Iterator[None]:
    """Raise ``Unacceptable`` for bytes that are gone: tried again, they would hold up the line."""
    try:
        yield
    except TryLater as error:
        if error.code in LOST:
            raise Unacceptable("file.lost", "bytes of a file are gone from the store") from error
        raise


_PAGE_COLUMNS = ("number", "fate", "reason", "role", "image_key", "read_key", "width", "height")


def _booked(row: PageWork, batch: Batch) -> PageWork:
    """Return the page's row with its fate in the batch; a failed page keeps its own."""
    number = row["number"]
    if number not in batch.roles:
        return row
    reason = next((left.reason for left in batch.leftovers if left.page == number), None)
    fate = "leftover" if reason else "petition"
    return row | {"fate": fate, "reason": reason, "role": batch.roles[number].value}
