"""Copies are made in a child that may die, and never at the price of a record."""

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import sqlalchemy as sa

from dilekce import codec
from dilekce.blobs import Blobs
from dilekce.children import Children
from dilekce.copies import Copier, CopyFolders, StoredCopies
from dilekce.store import arrivals, petitions
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade
from dilekce.store.tables import audit as audit_table
from dilekce.store.tables import page as page_table
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id, petition_id
from domain.errors import Conflict, TryLater
from domain.lifecycle import PetitionState
from domain.petition import PageRef
from tests.builders_archive import RECEIVED, ROWS, a_page, text_of

ORIGINAL = b"II*\x00 as it arrived"
SHA = hashlib.sha256(ORIGINAL).hexdigest()
PETITION = petition_id(SHA, 1)


@pytest.fixture(scope="module")
def copier() -> Iterator[Copier]:
    with Children(1, 2048) as children:
        yield Copier(children, 60)


def test_copies_are_left_under_the_petition_s_id(copier: Copier, tmp_path: Path) -> None:
    page, image = a_page(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    CopyFolders(out, out).leave(copier, "p-1", RECEIVED, [page], image.parent)
    assert sorted(file.name for file in out.iterdir()) == ["p-1.pdf", "p-1.xml"]
    assert ROWS[0] in text_of(out / "p-1.pdf")


def test_a_page_image_that_breaks_the_child_costs_only_its_copy(
    copier: Copier, tmp_path: Path
) -> None:
    page, image = a_page(tmp_path)
    image.write_bytes(b"\x89PNG no image")
    out = tmp_path / "out"
    out.mkdir()
    CopyFolders(pdf=out).leave(copier, "p-1", RECEIVED, [page], image.parent)
    assert not list(out.iterdir())


def test_a_folder_that_cannot_be_written_is_tried_later(copier: Copier, tmp_path: Path) -> None:
    page, image = a_page(tmp_path)
    with pytest.raises(TryLater):
        CopyFolders(pdf=tmp_path / "gone").leave(copier, "p-1", RECEIVED, [page], image.parent)


def test_a_child_that_only_reads_does_not_load_the_pdf_library() -> None:
    asked = "import sys, dilekce.work; sys.exit('fpdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


@pytest.fixture
def stored(copier: Copier, tmp_path: Path) -> Iterator[StoredCopies]:
    """A store with a petition of two pages, the second turned by a person."""
    database, blobs = open_database(f"sqlite:///{tmp_path / 'a.db'}"), Blobs(f"file://{tmp_path}/b")
    upgrade(database)
    landing = Receipt(file_name="x.tif", received_at=RECEIVED, channel=Channel.FAX)
    item = Arrival(
        id=arrival_id(SHA), sha256=SHA, size=10, file_type=FileType.TIFF, receipt=landing
    )
    blobs.put(ORIGINAL)
    rows = [a_row(blobs, tmp_path, number) for number in (1, 2)]
    with database.begin() as connection:
        arrivals.record(connection, Deed(RECEIVED), item, {})
        arrivals.put_pages(connection, item.id, rows)
        refs = [PageRef(item.id, 1), PageRef(item.id, 2, rotation=90)]
        petitions.create(connection, Deed(RECEIVED), PETITION, refs)
    yield StoredCopies(database, blobs, copier, tmp_path)
    database.dispose()


def a_row(blobs: Blobs, folder: Path, number: int) -> dict[str, Any]:
    """Keep a page that says its number and return its row."""
    page, image = a_page(folder, (f"Sayfa {number}",), dpi=100)
    key = blobs.put(image.read_bytes())
    read = blobs.put(codec.page_to_bytes(replace(page, number=number, image=key)))
    return {
        "number": number, "fate": "petition", "reason": None, "image_key": key, "read_key": read,
        "width": page.width, "height": page.height,
    }  # fmt: skip


def test_a_stored_petition_is_copied_in_its_order_as_a_person_turned_it(
    stored: StoredCopies, tmp_path: Path
) -> None:
    content = stored.pdf(PETITION)
    assert content is not None
    (tmp_path / "a.pdf").write_bytes(content)
    assert text_of(tmp_path / "a.pdf").split() == ["Sayfa", "1", "Sayfa", "2"]
    with pikepdf.open(tmp_path / "a.pdf") as document:
        wide = [float(page.mediabox[2]) > float(page.mediabox[3]) for page in document.pages]
    assert wide == [False, True]


def test_a_petition_with_a_page_that_was_never_read_has_no_copy(stored: StoredCopies) -> None:
    with stored.database.begin() as connection:
        connection.execute(
            page_table.update().where(page_table.c.number == 2).values(read_key=None)
        )
    assert stored.pdf(PETITION) is None


def test_an_export_of_an_unknown_petition_leaves_no_trace(
    stored: StoredCopies, tmp_path: Path
) -> None:
    with pytest.raises(Conflict):
        stored.export("p-unknown", tmp_path, Deed(RECEIVED, "user:cli"))
    with stored.database.begin() as connection:
        actions = connection.execute(sa.select(audit_table.c.action)).scalars()
        assert "petition.exported" not in list(actions)


def accept(stored: StoredCopies) -> None:
    record = {"id": PETITION, "kind": "istek", "fields": {"name": {"value": "Çağrı IŞIK"}}}
    with stored.database.begin() as connection:
        petitions.accept(
            connection, Deed(RECEIVED), PETITION, PetitionState.READING,
            record=record, destinations=lambda *_: [],
        )  # fmt: skip


def test_an_accepted_petition_becomes_unsigned_content_under_a_name_that_says_so(
    stored: StoredCopies, tmp_path: Path
) -> None:
    accept(stored)
    file = stored.eyp(PETITION, tmp_path, Deed(RECEIVED, "user:cli"))
    assert file.name == f"{PETITION}-r1-imzasiz-taslak.eyp"
    with zipfile.ZipFile(file) as package:
        assert package.read("Ekler/ozgun.tif") == ORIGINAL
        (tmp_path / "a.pdf").write_bytes(package.read(f"UstYazi/{PETITION}-r1.pdf"))
    assert text_of(tmp_path / "a.pdf").split() == ["Sayfa", "1", "Sayfa", "2"]


def test_a_petition_nobody_accepted_becomes_no_content(
    stored: StoredCopies, tmp_path: Path
) -> None:
    with pytest.raises(Conflict):
        stored.eyp(PETITION, tmp_path, Deed(RECEIVED, "user:cli"))
    assert not list(tmp_path.glob("*.eyp"))
