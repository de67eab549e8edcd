"""Put a petition record together: what extract/ understood, where it came from, where it goes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from deliver import routing
from deliver.calendar import Calendar
from deliver.deadline import Received, clock_for
from deliver.units import Units
from domain.arrival import Channel
from domain.decision import Decision, Reason
from domain.petition import Kind, PageRef, Petition, Track
from domain.record import (
    SCHEMA,
    Record,
    clock_to_json,
    completeness_to_json,
    petition_from_json,
    petition_to_json,
    route_to_json,
)

#: The reason that says so; reasons are gone once settled, ``identity_hidden`` stays.
_HIDDEN = "petition.hidden_identity"


@dataclass(frozen=True, slots=True)
class Registry:
    """What routing and the legal clock look things up in."""

    units: Units
    calendar: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a petition's pages came from, as the record tells it."""

    file_name: str
    sha256: str
    received_at: dt.datetime
    channel: str

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "Origin":
        """Return the origin that an ``arrival`` row tells."""
        return cls(
            file_name=row["file_name"],
            sha256=row["sha256"],
            received_at=dt.datetime.fromisoformat(row["received_at"]),
            channel=row["channel"],
        )


def build(petition_id: str, petition: Petition, origin: Origin, registry: Registry) -> Record:
    """Return the whole record; a petition without a proposed unit gets that reason for review."""
    route = routing.propose(petition, registry.units)
    hidden = any(reason.code == _HIDDEN for reason in petition.decision.reasons)
    if route.unit is None:
        reasons = (*petition.decision.reasons, Reason("route.none"))
        petition = replace(petition, decision=Decision(reasons))
    status = "review" if petition.decision.reasons else "accepted"
    return {
        "schema": SCHEMA,
        "id": petition_id,
        "revision": 1,
        "status": status,
        "arrival": _arrival(origin, [ref.page for ref in petition.pages]),
        **petition_to_json(petition),
        "identity_hidden": hidden,
        **_sent(petition, route_to_json(route), registry.units),
        "clock": _clock(origin.received_at, origin.channel, petition, registry),
    }


def _sent(petition: Petition, route: Record | None, units: Units) -> Record:
    """Return whom the citizen wrote to, where it goes, and the notice that the law asks for.

    Law 3071 m.5 and law 4982 m.7: who is not competent sends the petition on and tells the citizen.
    Both names stand here; a petition centre (``intake``) is written to in order to be sent on.
    """
    unit = routing.addressed_to(petition, units)
    notice, goes_to = None, (route or {}).get("unit")
    if unit and goes_to and not unit.intake and goes_to != unit.code:
        law = "4982/7" if petition.track is Track.INFORMATION else "3071/5"
        notice = {"law": law, "addressed_to": unit.code, "sent_to": goes_to}
    return {
        "addressed_to": {"unit": unit.code, "name": unit.name} if unit else None,
        "route": route,
        "notice": notice,
    }


def _clock(
    received_at: dt.datetime,
    channel: str,
    petition: Petition,
    registry: Registry,
    *,
    extended: bool = False,
) -> Record | None:
    received = Received(
        at=received_at, channel=Channel(channel), registered_on=petition.registered_on
    )
    clock = clock_for(received, petition.track, registry.calendar, extended=extended)
    return clock_to_json(clock)


def rerouted(record: Record, registry: Registry) -> Record:
    """Return a corrected record with its route and clock proposed anew.

    A unit that a person chose stays; beside it stands what the machine proposes.
    """
    petition = petition_from_json(record, pages=())
    came = record["arrival"]
    received_at = dt.datetime.fromisoformat(came["received_at"])
    found = routing.propose(petition, registry.units)
    route, chosen = route_to_json(found), record["route"] or {}
    if chosen.get("because") == routing.BY_REVIEWER and chosen["unit"] in registry.units.by_code:
        route = (route or {}) | chosen | {"proposed": found.unit}
    return record | {
        "completeness": completeness_to_json(petition),
        **_sent(petition, route, registry.units),
        "clock": _clock(
            received_at, came["channel"], petition, registry, extended="extended" in record
        ),
    }


def with_kept(record: Record, kept: Mapping[str, Any]) -> Record:
    """Return a record read anew with the fields people had settled; nothing more is asked of those.

    ``kept`` are fields as JSON by name.
    """
    reasons = [reason for reason in record["reasons"] if reason.get("field") not in kept]
    return record | {"fields": record["fields"] | dict(kept), "reasons": reasons}


def unreadable(
    petition_id: str, pages: tuple[PageRef, ...], origin: Origin, registry: Registry
) -> Record:
    """Return the record of a petition the machine could not understand: a person starts empty."""
    reasons = Decision((Reason("work.failed"),))
    petition = Petition(
        pages=pages, kind=Kind.DIGER, track=Track.PETITION, decision=reasons, text=""
    )
    return build(petition_id, petition, origin, registry)


def unread(identity: str, origin: Origin, status: str, reasons: list[Record]) -> Record:
    """Return the record of a file that is no petition yet: quarantined, or a duplicate."""
    return {
        "schema": SCHEMA,
        "id": identity,
        "revision": 0,
        "status": status,
        "reasons": reasons,
        "arrival": _arrival(origin, []),
        "kind": "diger",
        "track": "none",
        "fields": {},
        "findings": [],
        "completeness": {},
        "attachments": [],
        "pages": [],
        "addressed_to": None,
        "route": None,
        "clock": None,
        "text": "",
    }


def page_refs(arrival_id: str, numbers: Iterable[int]) -> tuple[PageRef, ...]:
    """Return references to these pages of one arrival, unturned."""
    return tuple(PageRef(arrival_id, number) for number in numbers)


def _arrival(origin: Origin, pages: list[int]) -> Record:
    return {
        "file": origin.file_name,
        "sha256": origin.sha256,
        "received_at": origin.received_at.isoformat(timespec="seconds"),
        "channel": origin.channel,
        "pages": pages,
    }
