"""The screen lock: a desk left alone is covered, and the session opens nothing meanwhile."""

from fastapi import APIRouter, Request, Response

from review.context import PostedForm, desk_of, go, own_path, page, person_of, session_of, texts_of
from review.passwords import MOST

router = APIRouter()


@router.post("/kilit")
def lock(request: Request) -> Response:
    """Lock the session; the page tells when nobody has touched it for a while."""
    desk_of(request).ports.accounts.lock(person_of(request), session_of(request) or "")
    return Response(status_code=204)


@router.post("/kilit/ac")
def unlock(request: Request, form: PostedForm) -> Response:
    """Open the session again: 204 or 422 for the cover's own module, else a page."""
    given, accounts = texts_of(form), desk_of(request).ports.accounts
    password = given.get("password", "")[: MOST + 1]
    opened = accounts.unlock(person_of(request), session_of(request) or "", password)
    if request.headers.get("accept") == "application/json":
        return Response(status_code=204 if opened else 422)
    back = own_path(given.get("back", "/"))
    return go(back) if opened else page(request, "lock.html", 422, back=back, wrong=True)
