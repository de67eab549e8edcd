"""The audit trail: who did what to which record, without content."""

from fastapi import APIRouter, Request, Response

from review.context import desk_of, page, person_of

router = APIRouter()

_ROWS = 200


@router.get("/iz")
def trail(request: Request) -> Response:
    """Show the newest rows and whether the chain holds."""
    ports = desk_of(request).ports
    return page(
        request,
        "trail.html",
        rows=ports.trail.latest(person_of(request), _ROWS),
        broken=ports.trail.first_broken_link(),
    )
