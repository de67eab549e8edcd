"""Serve the review desk, and let people in."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from rich.console import Console
from starlette.types import ASGIApp

from deliver.api import create_api
from dilekce import clock, outlets, records, work
from dilekce.children import Children
from dilekce.desk_readings import DeskReadings, ReadPiece
from dilekce.doors import Doors
from dilekce.health import vigil
from dilekce.health_doors import create_health_doors
from dilekce.replies import DeskReplies
from dilekce.settings import Settings
from dilekce.shelf import StoredShelf
from dilekce.store.accounts import DeskAccounts
from dilekce.store.desk import DeskRecords
from dilekce.store.desk_arrivals import DeskArrivals, DeskTrail
from dilekce.store.desk_blind import DeskBlind
from dilekce.store.desk_deliveries import DeskDeliveries
from dilekce.store.desk_numbers import DeskNumbers
from dilekce.store.desk_preferences import DeskPreferences
from dilekce.store.desk_search import DeskSearch
from dilekce.store.desk_tasks import DeskTasks
from dilekce.store.plans import DeskPlans
from dilekce.store.single_sign_on import DeskSingleSignOn
from dilekce.store.uploads import DropFolder
from dilekce.wiring import House, health, ocr_engine, registry, sender, stored_copies, trust
from domain.errors import Stop
from domain.geometry import Box
from domain.page import CropPurpose, Page
from domain.record import Record
from domain.turkish import fold
from review.house import DeskOptions, Ports
from review.roles import Role
from review.task_ports import Unit
from review.web import create_app

#: Who the very first start lets in: one decides on petitions, the other lets people in.
_FIRST_PEOPLE = (("yonetici", Role.SUPERVISOR), ("sistem", Role.ADMIN))


@contextmanager
def served(house: House, wake: Callable[[], None], console: Console, drop: Path) -> Iterator[None]:
    """Serve in the background; on the very first start, print a one-time sign-in link.

    What people upload lands in ``drop``, a folder that is watched.
    """
    settings = house.settings
    if settings.desk.is_exposed:
        raise Stop(
            "desk.exposed",
            "beyond loopback the desk must stand behind TLS: set desk.https once it does",
        )
    with Children(1, settings.work.memory_mb) as children, _serving(house, wake, children, drop):
        _greet(house, console)
        yield


@contextmanager
def _serving(
    house: House, wake: Callable[[], None], children: Children, drop: Path
) -> Iterator[None]:
    app = create_app(_ports(house, wake, children, drop), _options(house.settings))
    state = health(house)
    doors = Doors(app, _pull_api(house, children), create_health_doors(state, house.settings.desk))
    server = uvicorn.Server(_configuration(doors, house.settings))
    # Not in the main thread: there uvicorn would take the signals and end us before we tidied up.
    thread = threading.Thread(target=server.run, name="desk", daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.05)
    if not server.started:
        raise Stop("desk.port", f"port {house.settings.desk.port} cannot be served; set desk.port")
    try:
        with vigil(state):
            yield
    finally:
        app.state.desk.pulse.closed = True
        server.should_exit = True
        thread.join(timeout=30)


def _options(settings: Settings) -> DeskOptions:
    return DeskOptions(
        language=settings.language,
        https=settings.desk.https,
        addresses_known=bool(settings.desk.proxies) or not settings.desk.https,
        lock_seconds=settings.desk.lock_minutes * 60,
        max_upload_bytes=settings.work.max_mb * 1024 * 1024,
    )


def _pull_api(house: House, children: Children) -> FastAPI | None:
    """Return the pull API where a destination of the settings pulls."""
    if not outlets.pulling(house.settings):
        return None
    copies = stored_copies(house, children)
    return create_api(StoredShelf(house.database, house.blobs, copies.pdf))


def _configuration(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.desk.host,
        port=settings.desk.port,
        # Anybody may write X-Forwarded-For: only a named proxy's word is taken.
        proxy_headers=bool(settings.desk.proxies),
        forwarded_allow_ips=list(settings.desk.proxies),
        access_log=False,  # it would write every URL; the audit trail holds who saw what
        log_config=None,  # dilekce.logs: its own would tell what an exception quotes
        server_header=False,
        timeout_graceful_shutdown=5,
    )


def _greet(house: House, console: Console) -> None:
    console.print(f"The desk: {_address(house)}/", markup=False)
    accounts = DeskAccounts(house.database)
    if accounts.is_empty():
        for name, role in _FIRST_PEOPLE:
            link = _link(house, accounts.invite(name, role))
            console.print(f"First sign-in as {name} ({role.value}), once: {link}", markup=False)


def invitation(house: House, name: str, role: Role) -> str:
    """Add a person, or renew the link of one who is there; return the one-time link."""
    accounts = DeskAccounts(house.database)
    known = next((a.person for a in accounts.everyone() if a.person.name == name), None)
    if known is None:
        return _link(house, accounts.invite(name, role))
    if known.role is not role:
        raise Stop("user.role", "this person is there with another role; choose another name")
    return _link(house, accounts.renew(known.id))


def _ports(house: House, wake: Callable[[], None], children: Children, drop: Path) -> Ports:
    places = registry(house.settings)
    where = outlets.rules(house.settings, places.units.by_code).choose

    def reroute(record: Record) -> Record:
        return records.rerouted(record, places)

    def notify(_petition: str, _revision: int) -> None:
        wake()

    return Ports(
        accounts=DeskAccounts(house.database),
        records=DeskRecords(house.database),
        tasks=DeskTasks(
            house.database,
            reroute=reroute,
            destinations=where,
            notify=notify,
            second_key=house.settings.desk.second_key,
        ),
        blind=DeskBlind(house.database, reroute=reroute, destinations=where, notify=notify),
        search=DeskSearch(house.database),
        replies=DeskReplies(house.database, sender(house.settings)),
        numbers=DeskNumbers(house.database, trust(house.settings, ocr_engine()).standings),
        plans=DeskPlans(house.database, wake),
        readings=DeskReadings(house.blobs, _piece_reader(house, children)),
        units=DeskUnits(places),
        arrivals=DeskArrivals(
            house.database,
            drop=DropFolder(drop).put,
            resubmit=lambda _arrival, _attempt: wake(),
        ),
        deliveries=DeskDeliveries(house.database, outlets.names(house.settings), wake),
        trail=DeskTrail(house.database),
        preferences=DeskPreferences(house.database),
        images=house.blobs,
        now=clock.now,
        single_sign_on=_single_sign_on(house),
    )


def _single_sign_on(house: House) -> DeskSingleSignOn | None:
    settings = house.settings.desk.oidc
    if settings is None:
        return None
    try:
        from dilekce import oidc  # noqa: PLC0415 - needs what only an optional extra installs
    except ModuleNotFoundError:
        raise Stop(
            "desk.oidc", "desk.oidc needs an optional extra: pip install 'dilekce[oidc]'"
        ) from None
    provider = oidc.provider(settings.issuer, settings.client_id, settings.client_secret_file)
    return DeskSingleSignOn(house.database, provider)


def _piece_reader(house: House, children: Children) -> ReadPiece:
    """Return what reads a piece of a page in a child, with the engine that reads whole pages."""
    engine, seconds = ocr_engine(), house.settings.work.page_seconds

    def read(page: Page, folder: Path, box: Box, purpose: CropPurpose | None) -> Sequence[str]:
        return children.run("page", seconds, work.read_piece, page, folder, engine, box, purpose)

    return read


@dataclass(frozen=True, slots=True)
class DeskUnits:
    """Implements ``review.task_ports.Units`` on the table that routing uses."""

    registry: records.Registry

    def all(self) -> Iterable[Unit]:
        """Return the units by name."""
        units = self.registry.units.by_code.values()
        return sorted((Unit(code=u.code, name=u.name) for u in units), key=lambda u: fold(u.name))


def _address(house: House) -> str:
    scheme = "https" if house.settings.desk.https else "http"
    return f"{scheme}://{house.settings.desk.host}:{house.settings.desk.port}"


def _link(house: House, token: str) -> str:
    # The token stands in the fragment: browsers never send it, so no log can hold it.
    return f"{_address(house)}/giris/ilk#{token}"
