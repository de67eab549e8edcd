"""What a file is, by its bytes and never by its name."""

from pathlib import Path

from domain.arrival import FileType

#: A PDF header may stand behind this much junk (Adobe's readers accept it, ISO 32000-1 annex H).
PDF_JUNK = 1024

_TIFF = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")  # classic and BigTIFF, both byte orders


def sniff(head: bytes) -> FileType | None:
    """Return the type of a file that begins with ``head`` (the first ``PDF_JUNK + 5`` bytes)."""
    if head.startswith(_TIFF):
        return FileType.TIFF
    if head.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if b"%PDF-" in head[: PDF_JUNK + 5]:
        return FileType.PDF
    return None


def sniff_file(path: Path) -> FileType | None:
    """Return the type of the file at ``path``; raises OSError."""
    with path.open("rb") as file:
        return sniff(file.read(PDF_JUNK + 5))
