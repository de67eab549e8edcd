"""Desk and pull API behind one port over real HTTP, with petitions offered to two destinations."""

import datetime as dt
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from starlette.applications import Starlette

from deliver.api import create_api
from dilekce.doors import Doors
from dilekce.shelf import StoredShelf
from dilekce.store import tokens
from dilekce.store.audit import Deed
from review.house import DeskOptions
from review.web import create_app
from tests.delivery_house import Store, dispatcher, drive
from tests.review_desk_house import House, open_house

PULLING = frozenset({"kurum", "valilik"})
PDF = b"%PDF-1.7 made of the pages"


@dataclass
class PullHouse:
    """A desk, a store and the API on one database."""

    desk: House
    store: Store

    def api(self) -> FastAPI:
        """Return the API's application."""
        now = lambda: self.desk.at[0]  # noqa: E731 - one line reads better here
        return create_api(StoredShelf(self.store.database, self.store.blobs, lambda _p: PDF, now))

    def offer(self, *numbers: int, name: str = "kurum") -> list[str]:
        """Accept petitions for a destination that pulls and let the worker offer them."""
        made = [self.store.accept(number, (name,)) for number in numbers]
        self.work()
        return made

    def work(self) -> None:
        """Let the worker do what is due."""
        drive(self.store, dispatcher(self.store, pulling=PULLING))

    def token(self, name: str = "kurum", days: int = 1, *, acknowledge: bool = True) -> str:
        """Make a token."""
        with self.store.database.begin() as connection:
            at = self.desk.at[0]
            until = at + dt.timedelta(days=days)
            deed = Deed(at, "user:cli")
            return tokens.make(connection, deed, name, until, acknowledge=acknowledge)[1]


def open_pull_house(folder: Path, url: str | None = None) -> PullHouse:
    """Return an empty house."""
    desk = open_house(folder, url=url)
    return PullHouse(desk, Store(desk.database, desk.blobs))


@contextmanager
def serving(house: PullHouse) -> Iterator[str]:
    """Serve desk and API on a free port, as the product does; yields the address."""
    desk = create_app(house.desk.ports, DeskOptions())
    door = socket.create_server(("127.0.0.1", 0))
    quiet: dict[str, Any] = {"log_config": None, "ws": "none", "lifespan": "off"}
    server = uvicorn.Server(uvicorn.Config(Doors(desk, house.api(), Starlette()), **quiet))
    thread = threading.Thread(target=server.run, args=([door],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        desk.state.desk.pulse.closed = True
        server.should_exit = True
        thread.join(timeout=10)
        door.close()


def client(address: str, token: str | None) -> httpx.Client:
    """Return a client that sends the token."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.Client(base_url=address, headers=headers)
