"""What waits, what is done."""

from fastapi import APIRouter, Request, Response

from domain.field import FieldName
from review.bands import counts
from review.context import desk_of, go, page, person_of
from review.masking import kept_from, masked_name
from review.roles import Right, may
from review.screens import queue_row, text_of

router = APIRouter()

_ROWS = 100  # one screen's list; the urgent ones come first


@router.get("/kuyruk")
def queue(request: Request) -> Response:
    """Show what waits, the nearest deadline first."""
    ports, by = desk_of(request).ports, person_of(request)
    found, today = ports.records.queue(by, _ROWS), ports.now().date()
    if found.next_image and may(by.role, Right.DECIDE):
        desk_of(request).renditions.prepare(found.next_image)  # ready when they begin
    return page(
        request,
        "queue.html",
        rows=[queue_row(waiting, today) for waiting in found.rows],
        total=sum(found.by_term.values()),
        bands=counts(found.by_term, today),
        why=desk_of(request).ports.search.by_reason(),
    )


@router.post("/kuyruk/sonraki")
def start(request: Request) -> Response:
    """Take the most urgent free record."""
    tasks, by = desk_of(request).ports.tasks, person_of(request)
    task = tasks.claim(by, besides=(), ahead=False)
    return go(f"/kayit/{task.opened.id}" if task else "/kuyruk?not=queue.all_taken")


@router.get("/bitenler")
def done(request: Request) -> Response:
    """Show what left the queue, with its receipts."""
    by = person_of(request)
    shown = [
        (row, masked_name(text_of(row.record.get("fields", {}), FieldName.NAME)))
        if not kept_from(by, row.record)
        else (row, None)
        for row in desk_of(request).ports.records.done(by, _ROWS)
    ]
    return page(request, "done.html", rows=shown)
