"""Accounts, for the administrator."""

from fastapi import APIRouter, Request, Response

from domain.errors import Conflict
from domain.turkish import squeeze
from review.context import PostedForm, desk_of, go, page, person_of, texts_of
from review.roles import Role

router = APIRouter()

_LONGEST_SUBJECT = 255  # characters, by OpenID Connect


@router.get("/kisiler")
def people(request: Request) -> Response:
    """List the accounts."""
    return _screen(request)


@router.post("/kisiler")
def invite(request: Request, form: PostedForm) -> Response:
    """Create an account and show its one-time link, once."""
    given = texts_of(form)
    name, role = squeeze(given.get("name", "")), given.get("role", "")
    if not 2 <= len(name) <= 60 or role not in set(Role):
        return _screen(request, status=422, fault="people.fault")
    try:
        token = desk_of(request).ports.accounts.invite(name, Role(role), person_of(request).actor)
    except Conflict:
        return _screen(request, status=409, fault="people.fault")
    return _screen(request, link=_link(request, token), link_name=name)


@router.post("/kisiler/{person_id}/baglanti")
def renew(request: Request, person_id: int) -> Response:
    """Show a fresh one-time link for a person who forgot the password."""
    accounts = desk_of(request).ports.accounts
    token = accounts.renew(person_id, person_of(request).actor)
    names = {account.person.id: account.person.name for account in accounts.everyone()}
    return _screen(request, link=_link(request, token), link_name=names[person_id])


@router.post("/kisiler/{person_id}/gorev")
def change_role(request: Request, person_id: int, form: PostedForm) -> Response:
    """Give a person another role; nobody changes their own."""
    by, role = person_of(request), texts_of(form).get("role", "")
    if person_id != by.id and role in set(Role):
        desk_of(request).ports.accounts.set_role(person_id, Role(role), by.actor)
    return go("/kisiler")


@router.post("/kisiler/{person_id}/kurum")
def link(request: Request, person_id: int, form: PostedForm) -> Response:
    """Let the provider's subject open the account, or none."""
    sso = desk_of(request).ports.single_sign_on
    subject = texts_of(form).get("subject", "").strip()
    if sso is None or len(subject) > _LONGEST_SUBJECT:
        return _screen(request, status=422, fault="people.fault")
    try:
        sso.link(person_of(request), person_id, subject)
    except Conflict as conflict:
        if conflict.code.endswith(".unknown"):
            raise
        return _screen(request, status=409, fault="people.linked")
    return go("/kisiler")


@router.post("/kisiler/{person_id}/kapat")
def shut_out(request: Request, person_id: int) -> Response:
    """Shut a person out and end their sessions; nobody shuts themselves out."""
    by = person_of(request)
    if person_id != by.id:
        desk_of(request).ports.accounts.set_active(person_id, by.actor, active=False)
    return go("/kisiler")


@router.post("/kisiler/{person_id}/ac")
def let_in(request: Request, person_id: int) -> Response:
    """Let a person in again."""
    accounts = desk_of(request).ports.accounts
    accounts.set_active(person_id, person_of(request).actor, active=True)
    return go("/kisiler")


def _link(request: Request, token: str) -> str:
    """Return the address with the code in its fragment, which browsers never send."""
    scheme = "https" if desk_of(request).options.https else request.url.scheme
    return f"{scheme}://{request.url.netloc}/giris/ilk#{token}"


def _screen(
    request: Request,
    status: int = 200,
    link: str | None = None,
    link_name: str = "",
    fault: str | None = None,
) -> Response:
    ports = desk_of(request).ports
    sso = ports.single_sign_on
    return page(
        request,
        "people.html",
        status,
        accounts=ports.accounts.everyone(),
        subjects=sso.links() if sso else {},
        roles=list(Role),
        link=link,
        link_name=link_name,
        fault=fault,
        now=ports.now(),
    )
