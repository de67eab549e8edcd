"""Serve the review desk, and let people in."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from rich.console import Console

from dilekce import clock, records
from dilekce.settings import Settings
from dilekce.store.accounts import DeskAccounts
from dilekce.store.desk import DeskRecords
from dilekce.store.desk_arrivals import DeskArrivals, DeskTrail
from dilekce.store.desk_blind import DeskBlind
from dilekce.store.desk_search import DeskSearch
from dilekce.store.uploads import DropFolder
from dilekce.wiring import House, destinations, registry
from domain.errors import Stop
from domain.record import Record
from review.house import DeskOptions, Ports
from review.roles import Role
from review.web import create_app

#: Who the very first start lets in: one decides on petitions, the other lets people in.
_FIRST_PEOPLE = (("yonetici", Role.SUPERVISOR), ("sistem", Role.ADMIN))
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@contextmanager
def served(house: House, wake: Callable[[], None], console: Console) -> Iterator[None]:
    """Serve in the background; on the very first start, print a one-time sign-in link."""
    settings = house.settings
    if settings.desk.host not in _LOOPBACK and not settings.desk.https:
        raise Stop(
            "desk.exposed",
            "beyond loopback the desk must stand behind TLS: set desk.https once it does",
        )
    app = create_app(_ports(house, wake), _options(settings))
    server = uvicorn.Server(_configuration(app, settings))
    # Not in the main thread: there uvicorn would take the signals and end us before we tidied up.
    thread = threading.Thread(target=server.run, name="desk", daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.05)
    if not server.started:
        raise Stop("desk.port", f"port {settings.desk.port} cannot be served; set desk.port")
    _greet(house, console)
    try:
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
        max_upload_bytes=settings.work.max_mb * 1024 * 1024,
    )


def _configuration(app: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=settings.desk.host,
        port=settings.desk.port,
        # Anybody may write X-Forwarded-For: only a named proxy's word is taken.
        proxy_headers=bool(settings.desk.proxies),
        forwarded_allow_ips=list(settings.desk.proxies),
        access_log=False,  # it would write every URL; the audit trail holds who saw what
        log_level="warning",
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


def _ports(house: House, wake: Callable[[], None]) -> Ports:
    places, where = registry(house.settings), sorted(destinations(house.settings))

    def reroute(record: Record) -> Record:
        return records.rerouted(record, places)

    def notify(_petition: str, _revision: int) -> None:
        wake()

    return Ports(
        accounts=DeskAccounts(house.database),
        records=DeskRecords(
            house.database,
            reroute=reroute,
            destinations=where,
            notify=notify,
            second_key=house.settings.desk.second_key,
        ),
        blind=DeskBlind(house.database, reroute=reroute, destinations=where, notify=notify),
        search=DeskSearch(house.database),
        arrivals=DeskArrivals(
            house.database,
            drop=DropFolder(house.settings.drop).put,
            resubmit=lambda _arrival, _attempt: wake(),
        ),
        trail=DeskTrail(house.database),
        images=house.blobs,
        now=clock.now,
    )


def _address(house: House) -> str:
    scheme = "https" if house.settings.desk.https else "http"
    return f"{scheme}://{house.settings.desk.host}:{house.settings.desk.port}"


def _link(house: House, token: str) -> str:
    # The token stands in the fragment: browsers never send it, so no log can hold it.
    return f"{_address(house)}/giris/ilk#{token}"
