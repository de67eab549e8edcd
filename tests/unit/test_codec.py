"""Pages as kept in the blob store, and decoded pages on their way through the engine."""

import json
from dataclasses import replace

from dilekce import codec
from domain.arrival import DecodedPage, FaxTags
from domain.geometry import Box
from domain.page import Code, Page, PageRole, Read
from tests.builders_extract import a_letter

TAGS = FaxTags(bad_lines=2, sender="03125550100", page=1, pages=3)


def a_full_page() -> Page:
    page = a_letter()
    first, second = page.reads
    return replace(
        page,
        reads=(first, Read(second.name, second.lines, (Box(1, 2, 3, 4),))),
        fax=TAGS,
        codes=(Code("QRCode", "DILEKCE", Box(5, 6, 7, 8)),),
        handwriting=(Box(9, 10, 11, 12),),
        role=PageRole.PETITION,
        look="ab12",
    )


def test_a_page_comes_back_as_it_was_kept() -> None:
    page = a_full_page()
    assert codec.page_from_bytes(codec.page_to_bytes(page)) == page


def test_a_page_kept_before_pages_had_codes_hands_and_roles_is_still_read() -> None:
    raw = json.loads(codec.page_to_bytes(a_letter()))
    for key in ("fax", "codes", "handwriting", "role", "look"):
        del raw[key]
    for read in raw["reads"]:
        del read["rows"]
    assert codec.page_from_bytes(json.dumps(raw).encode()) == a_letter()


def test_a_decoded_page_comes_back_with_what_the_fax_server_wrote() -> None:
    page = DecodedPage(
        number=1,
        image="page-0001.png",
        source_dpi=(204, 98),
        fax=TAGS,
        warnings=("tiff.bad_lines",),
    )
    assert codec.decoded_from_bytes(codec.decoded_to_bytes(page)) == page
