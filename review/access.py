"""Every door of the desk and the right it needs. A door that is not named here does not open."""

from dataclasses import dataclass

from fastapi import HTTPException, Request
from fastapi.concurrency import run_in_threadpool

from review.context import desk_of, session_of
from review.ports import Person
from review.roles import Right, may


@dataclass(frozen=True, slots=True)
class Door:
    """``right`` is None for everybody; a ``passive`` door is no sign of a person at the desk.

    A ``fresh`` door asks for the password again when it was not given a moment ago. A door that
    opens ``while_locked`` shows and does nothing a passer-by may not.
    """

    right: Right | None
    passive: bool = False
    fresh: bool = False
    while_locked: bool = False


class SignInNeeded(Exception):
    """Nobody is signed in."""


class Locked(Exception):
    """The session's screen is locked."""


class PasswordNeeded(Exception):
    """The person must give the password again; ``wrong`` when what they gave is not it."""

    def __init__(self, *, wrong: bool) -> None:
        super().__init__()
        self.wrong = wrong


#: The field of a posted form that gives the password again.
PASSWORD_AGAIN = "password-again"  # noqa: S105 - a field's name


#: method and path → door.
DOORS: dict[str, Door] = {
    "GET /giris": Door(None),
    "POST /giris": Door(None),
    "GET /giris/ilk": Door(None),
    "POST /giris/ilk": Door(None),
    "GET /giris/kurum": Door(None),
    "GET /giris/kurum/donus": Door(None),
    "POST /dil": Door(None),
    "GET /sabit/{name}": Door(None, passive=True),
    "GET /": Door(Right.SIGNED_IN),
    "POST /cikis": Door(Right.SIGNED_IN, while_locked=True),
    "POST /kilit": Door(Right.SIGNED_IN, passive=True, while_locked=True),
    "POST /kilit/ac": Door(Right.SIGNED_IN, while_locked=True),
    "GET /kuyruk": Door(Right.RECORDS),
    "POST /kuyruk/sonraki": Door(Right.DECIDE),
    "GET /kayit/{petition_id}": Door(Right.RECORDS),
    "POST /api/tasks/claim": Door(Right.DECIDE),
    "GET /api/units": Door(Right.DECIDE),
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
    "POST /kayit/{petition_id}/geri": Door(Right.DECIDE),
    "POST /kayit/{petition_id}/coz": Door(Right.SUPERVISE),
    "POST /kayit/{petition_id}/ac": Door(Right.SUPERVISE, fresh=True),
    "GET /denetim": Door(Right.DECIDE),
    "POST /denetim/{purpose}": Door(Right.DECIDE),
    "GET /anahtar/{task_id}": Door(Right.DECIDE),
    "POST /anahtar/{task_id}": Door(Right.DECIDE),
    "GET /anahtar/{task_id}/mercek/{name}": Door(Right.DECIDE),
    "GET /anahtar/{task_id}/sayfa/{position}": Door(Right.DECIDE),
    "GET /uyusmazlik/{task_id}": Door(Right.SUPERVISE),
    "POST /uyusmazlik/{task_id}": Door(Right.SUPERVISE),
    "GET /uyusmazlik/{task_id}/mercek/{name}": Door(Right.SUPERVISE),
    "GET /uyusmazlik/{task_id}/sayfa/{position}": Door(Right.SUPERVISE),
    "GET /sayilar": Door(Right.DECIDE),
    "GET /ara": Door(Right.RECORDS),
    "POST /ara": Door(Right.RECORDS),
    "GET /benzerler": Door(Right.RECORDS),
    "GET /benzerler/{petition_id}/{other_id}": Door(Right.RECORDS),
    "POST /benzerler/{petition_id}/{other_id}": Door(Right.DECIDE),
    "GET /benzerler/{petition_id}/{other_id}/sayfa/{position}": Door(Right.RECORDS),
    "GET /bitenler": Door(Right.RECORDS),
    "GET /gelen": Door(Right.ARRIVALS),
    "GET /karantina": Door(Right.ARRIVALS),
    "GET /canli": Door(Right.ARRIVALS, passive=True, while_locked=True),
    "POST /gelen/yukle": Door(Right.FEED),
    "POST /gelen/{arrival_id}/yeniden": Door(Right.FEED),
    "GET /kisiler": Door(Right.PEOPLE),
    "POST /kisiler": Door(Right.PEOPLE, fresh=True),
    "POST /kisiler/{person_id}/baglanti": Door(Right.PEOPLE, fresh=True),
    "POST /kisiler/{person_id}/kapat": Door(Right.PEOPLE, fresh=True),
    "POST /kisiler/{person_id}/ac": Door(Right.PEOPLE, fresh=True),
    "POST /kisiler/{person_id}/gorev": Door(Right.PEOPLE, fresh=True),
    "POST /kisiler/{person_id}/kurum": Door(Right.PEOPLE, fresh=True),
    "GET /ayarlar": Door(Right.SIGNED_IN),
    "POST /ayarlar/parola": Door(Right.SIGNED_IN),
    "POST /ayarlar/ekran": Door(Right.DECIDE),
    "POST /ayarlar/oturum": Door(Right.SIGNED_IN),
    "GET /iz": Door(Right.TRAIL),
    "POST /iz": Door(Right.TRAIL),
    "POST /iz/dogrula": Door(Right.TRAIL),
}


async def authorise(request: Request) -> None:
    """Let the request through or raise; leaves the person in ``request.state.person``."""
    door = DOORS.get(f"{request.method} {request.scope['route'].path}")
    if door is None:
        raise HTTPException(404)
    token = session_of(request)
    accounts = desk_of(request).ports.accounts
    person = None
    if token:
        # A list that renews itself says so: it is no sign of a person either.
        active = not door.passive and "x-passive" not in request.headers
        person = await run_in_threadpool(accounts.who, token, extend=active)
    request.state.person = person
    if door.right is None:
        return
    if person is None or token is None:
        raise SignInNeeded
    if not may(person.role, door.right):
        raise HTTPException(403)
    if person.locked and not door.while_locked:
        raise Locked
    if door.fresh and not await run_in_threadpool(accounts.is_fresh, token):
        await _ask_again(request, person, token)


async def _ask_again(request: Request, person: Person, token: str) -> None:
    given = (await request.form()).get(PASSWORD_AGAIN)
    if not isinstance(given, str):
        raise PasswordNeeded(wrong=False)
    confirm = desk_of(request).ports.accounts.confirm
    if not await run_in_threadpool(confirm, person, token, given):
        raise PasswordNeeded(wrong=True)
