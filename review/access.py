"""Every door of the desk and the right it needs. A door that is not named here does not open."""

from dataclasses import dataclass

from fastapi import HTTPException, Request

from review.context import desk_of, session_of
from review.roles import Right, may


@dataclass(frozen=True, slots=True)
class Door:
    """``right`` is None for everybody; a ``passive`` door is no sign of a person at the desk."""

    right: Right | None
    passive: bool = False


class SignInNeeded(Exception):
    """Nobody is signed in."""


#: method and path → door.
DOORS: dict[str, Door] = {
    "GET /giris": Door(None),
    "POST /giris": Door(None),
    "GET /giris/ilk": Door(None),
    "POST /giris/ilk": Door(None),
    "POST /dil": Door(None),
    "GET /sabit/{name}": Door(None, passive=True),
    "GET /": Door(Right.SIGNED_IN),
    "POST /cikis": Door(Right.SIGNED_IN),
    "GET /kuyruk": Door(Right.RECORDS),
    "GET /kuyruk/durum": Door(Right.RECORDS, passive=True),
    "POST /kuyruk/sonraki": Door(Right.DECIDE),
    "GET /kayit/{petition_id}": Door(Right.RECORDS),
    "POST /api/tasks/claim": Door(Right.DECIDE),
    "GET /api/units": Door(Right.DECIDE),
    "GET /api/tasks/latest": Door(Right.DECIDE, passive=True),
    "GET /api/tasks/{petition_id}": Door(Right.DECIDE),
    "POST /api/tasks/{petition_id}/heartbeat": Door(Right.DECIDE),
    "DELETE /api/tasks/{petition_id}/lease": Door(Right.DECIDE),
    "PUT /api/tasks/{petition_id}/draft": Door(Right.DECIDE),
    "POST /api/tasks/{petition_id}/decision": Door(Right.DECIDE),
    "POST /api/tasks/{petition_id}/undo": Door(Right.DECIDE),
    "GET /pages/{petition_id}/{number}/{size}": Door(Right.RECORDS),
    "POST /pages/{petition_id}/{number}/read": Door(Right.DECIDE),
    "GET /kayit/{petition_id}/duzen": Door(Right.DECIDE),
    "GET /kayit/{petition_id}/duzen/{number}": Door(Right.DECIDE),
    "PUT /records/{petition_id}/plan": Door(Right.DECIDE),
    "POST /records/{petition_id}/plan/undo": Door(Right.DECIDE),
    "POST /kayit/{petition_id}/coz": Door(Right.SUPERVISE),
    "POST /kayit/{petition_id}/ac": Door(Right.SUPERVISE),
    "GET /bitenler": Door(Right.RECORDS),
    "GET /gelen": Door(Right.ARRIVALS),
    "GET /gelen/durum": Door(Right.ARRIVALS, passive=True),
    "POST /gelen/yukle": Door(Right.FEED),
    "POST /gelen/{arrival_id}/yeniden": Door(Right.FEED),
    "GET /kisiler": Door(Right.PEOPLE),
    "POST /kisiler": Door(Right.PEOPLE),
    "POST /kisiler/{person_id}/baglanti": Door(Right.PEOPLE),
    "POST /kisiler/{person_id}/kapat": Door(Right.PEOPLE),
    "POST /kisiler/{person_id}/ac": Door(Right.PEOPLE),
    "GET /iz": Door(Right.TRAIL),
}


def authorise(request: Request) -> None:
    """Let the request through or raise; leaves the person in ``request.state.person``."""
    door = DOORS.get(f"{request.method} {request.scope['route'].path}")
    if door is None:
        raise HTTPException(404)
    token = session_of(request)
    accounts = desk_of(request).ports.accounts
    person = accounts.who(token, extend=not door.passive) if token else None
    request.state.person = person
    if door.right is None:
        return
    if person is None:
        raise SignInNeeded
    if not may(person.role, door.right):
        raise HTTPException(403)
