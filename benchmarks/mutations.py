"""Files that a broken or hostile sender might leave: sound ones damaged by a seed, and bombs.

Every case is a function of its number and the seed alone, so that a finding can be made again.
"""

import io
import random
import re
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from benchmarks import bombs
from tests.builders_pdf import CODINGS, letter, scan_page
from tests.builders_tiff import BAR_ROW, EOL, Page, bits, tiff

Mutation = Callable[[bytes, random.Random], bytes]
_NUMBERS = (0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_BOMB_EVERY = 20  #: one case in so many is a bomb


@dataclass(frozen=True, slots=True)
class Case:
    """One file; its name tells how it was made."""

    name: str
    content: bytes


def case(number: int, seed: int, more: Sequence[bytes] = ()) -> Case:
    """Return case ``number``; ``more`` are sound files to damage besides our own."""
    chance = random.Random(f"{seed}.{number}")
    if number % _BOMB_EVERY == 0:
        name, made = bombs.ALL[number // _BOMB_EVERY % len(bombs.ALL)]
        return Case(f"{number}-{name}", made(chance))
    own = sound()
    at = chance.randrange(len(own) + len(more))
    name, content = own[at] if at < len(own) else ("given", more[at - len(own)])
    done = []
    for _time in range(chance.choice((1, 1, 1, 2, 3, 6))):
        mutation = chance.choice((*_ANYWHERE, *_OF_A_TYPE.get(_kind(content), ())))
        content = mutation(content, chance)
        done.append(mutation.__name__)
    return Case(f"{number}-{name}-{'-'.join(done)}", content)


@cache
def sound() -> tuple[tuple[str, bytes], ...]:
    """Return small sound files of every type and coding that we meet."""
    grey, colour = letter(420, 300).convert("L"), letter(300, 200).convert("RGB")
    pictures: list[tuple[str, Image.Image, str, dict[str, object]]] = [
        ("png-1", letter(420, 300), "PNG", {}),
        ("png-grey", grey, "PNG", {"dpi": (200, 200)}),
        ("png-palette", colour.convert("P"), "PNG", {"transparency": 0}),
        ("png-icc", colour, "PNG", {"icc_profile": bytes(range(256)) * 4}),
        ("jpeg-grey", grey, "JPEG", {"dpi": (200, 200)}),
        ("jpeg-colour", colour, "JPEG", {"exif": _exif(), "icc_profile": bytes(2000)}),
        ("jpeg-progressive", colour, "JPEG", {"progressive": True}),
        ("jpeg-cmyk", colour.convert("CMYK"), "JPEG", {}),
        ("tiff-lzw", colour, "TIFF", {"compression": "tiff_lzw"}),
        ("tiff-deflate", grey, "TIFF", {"compression": "tiff_adobe_deflate"}),
        ("tiff-jpeg", grey, "TIFF", {"compression": "jpeg"}),
        ("tiff-packbits", letter(420, 300), "TIFF", {"compression": "packbits"}),
        ("tiff-big", grey, "TIFF", {"big_tiff": True, "save_all": True, "append_images": [grey]}),
        ("tiff-g4", letter(420, 300), "TIFF", {"compression": "group4", "save_all": True,
                                                "append_images": [letter(420, 300)] * 2}),
    ]  # fmt: skip
    fax = Page([bits((EOL + BAR_ROW) * 200)], 200, 3, {270: "+90 212", 297: (0, 2), 326: 3})
    return (
        *((name, _saved(image, kind, more)) for name, image, kind, more in pictures),
        ("tiff-fax", tiff([fax, fax])),
        *((f"pdf-{coding}", _pdf(coding)) for coding in CODINGS),
    )


def _saved(image: Image.Image, kind: str, more: dict[str, object]) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[274], exif[271] = 6, "a camera"
    return exif


def _pdf(coding: str) -> bytes:
    image, out = letter(420, 300), io.BytesIO()
    coded, matrix = CODINGS[coding](image), (151.2, 0, 0, 108, 0, 0)
    with pikepdf.new() as pdf:
        for more in (b"", b"0 0 9 9 re f"):
            scan_page(pdf, [(image, coded, matrix)], (151.2, 108), more=more)
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]))
        pdf.pages[0].obj.Annots = Array([note])
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _kind(content: bytes) -> str:
    heads = {b"II": "tiff", b"MM": "tiff", b"\x89P": "png", b"\xff\xd8": "jpeg", b"%P": "pdf"}
    return heads.get(content[:2], "")


def flip_bits(content: bytes, chance: random.Random) -> bytes:
    """Flip some bits anywhere."""
    out = bytearray(content)
    for _time in range(chance.choice((1, 1, 3, 10, 50))):
        if out:
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def put_number(content: bytes, chance: random.Random) -> bytes:
    """Write a number that programs stumble over somewhere, mostly near the head."""
    size = chance.choice((1, 2, 4, 8))
    number = chance.choice((*_NUMBERS, len(content), len(content) - 1)) % (1 << 8 * size)
    at = chance.randrange(chance.choice((64, 512, len(content) + 1)))
    raw = number.to_bytes(size, chance.choice(("little", "big")))
    return content[:at] + raw + content[at + size :]


def cut(content: bytes, chance: random.Random) -> bytes:
    """Break off."""
    return content[: chance.randrange(len(content) + 1)]


def lose_a_piece(content: bytes, chance: random.Random) -> bytes:
    """Take bytes out of the middle."""
    at, size = _piece(content, chance)
    return content[:at] + content[at + size :]


def repeat_a_piece(content: bytes, chance: random.Random) -> bytes:
    """Repeat some bytes, at most a hundred times."""
    at, size = _piece(content, chance)
    return content[:at] + content[at : at + size] * chance.choice((2, 3, 100)) + content[at:]


def blank_a_piece(content: bytes, chance: random.Random) -> bytes:
    """Overwrite bytes with zeros, ones or noise: a bad sector, a lost packet."""
    at, size = _piece(content, chance)
    filling = chance.choice((bytes(size), b"\xff" * size, chance.randbytes(size)))
    return content[:at] + filling + content[at + size :]


def splice(content: bytes, chance: random.Random) -> bytes:
    """Go on as another file."""
    _name, other = chance.choice(sound())
    return content[: chance.randrange(len(content) + 1)] + other[chance.randrange(len(other)) :]


def wrap(content: bytes, chance: random.Random) -> bytes:
    """Put junk in front or behind: mail headers, printer commands, zeros."""
    junk = chance.choice(
        (b"\x1b%-12345X@PJL\r\n", bytes(600), b"Subject: x\r\n\r\n", b"%PDF-1.4\n")
    )
    return junk + content if chance.random() < 0.5 else content + junk * chance.choice((1, 50))


def _piece(content: bytes, chance: random.Random) -> tuple[int, int]:
    return chance.randrange(len(content) + 1), chance.choice((1, 4, 16, 200, 3000))


def tag(content: bytes, chance: random.Random) -> bytes:
    """Change type, count or value of a tag of the first directory, or where the list goes on."""
    order = "<" if content[:2] == b"II" else ">"
    out = bytearray(content)
    try:
        (at,) = struct.unpack_from(order + "I", out, 4)
        (count,) = struct.unpack_from(order + "H", out, at)
        if chance.random() < 0.2:
            following = chance.choice((at, 4, 0, len(out) - 1, 0xFFFFFFFF, chance.randrange(2**32)))
            struct.pack_into(order + "I", out, at + 2 + 12 * count, following)
            return bytes(out)
        entry = at + 2 + 12 * chance.randrange(max(1, count))
        if chance.random() < 0.3:
            struct.pack_into(order + "H", out, entry + chance.choice((0, 2)), chance.randrange(400))
        else:
            value = chance.choice((*_NUMBERS, at, chance.randrange(len(out))))
            struct.pack_into(order + "I", out, entry + chance.choice((4, 8)), value)
    except struct.error:
        return flip_bits(content, chance)
    return bytes(out)


def chunk(content: bytes, chance: random.Random) -> bytes:
    """Change, drop, repeat or add a chunk of a PNG, its checksum right."""
    parts, at = [], 8
    while at + 12 <= len(content):
        (size,) = struct.unpack_from(">I", content, at)
        parts.append((content[at + 4 : at + 8], content[at + 8 : at + 8 + size]))
        at += 12 + size
    if not parts:
        return cut(content, chance)
    place = chance.randrange(len(parts))
    kind, data = parts[place]
    match chance.randrange(5):
        case 0:
            parts[place] = kind, flip_bits(data, chance)
        case 1:
            parts[place] = kind, put_number(data, chance)
        case 2:
            del parts[place]
        case 3:
            parts.insert(place, parts[place])
        case _:
            name = chance.choice((b"iCCP", b"eXIf", b"zTXt", b"iTXt", b"tRNS", b"pHYs", b"acTL"))
            junk = chance.randbytes(chance.choice((0, 3, 300)))
            packed = chance.choice((junk, b"x\x00\x00" + zlib.compress(bytes(10**6))))
            parts.insert(place, (name, packed))
    return content[:8] + b"".join(bombs.png_chunk(kind, data) for kind, data in parts)


def segment(content: bytes, chance: random.Random) -> bytes:
    """Change, drop, repeat or add a segment before the JPEG's scan; or its size."""
    parts, at = [], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        size = 2 + struct.unpack_from(">H", content, at + 2)[0]
        parts.append(content[at : at + size])
        at += size
    if not parts:
        return cut(content, chance)
    place = chance.randrange(len(parts))
    match chance.randrange(5):
        case 0:
            parts[place] = parts[place][:4] + flip_bits(parts[place][4:], chance)
        case 1:
            frames = [n for n, part in enumerate(parts) if 0xC0 <= part[1] <= 0xC2]
            for frame in frames:
                edges = chance.choice(_NUMBERS) & 0xFFFF, chance.choice(_NUMBERS) & 0xFFFF
                parts[frame] = parts[frame][:5] + struct.pack(">HH", *edges) + parts[frame][9:]
        case 2:
            del parts[place]
        case 3:
            parts.insert(place, parts[place])
        case _:
            head = chance.choice((b"Exif\x00\x00MM\x00*", b"ICC_PROFILE\x00\x01\x01", b"JFIF\x00"))
            junk = head + chance.randbytes(chance.choice((0, 8, 500)))
            marker = bytes([0xFF, chance.choice((0xE0, 0xE1, 0xE2, 0xEE, 0xFE))])
            parts.insert(place, marker + struct.pack(">H", 2 + len(junk)) + junk)
    return content[:2] + b"".join(parts) + content[at:]


_PDF_NUMBER, _PDF_NAME = re.compile(rb"-?\d+(\.\d+)?"), re.compile(rb"/[A-Za-z]+")
_PDF_THINGS = (
    b"-1", b"0", b"65536", b"2147483647", b"-2147483648", b"99999999999999999999", b"1e99", b"null",
    b"1 0 R", b"2 0 R", b"3 0 R", b"99 0 R", b"[1 0 R]", b"<< >>", b"(x)", b"<00>", b"true",
)  # fmt: skip


def pdf_object(content: bytes, chance: random.Random) -> bytes:
    """Put another value in place of a number, or another name in place of a name."""
    body = content.rfind(b"startxref")
    pattern = chance.choice((_PDF_NUMBER, _PDF_NUMBER, _PDF_NAME))
    found = [
        match for match in pattern.finditer(content[: max(0, body)]) if b"xref" not in match[0]
    ]
    if not found:
        return flip_bits(content, chance)
    names = [match[0] for match in found] if pattern is _PDF_NAME else _PDF_THINGS
    where = chance.choice(found)
    return content[: where.start()] + chance.choice(names) + content[where.end() :]


_ANYWHERE: tuple[Mutation, ...] = (
    flip_bits, put_number, cut, lose_a_piece, repeat_a_piece, blank_a_piece, splice, wrap,
)  # fmt: skip
#: Taken more often than those that strike anywhere: a parser stumbles over its own words.
_OF_A_TYPE: dict[str, tuple[Mutation, ...]] = {
    "tiff": (tag,) * 8, "png": (chunk,) * 8, "jpeg": (segment,) * 8, "pdf": (pdf_object,) * 12,
}  # fmt: skip
