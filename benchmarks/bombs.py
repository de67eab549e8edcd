"""Small files that ask for much: pixels, pages, depth, bytes, loops."""

import random
import struct
import zlib
from collections.abc import Callable, Sequence

from tests.builders_tiff import BAR_ROW, EMPTY_ROW, EOL, Page, bits, tiff

_MANY = (100, 5_000, 100_000)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, depth: int, colour: int, data: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def png_of_lies(chance: random.Random) -> bytes:
    """Declare more pixels than any letter has, and bring none."""
    edges = chance.choice(((2**31 - 1, 2**31 - 1), (65_535, 65_535), (1, 2**31 - 1), (0, 0)))
    return _png(*edges, chance.choice((1, 8, 16)), chance.choice((0, 2, 6)), zlib.compress(b""))


def png_of_zeros(chance: random.Random) -> bytes:
    """Bring them, packed a thousandfold: just below the limit of pixels, and above it."""
    width, height = chance.choice(
        ((10_000, 11_900), (10_000, 12_100), (118_000_000, 1), (1, 10**6))
    )
    return _png(width, height, 1, 0, _packed((width + 7) // 8 + 1, height))


def _packed(row: int, rows: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(row)) for _row in range(rows)) + packer.flush()


def tiff_of_lies(chance: random.Random) -> bytes:
    """Declare a page whose strips hold nothing of what they promise."""
    height, coding = (
        chance.choice((69_000, 1_000_000, 2**31, 2**32 - 1)),
        chance.choice((1, 3, 4, 5)),
    )
    rows = bits(EMPTY_ROW * 20)
    tags: dict[int, int | str | tuple[int, ...]] = {278: chance.choice((1, height))}
    return tiff([Page([rows], height, coding, tags)])


def tiff_of_pages(chance: random.Random) -> bytes:
    """Bring very many pages, or a list that never ends."""
    page = Page([bits((EOL + BAR_ROW) * 8)], 8, 3)
    count = chance.choice((400, 499, 3_000))
    return tiff([page] * count, loop_to=chance.choice((None, None, 0, count - 1)))


def tiff_of_deflate(chance: random.Random) -> bytes:
    """Pack zeros a thousandfold, in one strip."""
    height = chance.choice((60_000, 600_000))
    return tiff([Page([zlib.compress(bytes(216 * height), 9)], height, 8, {278: height})])


def pdf(objects: Sequence[bytes], *, root: int = 1) -> bytes:
    """Return a PDF of these objects, numbered from 1, with a right table of where they are."""
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root %d 0 R >>\n" % (len(objects) + 1, root)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % table)


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def _one_page(contents: bytes, *others: bytes, box: str = "0 0 200 200", of: bytes = b"") -> bytes:
    """Return a PDF of one page whose content is object 4; ``others`` are 5, 6, …"""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R".encode()
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    return pdf([catalog, tree, page + of + b" >>", contents, *others])


def pdf_of_size(chance: random.Random) -> bytes:
    """Show a sheet as large as a town, or without any size."""
    edges = ("0 0 2000000 2000000", "0 0 1e30 1e30", "0 0 1 9999999", "0 0 0 0", "9 9 -9 -9")
    return _one_page(_stream(b"0 0 9 9 re f"), box=chance.choice(edges))


def pdf_of_depth(chance: random.Random) -> bytes:
    """Nest: arrays, dictionaries, saved states, a tree of pages of one child each."""
    deep = chance.choice(_MANY)
    match chance.randrange(4):
        case 0:
            return _one_page(_stream(b"f"), b"[" * deep + b"]" * deep, of=b" /X 5 0 R")
        case 1:
            return _one_page(_stream(b"f"), b"<</A" * deep + b"0" + b">>" * deep, of=b" /X 5 0 R")
        case 2:
            return _one_page(_stream(b"q " * deep + b"0 0 9 9 re f"))
    deep = min(deep, 5_000)
    nodes = [
        b"<< /Type /Pages /Count 1 /Kids [%d 0 R] /Parent %d 0 R >>" % (n + 1, max(2, n - 1))
        for n in range(2, deep)
    ]
    leaf = b"<< /Type /Page /MediaBox [0 0 99 99] /Parent %d 0 R >>" % (deep - 1)
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, leaf])


def pdf_of_loops(chance: random.Random) -> bytes:
    """Lead back: pages, forms, contents, lengths, annotations that hold themselves."""
    match chance.randrange(5):
        case 0:
            kids = b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"
            return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", kids])
        case 1:
            form = _stream(b"/F Do " * 9, b"/Type /XObject /Subtype /Form /BBox [0 0 99 99]"
                           b" /Resources << /XObject << /F 5 0 R >> >>")  # fmt: skip
            use = b" /Resources << /XObject << /F 5 0 R >> >>"
            return _one_page(_stream(b"/F Do"), form, of=use)
        case 2:
            return _one_page(b"[4 0 R 4 0 R]")
        case 3:
            return _one_page(b"<< /Length 4 0 R >>\nstream\nf\nendstream")
    return _one_page(_stream(b"f"), b"[5 0 R 5 0 R]", of=b" /Annots 5 0 R /Resources 3 0 R")


def pdf_of_bytes(chance: random.Random) -> bytes:
    """Unpack to much: a content, a content packed twice, a picture of zeros."""
    data = zlib.compress(b"0 0 9 9 re f\n" * 8_000_000, 9)
    match chance.randrange(3):
        case 0:
            return _one_page(_stream(data, b"/Filter /FlateDecode"))
        case 1:
            twice = zlib.compress(data, 9)
            return _one_page(_stream(twice, b"/Filter [/FlateDecode /FlateDecode]"))
    edge = chance.choice((6_000, 20_000, 100_000))
    packed = _packed((edge + 7) // 8, edge)
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d" % (edge, edge)
    head += b" /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode"
    use = b" /Resources << /XObject << /I 5 0 R >> >>"
    return _one_page(_stream(b"200 0 0 200 0 0 cm /I Do"), _stream(packed, head), of=use)


def pdf_of_pages(chance: random.Random) -> bytes:
    """Bring very many pages, or say so."""
    count = chance.choice((100, 5_000))
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(count))
    told = chance.choice((count, 1, 10**9, -1))
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, told)
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 20 20] >>"
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[leaf] * count])


def pdf_of_work(chance: random.Random) -> bytes:
    """Ask for much drawing: small tiles on a large sheet, dashes without end, shadings."""
    tile = _stream(b"0 0 1 1 re f", b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1"
                   b" /BBox [0 0 1 1] /XStep .01 /YStep .01 /Resources << >>")  # fmt: skip
    use = b" /Resources << /Pattern << /P 5 0 R >> >>"
    drawings = (
        b"/Pattern cs /P scn 0 0 5000 5000 re f", b"[.0001] 0 d 0 0 m 5000 5000 l S",
        b"0 0 m " + b"9 4999 1 2 4999 9 c " * 50_000 + b"S",
    )  # fmt: skip
    return _one_page(_stream(chance.choice(drawings)), tile, box="0 0 5000 5000", of=use)


ALL: tuple[tuple[str, Callable[[random.Random], bytes]], ...] = tuple(
    (made.__name__, made)
    for made in (
        png_of_lies, png_of_zeros, tiff_of_lies, tiff_of_pages, tiff_of_deflate, pdf_of_size,
        pdf_of_depth, pdf_of_loops, pdf_of_bytes, pdf_of_pages, pdf_of_work,
    )
)  # fmt: skip
