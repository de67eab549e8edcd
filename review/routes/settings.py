"""A person's own settings: password, sessions, language, keys."""

from fastapi import APIRouter, Request, Response

from review.context import PostedForm, desk_of, go, page, person_of, session_of, texts_of
from review.passwords import LEAST, MOST, fault_of
from review.preferences import OFFERED, Preferences, asked, key_text

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


@router.post("/ayarlar/ekran")
def screen(request: Request, form: PostedForm) -> Response:
    """Keep the person's order of fields and keys, or go back to the product's."""
    given, by = texts_of(form), person_of(request)
    chosen = Preferences() if given.get("reset") else asked(given)
    if chosen is None:
        return _screen(request, screen_fault=True)
    desk_of(request).ports.preferences.keep(by, chosen)
    return go("/ayarlar?not=settings.kept")


def _screen(request: Request, fault: str | None = None, *, screen_fault: bool = False) -> Response:
    ports, by = desk_of(request).ports, person_of(request)
    return page(
        request,
        "settings.html",
        422 if fault or screen_fault else 200,
        sessions=ports.accounts.sessions(by, session_of(request) or ""),
        fault=fault,
        screen_fault=screen_fault,
        chosen=ports.preferences.of(by),
        offered=[(key, key_text(key)) for key in OFFERED],
        least=LEAST,
        most=MOST,
    )
