"""A real file of several letters, from pixels to the store: cut, booked, understood, once."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import cv2
import jsonschema
import numpy as np
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from pdf2image import convert_from_bytes

from dilekce import clock, reading, schemas, separator, settings, store, wiring
from dilekce.blobs import Blobs
from dilekce.pipeline import Pipeline
from dilekce.reading import Reader
from dilekce.store import arrivals, ledger, petitions, tables
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id, petition_id
from domain.page import PageRole
from extract import roles
from ocr import codes, pixels
from ocr.pixels import Grey
from ocr.read import read_page
from ocr.tesseract import Tesseract
from samples import batches, make, sheets
from tests.builders_ocr import decoded, grainy, letter, paper

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with wiring.reader(settings.Settings(), 2) as hands:
        yield hands


@pytest.fixture
def pipeline(tmp_path: Path, reader: Reader) -> Iterator[Pipeline]:
    database = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    upgrade(database)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    blobs = Blobs(f"file://{tmp_path / 'blobs'}")
    trust = wiring.trust(settings.Settings(), reader.engine)
    yield Pipeline(database, blobs, reader, scratch, lambda *_: ("folder",), trust)
    database.dispose()


def a_batch(separated: bool) -> make.Sample:  # noqa: FBT001
    stem = f"dev-{'separated' if separated else 'bare'}-1-0002"
    return batches.a_batch(stem, "dev", "fax_standard", separated)


def wanted(sample: make.Sample) -> list[tuple[int, ...]]:
    owners = [page["petition"] for page in sample.truth["pages"]]
    return [
        tuple(n for n, owner in enumerate(owners, 1) if owner == k)
        for k in sorted({*owners} - {None})
    ]


def admit(pipeline: Pipeline, data: bytes) -> str:
    sha256 = pipeline.blobs.put(data)
    landing = Receipt(file_name="x.tif", received_at=clock.now(), channel=Channel.FAX)
    item = Arrival(
        id=arrival_id(sha256), sha256=sha256, size=len(data), file_type=FileType.TIFF,
        receipt=landing,
    )  # fmt: skip
    with pipeline.database.begin() as connection:
        arrivals.record(connection, Deed(clock.now()), item, {})
    return item.id


def test_a_batch_becomes_several_petitions_and_the_ledger_balances(pipeline: Pipeline) -> None:
    sample = a_batch(separated=True)
    arrival = admit(pipeline, sample.data)
    rows = [pipeline.read(item) for item in pipeline.decode(arrival)]
    pipeline.split(arrival, rows)
    pipeline.split(arrival, rows)  # the step is repeated after a crash
    with pipeline.database.begin() as connection:
        found = petitions.of_arrival(connection, arrival)
        refs = [petitions.pages(connection, identity) for identity in found]
        booked = arrivals.pages(connection, arrival)
        row = arrivals.get(connection, arrival)
        assert ledger.balance(connection).balanced
    assert found == [petition_id(row["sha256"], n) for n in range(1, len(found) + 1)]
    assert [tuple(ref.page for ref in one) for one in refs] == wanted(sample)
    roles_wanted = [page["role"] for page in sample.truth["pages"]]
    assert [page["role"] for page in booked] == roles_wanted
    assert [p["reason"] for p in booked if p["fate"] == "leftover"] == ["separator"] * len(found)
    pipeline.understand(arrival)
    pipeline.understand(arrival)
    with pipeline.database.begin() as connection:
        records = [petitions.get(connection, identity)["record"] for identity in found]
        assert ledger.balance(connection).balanced
    for record, truth in zip(records, sample.truth["letters"], strict=True):
        jsonschema.validate(record, schemas.petition())
        others = [t["name"] for t in sample.truth["letters"] if t["name"] != truth["name"]]
        assert not [name for name in others if name in record["text"]]


def test_reading_without_a_store_prints_one_record_per_petition(
    reader: Reader, tmp_path: Path
) -> None:
    sample = a_batch(separated=False)
    (tmp_path / "joined.tif").write_bytes(sample.data)
    (found,) = reading.read_files(reader, [tmp_path / "joined.tif"], Channel.FAX, 1)
    assert [tuple(record["arrival"]["pages"]) for record in found] == wanted(sample)
    assert [record["id"][-2:] for record in found] == [f"-{n}" for n in range(1, len(found) + 1)]
    for record in found:
        jsonschema.validate(record, schemas.petition())
        (header,) = {page["fax_header"]["sender"] for page in record["pages"]}
        assert len(header) == 11
        assert len({page["fax_tags"]["sender"] for page in record["pages"]}) == 1
    json.dumps(found)


def test_a_file_of_one_separator_is_set_aside_with_that_reason(
    reader: Reader, tmp_path: Path
) -> None:
    (tmp_path / "sheet.pdf").write_bytes(separator.sheet())
    ((record,),) = reading.read_files(reader, [tmp_path / "sheet.pdf"], Channel.POST, 1)
    assert [reason["code"] for reason in record["reasons"]] == ["file.only_separators"]


def the_sheet(dpi: int) -> Grey:
    page = convert_from_bytes(separator.sheet(), dpi=dpi, grayscale=True)[0]
    return np.asarray(page, np.uint8).copy()


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_our_separator_sheet_is_known_however_it_lies(tmp_path: Path, turned: int) -> None:
    page = pixels.turn(grainy(the_sheet(150)), turned)
    read = read_page(decoded(tmp_path, page, 150), tmp_path, Tesseract())
    assert roles.alone(roles.look(read)) is PageRole.SEPARATOR
    assert {code.kind for code in read.codes} == {"QRCode", "Code128"}


def test_its_words_alone_are_enough(tmp_path: Path) -> None:
    page = grainy(the_sheet(150))
    for code in codes.find(page, 0):
        box = code.box
        page[box.y : box.bottom, box.x : box.right] = 230
    read = read_page(decoded(tmp_path, page, 150), tmp_path, Tesseract())
    assert read.codes == ()
    assert roles.alone(roles.look(read)) is PageRole.SEPARATOR


def test_a_page_with_nothing_but_a_code_is_not_blank_and_its_box_is_upright(
    tmp_path: Path,
) -> None:
    sheet = the_sheet(100)
    page = paper(100)
    code = codes.find(sheet, 0)[0].box
    cut = pixels.cut(sheet, code.grown(12))
    page[300 : 300 + cut.shape[0], 200 : 200 + cut.shape[1]] = cut
    read = read_page(decoded(tmp_path, page, 100), tmp_path, Tesseract())
    assert not read.blank
    (found,) = read.codes
    assert abs(found.box.x - 212) <= 4
    assert abs(found.box.y - 312) <= 4


def test_a_separator_of_one_big_word_cuts(reader: Reader, tmp_path: Path) -> None:
    sample = batches.a_batch("dev-separated-4-0002", "dev", "fax_fine", separated=True)
    source = tmp_path / "source.tif"
    source.write_bytes(sample.data)
    batch, _ = reading.cut_file(reader, source, tmp_path)
    assert [cut.pages for cut in batch.cuts] == wanted(sample)


@pytest.mark.parametrize("turned", [0, 180])
@pytest.mark.parametrize("seed", [5, 11, 79])
def test_a_scratched_separator_is_known_by_its_large_word(
    tmp_path: Path, seed: int, turned: int
) -> None:
    rng = Random(seed)
    page = np.asarray(sheets.separator_sheet(rng, worn=rng.random() < 0.8), np.uint8)
    read = read_page(decoded(tmp_path, pixels.turn(page, turned), 300), tmp_path, Tesseract())
    assert read.codes == ()
    assert roles.alone(roles.look(read)) is PageRole.SEPARATOR


def test_bars_across_are_looked_for_on_pages_of_few_letters_only() -> None:
    sideways = pixels.turn(the_sheet(150), 90)
    assert {code.kind for code in codes.find(sideways, 10)} == {"QRCode", "Code128"}
    assert {code.kind for code in codes.find(sideways, 1000)} == {"QRCode"}


def test_no_code_is_read_where_there_is_none() -> None:
    table = letter(200)
    for x in range(200, 1500, 23):
        table[300:420, x : x + 1 + x % 7] = 0
    assert codes.find(table, 0) == ()


def test_the_same_paper_looks_alike_and_another_does_not(tmp_path: Path) -> None:
    page, moved = letter(200), np.roll(grainy(letter(200), seed=2), (5, -4), (0, 1))
    other = cv2.flip(page, 0)
    looks = [
        read_page(replace(decoded(tmp_path, image, 200)), tmp_path, Tesseract()).look
        for image in (page, moved, np.asarray(other, np.uint8))
    ]
    near, far = ((int(looks[0], 16) ^ int(look, 16)).bit_count() for look in looks[1:])
    limit = roles.gate("repeat_look") * 4 * len(looks[0])
    assert near <= limit < far


def test_a_store_of_the_first_schema_is_brought_up_to_date_with_its_letters(
    tmp_path: Path,
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'old.db'}")
    config = Config()
    config.set_main_option("script_location", str(Path(store.__file__).parent / "migrations"))
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with database.begin() as connection:
        connection.exec_driver_sql(
            "insert into arrival (id, sha256, size, file_name, channel, received_at, state,"
            " attempt, page_count) values ('a-1', 'ab', 1, 'x', 'fax', '2026', 'split', 0, 1)"
        )
        connection.exec_driver_sql(
            "insert into receipt (arrival_id, file_name, channel, received_at)"
            " values ('a-1', 'x', 'fax', '2026')"
        )
        connection.exec_driver_sql(
            "insert into page (arrival_id, number, fate) values ('a-1', 1, 'petition')"
        )
        connection.exec_driver_sql(
            "insert into petition (id, arrival_id, state, version, revision, record, created_at,"
            " changed_at) values ('p-1', 'a-1', 'review', 1, 0, '{}', '2026', '2026')"
        )
        connection.exec_driver_sql(
            "insert into petition_page (petition_id, position, arrival_id, page, rotation)"
            " values ('p-1', 1, 'a-1', 1, 0)"
        )
    upgrade(database)
    with database.begin() as connection:
        assert ledger.balance(connection).balanced
        assert arrivals.pages(connection, "a-1")[0]["role"] is None
        assert petitions.get(connection, "p-1")["doubts"] is None
        connection.execute(sa.insert(tables.petition_page).values(
            petition_id="p-1", position=2, arrival_id="a-1", page=1, rotation=0,
        ))  # fmt: skip
        faults = ledger.balance(connection).entries[0].faults
    assert faults == ("a page is in two petitions",)
    database.dispose()
