"""Out to the office's identity provider and back."""

from secrets import compare_digest

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from review.context import (
    address_of,
    desk_of,
    go,
    keep_session,
    keep_state,
    own_path,
    page,
    session_of,
    state_of,
)
from review.ports_sso import Fault, Refused

router = APIRouter()

_LONGEST_BACK = 200
_BUSY = {Fault.AWAY: 503, Fault.OFTEN: 429}


@router.get("/giris/kurum")
def leave(request: Request) -> Response:
    """Send the browser to the provider; a link leads here, so that no form leaves our site."""
    sso = desk_of(request).ports.single_sign_on
    if sso is None:
        return go("/giris")
    back = own_path(request.query_params.get("geri", "/"))
    back = back if len(back) <= _LONGEST_BACK else "/"
    try:
        leaving = sso.begin(_landing(request), back, session_of(request) or "", address_of(request))
    except Refused as refused:
        return _refused(request, refused.fault)
    response = RedirectResponse(leaving.address, 303)
    keep_state(request, response, leaving.state)
    return response


@router.get("/giris/kurum/donus")
def come_back(request: Request) -> Response:
    """Let in whom the provider saw.

    A page of ours goes on, not a redirect: a Strict cookie is not sent on a way that began at
    another site.
    """
    sso = desk_of(request).ports.single_sign_on
    if sso is None:
        return go("/giris")
    state, code = (request.query_params.get(name, "") for name in ("state", "code"))
    if not compare_digest(state.encode(), state_of(request).encode()):
        return _refused(request, Fault.OVER)
    try:
        entered = sso.finish(_landing(request), state, code, address_of(request))
    except Refused as refused:
        return _refused(request, refused.fault)
    response = page(request, "entered.html", back=entered.back)
    keep_session(request, response, entered.token)
    keep_state(request, response, "")
    return response


def _refused(request: Request, fault: Fault) -> Response:
    response = page(request, "sign_in.html", _BUSY.get(fault, 401), fault=f"sso.{fault.value}")
    keep_state(request, response, "")
    return response


def _landing(request: Request) -> str:
    """Return the URL the provider sends the browser back to; it must know it beforehand."""
    scheme = "https" if desk_of(request).options.https else request.url.scheme
    return f"{scheme}://{request.url.netloc}/giris/kurum/donus"
