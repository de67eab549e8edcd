import os

import pytest

from domain.arrival import Channel
from ingest.names import belongs, channel_of, is_companion, is_temporary, printable


@pytest.mark.parametrize(
    "name",
    [
        "a.tif.part",
        "A.PART",
        "~$dilekçe.pdf",
        ".hidden.pdf",
        "x.tmp",
        "x.crdownload",
        "FAX.FILEPART",
    ],
)
def test_names_a_writer_still_holds_are_left_alone(name: str) -> None:
    assert is_temporary(name)


@pytest.mark.parametrize("name", ["a.tif", "party.pdf", "tmp", "part.tif", "İĞNE.PDF", "a~$b.pdf"])
def test_other_names_are_taken_whatever_they_say(name: str) -> None:
    assert not is_temporary(name)


def test_sidecars_are_told_by_their_ending_in_any_case() -> None:
    assert all(is_companion(f"a{end}") for end in (".json", ".XML", ".csv", ".txt", ".TSV", ".IDX"))
    assert not is_companion("a.tif")
    assert not is_companion("txt")


def test_a_sidecar_belongs_to_the_same_stem_in_the_same_folder() -> None:
    assert belongs("fax/a.xml", "fax/a.tif")
    assert belongs("fax/a.tif.xml", "fax/a.tif")
    assert not belongs("fax/a.xml", "post/a.tif")
    assert not belongs("a.xml", "ab.tif")


def test_the_channel_is_the_first_sub_folder() -> None:
    assert channel_of("post/a.tif", Channel.FAX) is Channel.POST
    assert channel_of("FAX/2026/a.tif", Channel.POST) is Channel.FAX
    assert channel_of("fax.tif", Channel.POST) is Channel.POST
    assert channel_of("other/fax/a.tif", Channel.POST) is Channel.POST


def test_a_name_of_foreign_bytes_becomes_storable_text() -> None:
    name = os.fsdecode("dilekçe.tif".encode("cp1254"))
    assert printable(name).encode("utf-8") == b"dilek\\xe7e.tif"
    assert printable("a\nb'\u202e.tif") == "a\nb'\u202e.tif"
