"""What every handler reaches for: the desk, the person, the form, a page, the cookies."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData, UploadFile

from review.house import DeskOptions, Ports
from review.ports import Person
from review.pulse import Pulse
from review.rendering import Renderer, StaticFiles
from review.renditions import Renditions
from review.roles import Right, may
from review.wording import LANGUAGES, WORDS

_LANGUAGE_COOKIE = "dil"
_STATE_SECONDS = 600
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Desk:
    """The application's parts."""

    ports: Ports
    options: DeskOptions
    renderer: Renderer
    static: StaticFiles
    renditions: Renditions
    pulse: Pulse


def desk_of(request: Request) -> Desk:
    """Return the desk that serves this request."""
    return cast(Desk, request.app.state.desk)


def person_of(request: Request) -> Person:
    """Return who is signed in; only behind a door that asks for a right."""
    return cast(Person, request.state.person)


def language_of(request: Request) -> str:
    """Return the visitor's language."""
    chosen = request.cookies.get(_LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else desk_of(request).options.language


async def form_of(request: Request) -> AsyncIterator[FormData]:
    """Give the posted form, read only after the door has let the request through."""
    async with request.form(max_files=1, max_fields=200) as form:
        yield form


#: A handler's posted form, parsed after ``access.authorise``, which runs before every dependency.
PostedForm = Annotated[FormData, Depends(form_of)]


def texts_of(form: FormData) -> dict[str, str]:
    """Return the form's text fields, the last of equal names."""
    return {key: value for key, value in form.multi_items() if not isinstance(value, UploadFile)}


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Return a rendered page."""
    person: Person | None = getattr(request.state, "person", None)
    granted = {right.value for right in Right if person and may(person.role, right)}
    notice = request.query_params.get("not", "")
    html = desk_of(request).renderer.page(
        template,
        language_of(request),
        person=person,
        may=granted.__contains__,
        here=request.url.path,
        lock_seconds=desk_of(request).options.lock_seconds if person and not person.locked else 0,
        notice=notice if notice in WORDS else None,
        single_sign_on=desk_of(request).ports.single_sign_on is not None,
        **values,
    )
    return HTMLResponse(html, status)


def go(path: str) -> RedirectResponse:
    """Send the browser to ``path`` after a post."""
    return RedirectResponse(path, 303)


def own_path(given: str) -> str:
    """Return ``given`` if it stays on our own site, else the home's path."""
    # One slash only: "//host" and "/\\host" would lead to another site.
    return given if given.startswith("/") and given[1:2] not in {"/", "\\"} else "/"


def address_of(request: Request) -> str | None:
    """Return the client's address; None behind a proxy that is not named in the settings."""
    known = desk_of(request).options.addresses_known
    return request.client.host if known and request.client else None


def _cookie(request: Request, name: str) -> str:
    return f"__Host-{name}" if desk_of(request).options.https else name


def _session_cookie(request: Request) -> str:
    return _cookie(request, "oturum")


def session_of(request: Request) -> str | None:
    """Return the session token the browser sent."""
    return request.cookies.get(_session_cookie(request))


def keep_session(request: Request, response: Response, token: str) -> None:
    """Give the browser its session; the server decides how long it lives."""
    response.set_cookie(
        _session_cookie(request),
        token,
        httponly=True,
        samesite="strict",
        secure=desk_of(request).options.https,
    )


def drop_session(request: Request, response: Response) -> None:
    """Make the browser forget the session and everything it kept of us."""
    response.delete_cookie(
        _session_cookie(request),
        httponly=True,
        samesite="strict",
        secure=desk_of(request).options.https,
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def state_of(request: Request) -> str:
    """Return the state of the sign-in at the provider that this browser began, or nothing."""
    return request.cookies.get(_cookie(request, "kurum"), "")


def keep_state(request: Request, response: Response, state: str) -> None:
    """Tie a sign-in at the provider to this browser; empty: it is over.

    Lax, for the browser comes back from another site.
    """
    response.set_cookie(
        _cookie(request, "kurum"),
        state,
        max_age=_STATE_SECONDS if state else 0,
        httponly=True,
        samesite="lax",
        secure=desk_of(request).options.https,
    )


def keep_language(response: Response, language: str) -> None:
    """Remember the visitor's language."""
    response.set_cookie(_LANGUAGE_COOKIE, language, max_age=_YEAR, samesite="lax", httponly=True)
