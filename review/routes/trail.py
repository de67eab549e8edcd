"""The audit trail: who did what to which record, without content."""

from fastapi import APIRouter, Request, Response

from domain.turkish import squeeze
from review.context import PostedForm, desk_of, page, person_of, texts_of

router = APIRouter()

_ROWS = 200


@router.get("/iz")
def trail(request: Request) -> Response:
    """Show the newest rows."""
    return _screen(request, "", "")


@router.post("/iz")
def narrow(request: Request, form: PostedForm) -> Response:
    """Show the rows of one record or one person."""
    given = texts_of(form)
    return _screen(request, squeeze(given.get("subject", "")), squeeze(given.get("actor", "")))


@router.post("/iz/dogrula")
def verify(request: Request) -> Response:
    """Follow the whole chain and say whether it holds; long trails take a while."""
    broken = desk_of(request).ports.trail.first_broken_link()
    return _screen(request, "", "", verified=True, broken=broken)


def _screen(
    request: Request,
    subject: str,
    actor: str,
    *,
    verified: bool = False,
    broken: int | None = None,
) -> Response:
    ports = desk_of(request).ports
    return page(
        request,
        "trail.html",
        rows=ports.trail.latest(person_of(request), _ROWS, subject, actor),
        subject=subject,
        actor=actor,
        verified=verified,
        broken=broken,
    )
