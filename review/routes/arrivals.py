"""What landed, what became of each page, and the door for new files."""

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from domain.arrival import Channel
from review.context import PostedForm, desk_of, go, page, person_of

router = APIRouter()

_ROWS = 100


@router.get("/gelen")
def arrivals(request: Request) -> Response:
    """Show arrivals, newest first, each with its ledger."""
    landed = desk_of(request).ports.arrivals.landed(person_of(request), _ROWS, set_aside=False)
    return page(request, "arrivals.html", rows=landed, channels=list(Channel))


@router.get("/karantina")
def quarantine(request: Request) -> Response:
    """Show only what was set aside, with why and what to do."""
    landed = desk_of(request).ports.arrivals.landed(person_of(request), _ROWS, set_aside=True)
    return page(request, "arrivals.html", rows=landed, channels=list(Channel))


@router.post("/gelen/yukle")
def upload(request: Request, form: PostedForm) -> Response:
    """Take a file into the drop folder; from there it goes the way of every letter."""
    file, channel = form.get("file"), form.get("channel")
    if not isinstance(file, UploadFile) or not file.filename:
        return go("/gelen?not=arrivals.no_file")
    chosen = Channel.FAX if channel == Channel.FAX else Channel.POST
    desk_of(request).ports.arrivals.upload(person_of(request), file.filename, chosen, file.file)
    if "application/json" in request.headers.get("accept", ""):
        return Response(status_code=204)  # our own module, which sends one file after another
    return go("/gelen?not=arrivals.uploaded")


@router.post("/gelen/{arrival_id}/yeniden")
def retry(request: Request, arrival_id: str) -> Response:
    """Put what was set aside back into the line."""
    desk_of(request).ports.arrivals.retry(person_of(request), arrival_id)
    return go("/gelen?not=arrivals.retried")
