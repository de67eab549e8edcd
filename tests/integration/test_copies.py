"""Copies are made in a child that may die, and never at the price of a record."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dilekce.children import Children
from dilekce.copies import Copier, CopyFolders
from domain.errors import TryLater
from tests.builders_archive import RECEIVED, ROWS, a_page, text_of


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
