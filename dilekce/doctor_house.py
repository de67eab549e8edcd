"""What the settings name: store, clock, secrets, desk, downstreams. Part of ``dilekce doctor``."""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from deliver.calendar import load_calendar
from deliver.reach import Reach, reach
from dilekce import alarms, clock, outlets
from dilekce.blobs import Blobs
from dilekce.settings import FolderDestination, Settings, WebhookDestination
from dilekce.store import database, figures
from domain.errors import Stop, TryLater

_PATIENCE = 5.0  #: seconds for one downstream
#: A signing secret, a key or a password within an address, written into the settings file.
_SECRET = re.compile(r"whsec_|secret_key\s*=|://[^/\s:@]+:[^/\s@]+@")
_REACHED = {
    Reach.AWAY: "does not answer: check the address, name service and firewall",
    Reach.UNTRUSTED: "TLS fails: check its certificate and this machine's certificate store",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. ``advice`` says what to do, also when all is well but could be better."""

    name: str
    ok: bool
    advice: str = ""


def examine(settings: Settings) -> Iterator[Check]:
    """Yield the checks in the order an administrator would mend them."""
    yield _clock()
    yield _blobs(settings)
    yield from _database(settings)
    yield from _secrets(settings)
    yield _desk(settings)
    yield from _neighbours(settings)


def _clock() -> Check:
    """A clock before the day this program came to the machine is wrong for sure."""
    came = Path(__file__).stat().st_ctime
    ok = clock.now().timestamp() > came
    return Check("clock", ok, "" if ok else "set this machine's clock, and keep it by NTP")


def _blobs(settings: Settings) -> Check:
    try:
        Blobs(settings.blobs_url, settings.s3).prove()
    except (Stop, TryLater) as error:
        return Check("blob store", ok=False, advice=f"{error.message} [{error.code}]")
    except OSError:
        return Check("blob store", ok=False, advice="make its folder writable for this user")
    return Check("blob store", ok=True)


def _database(settings: Settings) -> Iterator[Check]:
    engine = database.open_database(settings.database_url)
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
        yield Check("database", ok=True, advice="none yet: made at the first start")
        return
    try:
        with engine.begin() as connection:
            revision = database.revision_of(connection)
            yield _tables(revision)
            if revision == database.revisions()[-1]:
                yield from _alarms(connection, settings)
    except sa.exc.SQLAlchemyError as error:
        kind = type(error).__name__
        yield Check("database", ok=False, advice=f"{kind}: is it up, and is the setting right?")
    finally:
        engine.dispose()


def _tables(revision: str | None) -> Check:
    known = database.revisions()
    if revision is None:
        return Check("database", ok=True, advice="empty: its tables are made at the first start")
    if revision not in known:
        advice = f"its tables ({revision}) are of a newer version: install that"
        return Check("database", ok=False, advice=advice)
    if revision != known[-1]:
        advice = f"its tables are of an older version ({revision}): back up, then start anything"
        return Check("database", ok=False, advice=advice)
    return Check("database", ok=True)


def _alarms(connection: sa.Connection, settings: Settings) -> Iterator[Check]:
    now = clock.now()
    is_working = load_calendar(settings.deliver.calendar).is_working
    counted, local = figures.count(connection, now), alarms.look_around(settings, now)
    for code in alarms.ringing(counted, local, settings.alarms, now, is_working):
        yield Check(f"alarm {code}", ok=False, advice=alarms.ALARMS[code])


def _secrets(settings: Settings) -> Iterator[Check]:
    """What is secret, or personal, may be read by nobody else on this machine."""
    for file in _private(settings):
        try:
            mode = file.stat().st_mode
        except OSError:
            continue  # what needs it says so at the start
        if mode & stat.S_IROTH:
            advice = f"everybody on this machine may read it: chmod o-rwx {file}"
            yield Check("secrets", ok=False, advice=advice)


def _private(settings: Settings) -> Iterator[Path]:
    file = Path(str(settings.model_config["toml_file"]))
    if file.is_file() and _SECRET.search(file.read_text("utf-8", "replace")):
        yield file
    for named in (
        settings.desk.metrics_token_file,
        settings.s3.secret_key_file,
        settings.desk.oidc.client_secret_file if settings.desk.oidc else None,
    ):
        if named is not None:
            yield named
    database_url = sa.make_url(settings.database_url)
    if database_url.get_backend_name() == "sqlite":
        yield Path(str(database_url.database))
    if settings.blobs_url.startswith("file://"):
        yield Path(settings.blobs_url.removeprefix("file://"))


def _desk(settings: Settings) -> Check:
    ok = not settings.desk.is_exposed
    advice = "it does not start: put it behind TLS and set desk.https, or serve 127.0.0.1"
    return Check("desk", ok, "" if ok else advice)


def _neighbours(settings: Settings) -> Iterator[Check]:
    try:
        listed = outlets.listed(settings)
    except Stop as error:
        yield Check("destinations", ok=False, advice=error.message)
        return
    for item in listed:
        if isinstance(item, WebhookDestination):
            yield _reached(f"destination {item.name}", item.url)
        elif isinstance(item, FolderDestination) and item.folder != settings.outbox:
            there = item.folder.is_dir()
            advice = "" if there else "its folder is missing: mount or make it"
            yield Check(f"destination {item.name}", there, advice)
    if settings.desk.oidc is not None:
        yield _reached("identity provider", settings.desk.oidc.issuer)


def _reached(name: str, url: str) -> Check:
    found = reach(url, _PATIENCE)
    return Check(name, found is Reach.THERE, _REACHED.get(found, ""))
