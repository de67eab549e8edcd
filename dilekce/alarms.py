"""What an administrator should look at: states of the house that are wrong though nothing failed.

Pure rules over figures. An alarm never stops the service; ``dilekce.health`` says what does.
"""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dilekce.settings import AlarmSettings, Settings
from dilekce.store.figures import Figures
from dilekce.store.presence import WATCHERS

#: Every alarm, and what to do about it.
ALARMS: Mapping[str, str] = {
    "arrivals.silent": "nothing has come for long in office hours: look at fax server and scanner, "
    "and whether the drop folder is mounted",
    "watch.silent": "nobody watches the drop folder: start `dilekce run` or `dilekce watch`",
    "drop.stuck": "files wait in the drop folder: they are not whole, or a program holds them open",
    "work.stuck": "a file or petition has been in the machine's hands for long: see the log, and "
    "whether workers keep up",
    "delivery.stuck": "petitions wait to be delivered: see `dilekce destinations`",
    "quarantine.growing": "many files are set aside: `dilekce status` lists them and why",
    "disk.low": "little room is left on a disk of the house: make room",
    "clock.drift": "the clocks of this machine, the database and the files differ: see to NTP",
}
_FEWEST = 5  #: files set aside in a day; fewer are no growth
_MOST_LOOKED_AT = 500  #: files of the drop folder whose times are compared with our clock


@dataclass(frozen=True, slots=True)
class Local:
    """What only this machine can tell."""

    free: Mapping[str, int]  #: bytes free, by folder of the settings
    file_ahead: float  #: seconds by which a file in the drop folder is from the future


def look_around(settings: Settings, now: dt.datetime) -> Local:
    """Look at the disks and the drop folder."""
    folders = {"home": settings.home, "drop": settings.drop, "outbox": settings.outbox}
    free = {}
    for name, folder in folders.items():
        with suppress(OSError):  # a folder that is away is told of by whoever needs it
            free[name] = shutil.disk_usage(folder).free
    times = islice(_times(settings.drop), _MOST_LOOKED_AT)
    ahead = max((t - now.timestamp() for t in times), default=0.0)
    return Local(free, max(0.0, ahead))


def _times(folder: Path) -> Iterator[float]:
    for path, _folders, files in os.walk(folder):
        for name in files:
            try:
                yield (Path(path) / name).lstat().st_mtime
            except OSError:
                continue  # taken meanwhile


def ringing(
    figures: Figures,
    local: Local,
    settings: AlarmSettings,
    now: dt.datetime,
    is_working: Callable[[dt.date], bool],
) -> list[str]:
    """Return the codes of the alarms that ring, in the order of ``ALARMS``."""
    watchers = [seen for seen in figures.present if seen.role in WATCHERS]
    stuck = settings.stuck_minutes * 60
    low = settings.disk_free_mb * 1024**2
    tests: Mapping[str, bool] = {
        "arrivals.silent": _silent(figures.last_receipt, settings, now, is_working),
        "watch.silent": any(seen.age > settings.worker_seconds for seen in watchers),
        "drop.stuck": any(seen.facts.get("longest_wait", 0) > stuck for seen in watchers),
        "work.stuck": max(figures.oldest_reading, *figures.oldest_arrival.values()) > stuck,
        "delivery.stuck": figures.oldest_delivery > stuck,
        "quarantine.growing": figures.quarantined_today >= _FEWEST
        and figures.quarantined_today > settings.quarantine_share * figures.came_today,
        "disk.low": any(free < low for free in local.free.values()),
        "clock.drift": max(abs(figures.drift), figures.from_future, local.file_ahead)
        > settings.drift_seconds,
    }
    return [code for code in ALARMS if tests[code]]


def _silent(
    last: dt.datetime | None,
    settings: AlarmSettings,
    now: dt.datetime,
    is_working: Callable[[dt.date], bool],
) -> bool:
    """Say whether too much of today's office hours went by without anything coming.

    Each day begins anew: a night or a holiday is no silence. Before the first arrival ever the
    house is being set up.
    """
    opens, closes = (
        dt.datetime.combine(now.date(), at, now.tzinfo)
        for at in (settings.office_opens, settings.office_closes)
    )
    if last is None or not settings.silence_minutes or not is_working(now.date()):
        return False
    if not opens <= now <= closes:
        return False
    return now - max(last, opens) > dt.timedelta(minutes=settings.silence_minutes)
