"""The one door to the time of day. Every instant in the product is aware and in Turkish time."""

import datetime as dt
from zoneinfo import ZoneInfo

TURKIYE = ZoneInfo("Europe/Istanbul")


def now() -> dt.datetime:
    """Return the server's time with Türkiye's offset."""
    return dt.datetime.now(TURKIYE)  # noqa: TID251 - this is the door


def today() -> dt.date:
    """Return the calendar day in Türkiye."""
    return now().date()
