"""Sign in, first sign-in by a one-time link, sign out, language, home."""

from fastapi import APIRouter, Request, Response

from review.context import (
    PostedForm,
    address_of,
    desk_of,
    drop_session,
    go,
    keep_language,
    keep_session,
    own_path,
    page,
    person_of,
    session_of,
    texts_of,
)
from review.passwords import LEAST, MOST, fault_of
from review.roles import Right, may
from review.wording import LANGUAGES

router = APIRouter()

_HOMES = (
    (Right.DECIDE, "/kuyruk"),
    (Right.ARRIVALS, "/gelen"),
    (Right.TRAIL, "/iz"),
    (Right.PEOPLE, "/kisiler"),
)


@router.get("/")
def home(request: Request) -> Response:
    """Go to the first screen of the person's role."""
    role = person_of(request).role
    for right, path in _HOMES:
        if may(role, right):
            return go(path)
    return page(request, "nothing.html")


@router.get("/giris")
def ask(request: Request) -> Response:
    """Show the sign-in form."""
    return page(request, "sign_in.html", fault=None)


@router.post("/giris")
def sign_in(request: Request, form: PostedForm) -> Response:
    """Check name and password."""
    given = texts_of(form)
    accounts = desk_of(request).ports.accounts
    password = given.get("password", "")[: MOST + 1]
    token = accounts.sign_in(given.get("name", ""), password, address_of(request))
    if token is None:
        return page(request, "sign_in.html", 401, fault="sign_in.failed")
    accounts.sign_out(session_of(request) or "")  # the browser's earlier session, if any
    response = go("/")
    keep_session(request, response, token)
    return response


@router.get("/giris/ilk")
def ask_first(request: Request) -> Response:
    """Show the form of a one-time link; its code stays in the address' fragment, unsent."""
    return page(request, "first.html", fault=None, least=LEAST, most=MOST)


@router.post("/giris/ilk")
def first(request: Request, form: PostedForm) -> Response:
    """Set the first password."""
    given = texts_of(form)
    password = given.get("password", "")
    fault, token = fault_of(password, given.get("again", ""), ""), None
    if fault is None:
        accounts = desk_of(request).ports.accounts
        token = accounts.first_sign_in(given.get("token", ""), password, address_of(request))
    if token is None:
        return page(request, "first.html", 422, fault=fault or "first.used", least=LEAST, most=MOST)
    response = go("/")
    keep_session(request, response, token)
    return response


@router.post("/cikis")
def sign_out(request: Request) -> Response:
    """End the session."""
    desk_of(request).ports.accounts.sign_out(session_of(request) or "")
    response = go("/giris")
    drop_session(request, response)
    return response


@router.post("/dil")
def choose_language(form: PostedForm) -> Response:
    """Remember the language and go back to the same screen."""
    given = texts_of(form)
    response = go(own_path(given.get("back", "/")))
    if given.get("language") in LANGUAGES:
        keep_language(response, given["language"])
    return response


@router.get("/sabit/{name}")
def static(request: Request, name: str) -> Response:
    """Give the style sheet, the module or the icon."""
    found = desk_of(request).static.get(name)
    if found is None:
        return Response(status_code=404)
    return Response(found[1], media_type=found[0])
