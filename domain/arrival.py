"""What lands: files and the pages decoded from them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """How the paper came: a fax is received by the server's clock, post by the registry's day."""

    FAX = "fax"
    POST = "post"


class FileType(StrEnum):
    """What the bytes are, by content and never by name."""

    TIFF = "image/tiff"
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One landing of a file: the same bytes twice are one arrival with two receipts."""

    file_name: str  #: as it was called in the drop folder; data only, never a path we open
    received_at: dt.datetime  #: time-zone aware, the server's clock
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file as it landed. Never changed, never deleted by the pipeline."""

    id: str  #: ``arrival_id(sha256)``
    sha256: str  #: 64 hex digits over the bytes; also the blob's key
    size: int  #: bytes
    file_type: FileType | None  #: None when the bytes are of no known type
    receipt: Receipt  #: the first landing


@dataclass(frozen=True, slots=True, kw_only=True)
class FaxTags:
    """What a fax server wrote about a page: evidence, believed by nobody.

    TIFF class F (RFC 2306), and the tags that libtiff reserves for HylaFAX (34908-34911).
    """

    bad_lines: int | None = None  #: BadFaxLines
    unclean: int | None = None  #: CleanFaxData: 0 clean, 1 regenerated, 2 unclean
    longest_bad_run: int | None = None  #: ConsecutiveBadFaxLines
    sender: str | None = None  #: TSI in ImageDescription: typed by the sender, unproven
    date_time: str | None = None  #: DateTime tag as written
    page: int | None = None  #: PageNumber, 1-based: what the server counted, not what we did
    pages: int | None = None  #: its total; 0 when the server did not know
    params: int | None = None  #: FaxRecvParams: the session's parameters as bits
    sub_address: str | None = None  #: FaxSubAddress: which mailbox the sender asked for
    seconds: int | None = None  #: FaxRecvTime: how long the page took to receive
    dcs: str | None = None  #: FaxDcs: the session's parameters as text, by T.30 table 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedPage:
    """One page out of a file: an image with square pixels, or a named problem instead."""

    number: int  #: 1-based within the arrival
    image: str | None  #: file name in the working folder, PNG or the scan's JPEG; None: ``problem``
    width: int = 0  #: pixels
    height: int = 0  #: pixels
    dpi: int = 0  #: dots per inch of the squared image, both axes
    source_dpi: tuple[int, int] = (0, 0)  #: (across, down) as scanned: (204, 98) for standard fax
    bilevel: bool = False
    fax: FaxTags | None = None
    warnings: tuple[str, ...] = ()  #: codes of what the decoder had to forgive
    problem: str | None = None  #: a code of ``errors.PROBLEMS``


def arrival_id(sha256: str) -> str:
    """Return the arrival's id: fixed by the bytes, so that admitting twice names it once."""
    return f"a-{sha256[:24]}"


def petition_id(sha256: str, index: int) -> str:
    """Return the id of the ``index``-th (1-based) petition cut from these bytes."""
    return f"p-{sha256[:24]}-{index}"
