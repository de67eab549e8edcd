"""Whatever bytes of a scan are changed, cut or doubled, it ends in its pages or a named refusal."""

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import PROBLEMS, Unacceptable
from ingest.decode.limits import DecodeLimits
from ingest.decode.read import decode
from tests.builders_pdf import CODINGS, letter, write_scan
from tests.builders_tiff import BAR_ROW, EOL, Page, bits, tiff


@cache
def whole(kind: str) -> bytes:
    if kind == "fax":
        strip = bits((EOL + BAR_ROW) * 50)
        return tiff([Page([strip], 50, 3, {297: (0, 2), 270: "9031200"})] * 2)
    scan = letter(160, 200)
    with tempfile.TemporaryDirectory() as folder:
        write_scan(Path(folder, "a"), scan, CODINGS[kind](scan), (75, 75))
        return Path(folder, "a").read_bytes()


changes = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 8), st.binary(max_size=6)),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["fax", *CODINGS]), changes)
def test_a_changed_scan_ends_in_pages_or_a_named_refusal(
    kind: str, spoiled: list[tuple[float, int, bytes]]
) -> None:
    body = bytearray(whole(kind))
    for place, removed, added in spoiled:
        at = int(place * len(body))
        body[at : at + removed] = added
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "a"), Path(folder, "pages")
        path.write_bytes(body)
        out.mkdir()
        codes, images = set[str | None](), set[str | None]()
        try:
            pages = decode(path, out, DecodeLimits(page_seconds=20)).pages
            codes, images = {page.problem for page in pages}, {page.image for page in pages}
        except Unacceptable as refusal:
            codes = {refusal.code}
        assert codes - {None} <= PROBLEMS.keys()
        assert images - {None} == {file.name for file in out.iterdir()}
