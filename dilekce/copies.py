"""Copies of a petition for people and archives: searchable PDF/A, and ALTO beside it.

They are made from the page images and words that reading left; nothing is read again.
"""

import datetime as dt
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
import structlog

from deliver.eyp import SUFFIX, Draft, eyp_draft
from deliver.ports import SUFFIXES
from deliver.routing_copy import routing_copy
from deliver.sheets import Sheet
from dilekce import codec, work
from dilekce.blobs import Blobs
from dilekce.children import Children
from dilekce.store import arrivals, audit, petitions
from dilekce.store.audit import Deed
from dilekce.store.tables import petition
from domain.arrival import FileType
from domain.errors import Conflict, Unacceptable
from domain.lifecycle import PetitionState
from domain.page import Page

_log = structlog.get_logger()

_ACCEPTED = (PetitionState.ACCEPTED, PetitionState.DELIVERING, PetitionState.DELIVERED)


@dataclass(frozen=True, slots=True)
class Copier:
    """Makes copies in a child: images may crash the libraries that open them."""

    children: Children
    seconds: float  #: time limit for one copy

    def pdf(self, sheets: Sequence[Sheet], title: str, at: dt.datetime, file: Path) -> None:
        """Write the PDF/A; raises ``Unacceptable`` when the child dies, ``TryLater`` on the disk.

        ``at`` is when the paper came, the document's only date.
        """
        self.children.run("file", self.seconds, work.write_pdf, sheets, title, at, file)

    def alto(self, sheets: Sequence[Sheet], title: str, file: Path) -> None:
        """Write the ALTO file; raises as ``pdf`` does."""
        self.children.run("file", self.seconds, work.write_alto, sheets, title, file)


@dataclass(frozen=True, slots=True)
class CopyFolders:
    """Where copies of what is read without a store are left; None: not wanted."""

    pdf: Path | None = None
    alto: Path | None = None

    def leave(
        self, copier: Copier, title: str, at: dt.datetime, pages: Sequence[Page], folder: Path
    ) -> None:
        """Leave the wanted copies of a petition whose page images lie in ``folder``.

        A copy that cannot be made is logged and costs no record; raises ``TryLater`` on the disk.
        """
        sheets = [Sheet(page, folder / page.image) for page in pages]
        try:
            if self.pdf:
                copier.pdf(sheets, title, at, self.pdf / f"{title}.pdf")
            if self.alto:
                copier.alto(sheets, title, self.alto / f"{title}.xml")
        except Unacceptable as error:
            _log.warning("copy.failed", subject=title, code=error.code)


@dataclass(frozen=True, slots=True)
class StoredCopies:
    """Copies of petitions that are in the store."""

    database: sa.Engine
    blobs: Blobs
    copier: Copier
    scratch: Path

    def pdf(self, petition_id: str) -> bytes | None:
        """Return the PDF/A, None when it cannot be made; raises ``TryLater``."""
        try:
            with self._sheets(petition_id) as (sheets, at, folder):
                file = folder / "petition.pdf"
                self.copier.pdf(sheets, petition_id, at, file)
                return file.read_bytes()
        except Unacceptable as error:
            _log.warning("copy.failed", subject=petition_id, code=error.code)
            return None

    def export(self, petition_id: str, out: Path, deed: Deed) -> tuple[Path, Path]:
        """Write PDF/A and ALTO to the folder ``out`` and note who took them.

        Raises ``Conflict`` for an unknown petition, ``Unacceptable`` and ``TryLater``.
        """
        pdf, alto = out / f"{petition_id}.pdf", out / f"{petition_id}.xml"
        with self._sheets(petition_id) as (sheets, at, _folder):
            with self.database.begin() as connection:
                audit.append(connection, deed, "petition.exported", petition_id)
            self.copier.pdf(sheets, petition_id, at, pdf)
            self.copier.alto(sheets, petition_id, alto)
        return pdf, alto

    def eyp(self, petition_id: str, out: Path, deed: Deed) -> Path:
        """Write the accepted revision as content for an e-Yazışma package and note who took it.

        Raises ``Conflict`` for a petition that is not accepted or of which no PDF can be made.
        """
        with self.database.begin() as connection:
            row = petitions.get(connection, petition_id, petition.c.state.in_(_ACCEPTED))
            number = row["revision"]
            record = petitions.revision_record(connection, petition_id, number)
            accepted_at = petitions.accepted_at(connection, petition_id, number)
            came = arrivals.get(connection, row["arrival_id"])
            audit.append(connection, deed, "petition.exported", petition_id, {"as": "eyp"})
        pages = self.pdf(petition_id)
        if pages is None:
            raise Conflict("pdf.unavailable", "no PDF can be made of these pages")
        draft = Draft(
            record=record,
            accepted_at=accepted_at,
            pages=pages,
            original=self.blobs.get(came["sha256"]),
            original_suffix=SUFFIXES[FileType(came["file_type"])],
        )
        file = out / f"{petition_id}-r{number}{SUFFIX}"
        file.write_bytes(eyp_draft(draft))
        return file

    def for_unit(self, petition_id: str, out: Path, deed: Deed) -> Path:
        """Write the record as the unit may have it, and note who took it; ``Conflict`` if unknown.

        Of a hidden writer nothing is in it: see ``deliver.routing_copy``.
        """
        file = out / f"{petition_id}.json"
        with self.database.begin() as connection:
            record = petitions.get(connection, petition_id)["record"]
            audit.append(connection, deed, "petition.exported", petition_id, {"for": "unit"})
        file.write_text(json.dumps(routing_copy(record), ensure_ascii=False, indent=1), "utf-8")
        return file

    @contextmanager
    def _sheets(self, petition_id: str) -> Iterator[tuple[list[Sheet], dt.datetime, Path]]:
        """Yield the petition's pages, when its paper came, and the folder of their images.

        Raises ``Unacceptable`` when a page was never read: a copy that lacks it would mislead.
        """
        with self.database.begin() as connection:
            refs = petitions.pages(connection, petition_id)
            came = arrivals.get(connection, petitions.get(connection, petition_id)["arrival_id"])
            rows = {
                (row["arrival_id"], row["number"]): row
                for arrival in {ref.arrival_id for ref in refs}
                for row in arrivals.pages(connection, arrival)
            }
        with tempfile.TemporaryDirectory(dir=self.scratch) as name:
            folder, sheets = Path(name), []
            for position, ref in enumerate(refs, 1):
                key = rows[ref.arrival_id, ref.page]["read_key"]
                if key is None:
                    raise Unacceptable("page.damaged", "a page of the petition was never read")
                page = codec.page_from_bytes(self.blobs.get(key))
                image = folder / f"{position:04d}.png"
                self.blobs.copy_to(page.image, image)
                sheets.append(Sheet(page, image, ref.rotation))
            yield sheets, dt.datetime.fromisoformat(came["received_at"]), folder
