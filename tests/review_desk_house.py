"""A desk with a real database, blobs and invented records, served over real HTTP."""

import datetime as dt
import io
import itertools
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
import uvicorn
from PIL import Image, ImageDraw, ImageFont

from dilekce import codec, work
from dilekce.blobs import Blobs
from dilekce.clock import TURKIYE
from dilekce.desk_readings import DeskReadings
from dilekce.store import arrivals, petitions
from dilekce.store.accounts import DeskAccounts
from dilekce.store.audit import Deed
from dilekce.store.database import open_database, upgrade
from dilekce.store.desk import DeskRecords
from dilekce.store.desk_arrivals import DeskArrivals, DeskTrail
from dilekce.store.desk_blind import DeskBlind
from dilekce.store.desk_numbers import DeskNumbers
from dilekce.store.desk_preferences import DeskPreferences
from dilekce.store.desk_search import DeskSearch
from dilekce.store.desk_tasks import DeskTasks
from dilekce.store.plans import DeskPlans
from dilekce.store.proposals import Made
from dilekce.store.uploads import DropFolder
from dilekce.trust import Trust
from domain.arrival import Arrival, Channel, FileType, Receipt, arrival_id, petition_id
from domain.field import Evidence, Field, FieldName, FieldState
from domain.geometry import Box
from domain.lifecycle import ArrivalState, PetitionState
from domain.page import CropPurpose, Line, Page, Read, Word
from domain.petition import PageRef
from domain.record import Record, field_to_json, instant
from domain.tckn import check_digits
from extract import gates
from ocr.tesseract import Tesseract
from review.house import DeskOptions, Ports
from review.roles import Role
from review.task_ports import Unit
from review.web import create_app

START = dt.datetime(2026, 11, 23, 9, 0, tzinfo=TURKIYE)
MADE = Made("engine", "model")
TRUST = Trust(gates.ladders(), {}, MADE, 0.001)
PASSWORD = "gökyüzü-kahverengi-7"
_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def tckn(first_nine: str = "482917365") -> str:
    """A number with right check digits that belongs to nobody we know."""
    return first_nine + check_digits(first_nine)


@dataclass
class House:
    """Everything a test may look into."""

    database: sa.Engine
    blobs: Blobs
    accounts: DeskAccounts
    ports: Ports
    drop: Path
    at: list[dt.datetime]
    notified: list[tuple[str, int]] = field(default_factory=list)
    resubmitted: list[tuple[str, int]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def pass_time(self, **parts: float) -> None:
        self.at[0] += dt.timedelta(**parts)

    def person(self, name: str, role: Role = Role.REVIEWER) -> None:
        token = self.accounts.invite(name, role)
        assert self.accounts.first_sign_in(token, PASSWORD)

    def row(self, petition: str) -> dict[str, Any]:
        with self.database.begin() as connection:
            return dict(petitions.get(connection, petition))


def open_house(
    folder: Path,
    *,
    now: dt.datetime = START,
    url: str | None = None,
    second_key: bool = False,
) -> House:
    """Return a house with an empty database in ``folder``, or at ``url``."""
    database = open_database(url or f"sqlite:///{folder / 'desk.db'}")
    upgrade(database)
    blobs = Blobs(f"file://{folder / 'blobs'}")
    at = [now]
    clock = lambda: at[0]  # noqa: E731 - one line reads better here
    notified: list[tuple[str, int]] = []
    resubmitted: list[tuple[str, int]] = []
    accounts = DeskAccounts(database, clock)
    handing_on: dict[str, Any] = {
        "reroute": lambda record: record | {"route": _ROUTE},
        "destinations": ["folder"],
        "notify": lambda petition, revision: notified.append((petition, revision)),
        "now": clock,
    }
    ports = Ports(
        accounts=accounts,
        records=DeskRecords(database, clock),
        tasks=DeskTasks(database, second_key=second_key, **handing_on),
        plans=DeskPlans(database, lambda: None, clock),
        readings=DeskReadings(blobs, _read_piece),
        units=FewUnits(),
        blind=DeskBlind(database, **handing_on),
        search=DeskSearch(database, clock),
        numbers=DeskNumbers(database, TRUST.standings, clock),
        arrivals=DeskArrivals(
            database,
            drop=DropFolder(folder / "drop").put,
            resubmit=lambda arrival, attempt: resubmitted.append((arrival, attempt)),
            now=clock,
        ),
        trail=DeskTrail(database, clock),
        preferences=DeskPreferences(database),
        images=blobs,
        now=clock,
    )
    return House(database, blobs, accounts, ports, folder / "drop", at, notified, resubmitted)


class FewUnits:
    """Two units instead of the whole table."""

    def all(self) -> list[Unit]:
        return [
            Unit(code="fen", name="Fen İşleri Müdürlüğü"),
            Unit(code="zabita", name="Zabıta Müdürlüğü"),
        ]


def _read_piece(page: Page, folder: Path, box: Box, purpose: CropPurpose | None) -> Sequence[str]:
    """Read with the real engine, here and not in a child."""
    return work.read_piece(page, folder, Tesseract(), box, purpose)


_ROUTE = {"unit": "fen", "name": "Fen İşleri Müdürlüğü", "because": "subject: yol"}
_LINES = (
    ("addressee", "ÇAMLIDERE BELEDİYE BAŞKANLIĞINA", 620, 260),
    ("subject", "Konu: Bozuk yolun onarılması", 260, 480),
    (None, "Mahallemizdeki yol uzun zamandır bozuktur. Gereğini arz ederim.", 260, 640),
    ("name", "Işıl ÇAĞLAYANGİL", 1500, 1180),
    ("signature", "~~~", 1560, 1260),
    ("tckn", "T.C. Kimlik No: {tckn}", 260, 1500),
    ("address", "Adres: Söğütlü Mah. Kiraz Sok. No: 7 Çamlıdere", 260, 1620),
    ("phone", "Telefon: 0312 555 01 23", 260, 1740),
    ("date", "03.11.2026", 1500, 480),
)


_SIZE = (2480, 3508)


def _page_png(number: str) -> tuple[bytes, dict[str, Box], tuple[Line, ...]]:
    image = Image.new("L", _SIZE, 250)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(_FONT, 44)
    boxes, lines = {}, []
    for name, text, x, y in _LINES:
        line = text.format(tckn=number)
        draw.text((x, y), line, fill=20, font=font)
        words, at = [], float(x)
        for word in line.split():
            left, top, right, bottom = (int(v) for v in draw.textbbox((at, y), word, font=font))
            words.append(Word(word, Box(left, top, right - left, bottom - top), 0.9))
            at += draw.textlength(f"{word} ", font=font)
        lines.append(Line(tuple(words)))
        if name:
            boxes[name] = lines[-1].box
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue(), boxes, tuple(lines)


def _reading(lines: tuple[Line, ...], number: int, image: str) -> bytes:
    width, height = _SIZE
    read = (Read("page", lines),)
    page = Page(number=number, width=width, height=height, dpi=300, reads=read, image=image)
    return codec.page_to_bytes(page)


def _fields(
    values: dict[str, Any], boxes: dict[str, Box], doubtful: Mapping[FieldName, tuple[int, ...]]
) -> Record:
    out = {}
    for name in FieldName:
        value = values.get(name.value)
        state = FieldState.MISSING if value is None else FieldState.FOUND
        place = Evidence(page=1, box=boxes[name], rule="label.right") if name in boxes else None
        out[name.value] = field_to_json(
            Field(
                name=name,
                state=state,
                value=value,
                confidence=0.91,
                evidence=place,
                doubtful=doubtful.get(name, ()),
            )
        )
    return out


def petition(
    house: House,
    *,
    due: dt.date = dt.date(2026, 12, 23),
    state: PetitionState = PetitionState.REVIEW,
    reasons: tuple[tuple[str, str | None], ...] = (("tckn.invalid", "tckn"),),
    kind: str = "istek",
    doubtful: tuple[tuple[FieldName, tuple[int, ...]], ...] = (),
    pages: int = 1,
    **values: Any,
) -> str:
    """Store an invented petition of one page and return its id."""
    read_wrong = tckn()[:10] + str((int(tckn()[10]) + 1) % 10)
    known = {
        "tckn": read_wrong,
        "name": "Işıl ÇAĞLAYANGİL",
        "subject": "Bozuk yolun onarılması",
        "address": "Söğütlü Mah. Kiraz Sok. No: 7 Çamlıdere",
        "phone": "+903125550123",
        "addressee": "ÇAMLIDERE BELEDİYE BAŞKANLIĞINA",
        "date": "2026-11-03",
        "signature": True,
    } | values
    number = next(house.numbers)
    png, boxes, lines = _page_png(str(known["tckn"]))
    sha256 = f"{number:014d}" + house.blobs.put(png)[:50]
    arrival, key = arrival_id(sha256), petition_id(sha256, 1)
    landing = Receipt(file_name=f"faks-{number}.tif", received_at=START, channel=Channel.FAX)
    item = Arrival(
        id=arrival, sha256=sha256, size=len(png), file_type=FileType.TIFF, receipt=landing
    )
    record: Record = {
        "schema": "dilekce.petition/1",
        "id": key,
        "revision": 1,
        "status": "review",
        "reasons": [
            {"code": code, "text": code} | ({"field": name} if name else {})
            for code, name in reasons
        ],
        "arrival": {
            "file": landing.file_name,
            "sha256": sha256,
            "received_at": instant(START),
            "channel": "fax",
            "pages": list(range(1, pages + 1)),
        },
        "kind": kind,
        "track": "3071",
        "fields": _fields(known, boxes, dict(doubtful)),
        "route": _ROUTE,
        "clock": {
            "due": due.isoformat(),
            "moved_to": due.isoformat(),
            "rule": "3071/7",
            "counted_from": "2026-11-23",
        },
        "findings": [],
        "text": "\n".join(line[1].format(tckn=known["tckn"]) for line in _LINES),
    }
    deed = Deed(START)
    image_key, numbers = house.blobs.put(png), range(1, pages + 1)
    readings = {n: house.blobs.put(_reading(lines, n, image_key)) for n in numbers}
    with house.database.begin() as connection:
        arrivals.record(connection, deed, item, {})
        received, read = ArrivalState.RECEIVED, ArrivalState.READ
        arrivals.move(connection, deed, arrival, received, read, page_count=pages)
        arrivals.move(connection, deed, arrival, read, ArrivalState.SPLIT)
        kept = {"image_key": image_key, "role": "petition"}
        size = {"width": _SIZE[0], "height": _SIZE[1]}
        fate = {"fate": "petition", "reason": None, **kept, **size}
        rows = [fate | {"number": n, "read_key": readings[n]} for n in numbers]
        arrivals.put_pages(connection, arrival, rows)
        petitions.create(connection, deed, key, [PageRef(arrival, n) for n in numbers])
        petitions.move(
            connection, deed, key, PetitionState.READING, state,
            record=record, due=due.isoformat(), unit="fen",
        )  # fmt: skip
    return key


def set_aside(house: House, problem: str, file_name: str = "bozuk.pdf") -> str:
    """Store an arrival that was quarantined."""
    sha256 = house.blobs.put(f"{problem}{next(house.numbers)}".encode())
    arrival, deed = arrival_id(sha256), Deed(START)
    landing = Receipt(file_name=file_name, received_at=START, channel=Channel.POST)
    item = Arrival(id=arrival, sha256=sha256, size=9, file_type=None, receipt=landing)
    with house.database.begin() as connection:
        arrivals.record(connection, deed, item, {})
        arrivals.move(
            connection, deed, arrival, ArrivalState.RECEIVED, ArrivalState.QUARANTINED,
            problem=problem,
        )  # fmt: skip
    return arrival


@contextmanager
def served(house: House, **options: Any) -> Iterator[str]:
    """Serve the desk on a free loopback port; yields its address."""
    app = create_app(house.ports, DeskOptions(**options))
    door = socket.create_server(("127.0.0.1", 0))
    # As on sockets that uvicorn opens itself: else a body waits 40 ms for its headers' receipt.
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    # A stream of events would keep the server up: it is cut after a second.
    quiet: dict[str, Any] = {"log_config": None, "ws": "none", "lifespan": "off"}
    server = uvicorn.Server(uvicorn.Config(app, timeout_graceful_shutdown=1, **quiet))
    thread = threading.Thread(target=server.run, args=([door],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        app.state.desk.pulse.closed = True
        server.should_exit = True
        thread.join(timeout=10)
        door.close()


def browser(address: str) -> httpx.Client:
    """Return a client that posts as our own pages do."""
    return httpx.Client(base_url=address, headers={"Origin": address}, follow_redirects=True)


def sign_in(client: httpx.Client, name: str) -> httpx.Response:
    """Sign in with the tests' password."""
    return client.post("/giris", data={"name": name, "password": PASSWORD})


@contextmanager
def at_desks(house: House, *names: str) -> Iterator[dict[str, httpx.Client]]:
    """Serve the house with each of these people signed in, by name."""
    with ExitStack() as stack:
        address = stack.enter_context(served(house))
        desk = {}
        for name in names:
            desk[name] = stack.enter_context(browser(address))
            sign_in(desk[name], name)
        yield desk
