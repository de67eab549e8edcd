import pytest

from domain.arrival import FileType
from ingest.sniff import sniff


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"II*\x00\x08\x00\x00\x00", FileType.TIFF),
        (b"MM\x00*\x00\x00\x00\x08", FileType.TIFF),
        (b"II+\x00\x08\x00\x00\x00", FileType.TIFF),
        (b"MM\x00+\x00\x08\x00\x00", FileType.TIFF),
        (b"%PDF-1.4\n", FileType.PDF),
        (b"junk\r\n" * 170 + b"%PDF-1.7", FileType.PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", FileType.JPEG),
        (b"\x89PNG\r\n\x1a\n\x00\x00", FileType.PNG),
        (b"PK\x03\x04", None),
        (b"\x89PNG\n\x1a\n", None),
        (b"II*", None),
        (b"", None),
        (b"x" * 1025 + b"%PDF-1.7", None),
    ],
)
def test_the_type_is_told_by_the_bytes(head: bytes, kind: FileType | None) -> None:
    assert sniff(head) is kind
