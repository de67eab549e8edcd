"""The whole house as the desk sees it: every door in one value, and how the desk is served."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from review.ports import Accounts, Arrivals, Images, Records, Trail
from review.ports_blind import Blind
from review.ports_numbers import Numbers
from review.ports_search import Search
from review.ports_sso import SingleSignOn
from review.preferences import PreferenceStore
from review.task_ports import Plans, Readings, Tasks, Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """All doors of the house the desk uses."""

    accounts: Accounts
    records: Records
    tasks: Tasks
    plans: Plans
    readings: Readings
    units: Units
    blind: Blind
    search: Search
    numbers: Numbers
    arrivals: Arrivals
    trail: Trail
    preferences: PreferenceStore
    images: Images
    now: Callable[[], dt.datetime]
    single_sign_on: SingleSignOn | None = None  #: None where the office has no identity provider


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOptions:
    """How the desk is served."""

    language: str = "tr"  #: of a visitor who has not chosen: ``tr`` or ``en``
    https: bool = False  #: behind TLS: cookies become Secure and ``__Host-``
    addresses_known: bool = True  #: the client's address is the client's, not a proxy's
    lock_seconds: float = 300  #: a screen nobody touches is covered after so long; 0: never
    max_upload_bytes: int = 200 << 20
