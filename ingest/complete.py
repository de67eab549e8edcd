"""Is the file whole? A cut file looks like a shorter one to most readers, so each type is checked.

A whole file says so at its end (PDF, JPEG, PNG) or by lists that lead nowhere outside (TIFF).
A writer that closes a valid file after each page passes: the settle window is for that one.
"""

import os
import re
import struct
from pathlib import Path
from typing import BinaryIO

from domain.arrival import FileType
from domain.errors import Unacceptable
from ingest.regular import open_regular
from ingest.sniff import PDF_JUNK, sniff
from ingest.tiff import Directory, read_directories

#: Pages looked at; more is the decoder's to refuse, by its own limit.
_MOST_PAGES = 10_000
#: Parts of a PNG or JPEG looked at: 200 MB in the smallest parts that programs write are 50,000. A
#: file of nothing but heads of parts would hold up the watch of the folder for minutes.
_MOST_PARTS = 200_000
#: Adobe's readers look for %%EOF in the last 1,024 bytes (ISO 32000-1 annex H).
_PDF_TAIL = 1024
#: Faxes are padded to a block by some stores; look behind that much of zeros and blanks.
_PADDING = 64 * 1024
_CHUNK = 1 << 16
_PDF_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_JPEG_END, _JPEG_SCAN = 0xD9, 0xDA
#: FF00 is a stuffed byte, FFD0…D7 restart the coder, FFFF fills: none ends a scan.
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


def check_complete(path: Path) -> None:
    """Return when the file is whole or of a type time cannot complete.

    Raises ``Unacceptable``: ``file.empty``, ``file.truncated``, or ``file.damaged`` /
    ``file.no_pages`` for a TIFF whose page list is of no use (yet), ``file.not_regular``. Raises
    ``TryLater`` when it cannot be opened.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size == 0:
            raise Unacceptable("file.empty", "the file has no bytes")
        head = file.read(PDF_JUNK + 5)
        match sniff(head):
            case FileType.TIFF:
                _check_tiff(file, size)
            case FileType.PDF:
                _check_pdf(file, size)
            case FileType.JPEG:
                _check_jpeg(file, size)
            case FileType.PNG:
                _check_png(file, size)
            case None:
                _check_unknown(head)


def announces_more(path: Path) -> bool:
    """Say whether a TIFF's page numbers speak of pages that are not in it (yet).

    Total 0 means that the writer does not know. Raises as ``check_complete`` does.
    """
    with open_regular(path) as file:
        if sniff(file.read(PDF_JUNK + 5)) is not FileType.TIFF:
            return False
        directories = read_directories(file, _MOST_PAGES)
        return any(len(directories) < total for _, total in map(_numbered, directories))


def _numbered(directory: Directory) -> tuple[int, int]:
    match directory.page_number:
        case (page, total):
            return page, total
    return 0, 0


def _cut(what: str) -> Unacceptable:
    return Unacceptable("file.truncated", what)


def _check_unknown(head: bytes) -> None:
    # Too short to tell, or room reserved by a copy that has yet to write its beginning.
    if len(head) < 16 or not any(head):
        raise _cut("the beginning of the file is not there yet")


def _check_tiff(file: BinaryIO, size: int) -> None:
    for directory in read_directories(file, _MOST_PAGES):
        if directory.data_end > size:
            raise _cut("a page's data leads out of the file")


def _check_pdf(file: BinaryIO, size: int) -> None:
    file.seek(max(0, size - _PADDING))
    tail = file.read(_PADDING).rstrip(b"\x00 \t\r\n")[-_PDF_TAIL:]
    ends = _PDF_END.findall(tail)
    if not ends or int(ends[-1]) >= size:
        raise _cut("the end of the PDF is missing")


def _check_png(file: BinaryIO, size: int) -> None:
    at = 8
    for _part in range(_MOST_PARTS):
        if at + 12 > size:
            break
        file.seek(at)
        length, kind = struct.unpack(">I4s", file.read(8))
        at += 12 + length
        if kind == b"IEND" and at <= size:
            return
    raise _cut("the end of the PNG is missing")


def _check_jpeg(file: BinaryIO, size: int) -> None:
    """Walk the segments: a thumbnail inside carries an end marker of its own."""
    at = 2
    for _part in range(_MOST_PARTS):
        if at + 2 > size:
            break
        file.seek(at)
        lead, marker = file.read(2)
        if lead != 0xFF:
            raise _cut("the JPEG breaks off between its segments")
        if marker == _JPEG_END:
            return
        if marker == 0xFF or marker in _JPEG_BARE:  # fill byte, or a marker that stands alone
            at += 1 if marker == 0xFF else 2
            continue
        length = struct.unpack(">H", file.read(2).rjust(2, b"\x00"))[0]
        at += 2 + max(2, length)
        if marker == _JPEG_SCAN:
            at = _behind_scan(file, at)
    raise _cut("the end of the JPEG is missing")


def _behind_scan(file: BinaryIO, at: int) -> int:
    """Return where the first marker behind entropy-coded data stands; raises when there is none."""
    while True:
        file.seek(at)
        block = file.read(_CHUNK)
        if found := _MARKER.search(block):
            return at + found.start()
        if len(block) < 2:
            raise _cut("the end of the JPEG is missing")
        at += len(block) - 1  # an FF in the last place meets its second byte in the next block
