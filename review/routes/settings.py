"""A person's own settings: password, sessions, language, keys."""

from fastapi import APIRouter, Request, Response

from review.context import PostedForm, desk_of, go, page, person_of, session_of, texts_of
from review.passwords import LEAST, MOST, fault_of

router = APIRouter()


@router.get("/ayarlar")
def settings(request: Request) -> Response:
    """Show where the person is signed in and what can be set."""
    return _screen(request)


@router.post("/ayarlar/parola")
def change(request: Request, form: PostedForm) -> Response:
    """Set a new password; every other session of the person ends."""
    given, by = texts_of(form), person_of(request)
    new = given.get("password", "")
    fault = fault_of(new, given.get("again", ""), by.name)
    if fault is None:
        old = given.get("old", "")[: MOST + 1]
        accounts = desk_of(request).ports.accounts
        if accounts.change_password(by, session_of(request) or "", old, new):
            return go("/ayarlar?not=settings.password_set")
        fault = "confirm.wrong"
    return _screen(request, fault)


@router.post("/ayarlar/oturum")
def end(request: Request, form: PostedForm) -> Response:
    """End one of the person's own sessions."""
    handle = texts_of(form).get("handle", "")
    desk_of(request).ports.accounts.end_session(person_of(request), handle)
    return go("/ayarlar?not=settings.session_ended")


def _screen(request: Request, fault: str | None = None) -> Response:
    accounts = desk_of(request).ports.accounts
    return page(
        request,
        "settings.html",
        422 if fault else 200,
        sessions=accounts.sessions(person_of(request), session_of(request) or ""),
        fault=fault,
        least=LEAST,
        most=MOST,
    )
