"""Search with masked results, and two records that look alike side by side."""

from uuid import uuid4

from fastapi import APIRouter, HTTPException, Request, Response

from domain.errors import Conflict
from domain.field import FieldName
from domain.lifecycle import PetitionState
from domain.record import instant
from domain.turkish import squeeze
from review import outcomes
from review.context import PostedForm, desk_of, go, page, person_of, texts_of
from review.corrections import fields_of, in_doubt
from review.entry import shown
from review.masking import PROTECTED, kept_from, masked_name, masked_number
from review.pieces import piece
from review.ports import Person
from review.ports_search import Aim, Hit, Side
from review.screens import text_of
from review.task_json import ORDER, short_number
from review.task_ports import Effort, Write

router = APIRouter()

_ROWS = 50
_DUPLICATE = "duplicate"  # of ``outcomes.OUTCOMES``
_LONGEST = 2000  # characters of the reason, as in ``task_forms``
_LEAST = 3  # characters: less would list half the town


@router.get("/ara")
def ask(request: Request) -> Response:
    """Show the form."""
    return page(request, "search.html", aims=list(Aim), hits=None, fault=None, most=_ROWS)


@router.post("/ara")
def search(request: Request, form: PostedForm) -> Response:
    """Find records. What is looked for is posted: an address would keep it in the history."""
    given = texts_of(form)
    text, aim = squeeze(given.get("text", "")), given.get("aim", "")
    fault, hits = None, None
    if len(text) < _LEAST or aim not in set(Aim):
        fault = "search.fault"
    else:
        hits = desk_of(request).ports.search.find(person_of(request), text, Aim(aim), _ROWS)
        fault = "search.often" if hits is None else None
    rows = [_row(person_of(request), hit) for hit in hits] if hits is not None else None
    status = {None: 200, "search.fault": 422}.get(fault, 429)
    return page(request, "search.html", status, aims=list(Aim), hits=rows, fault=fault, most=_ROWS)


def _row(by: Person, hit: Hit) -> tuple[Hit, str | None, str]:
    if kept_from(by, hit.record):
        return hit, None, ""
    fields = hit.record.get("fields", {})
    name, number = text_of(fields, FieldName.NAME), text_of(fields, FieldName.TCKN)
    return hit, masked_name(name), masked_number(number)


@router.get("/benzerler")
def alike(request: Request) -> Response:
    """Show waiting records with others of the same number."""
    ports, by = desk_of(request).ports, person_of(request)
    last = [
        item.petition_id
        for item in ports.tasks.latest(by, 1)
        if item.outcome == _DUPLICATE and item.undo_until > ports.now()
    ]
    pairs = [
        (pair, short_number(pair.id), short_number(pair.other_id))
        for pair in ports.search.alike(by, _ROWS)
    ]
    return page(request, "alike.html", pairs=pairs, undoable=last[0] if last else None)


@router.get("/benzerler/{petition_id}/{other_id}")
def compare(request: Request, petition_id: str, other_id: str) -> Response:
    """Lay two records side by side; the one at the left is the one that waits."""
    by, port = person_of(request), desk_of(request).ports.search
    sides = [port.side(by, petition_id), port.side(by, other_id)]
    return page(
        request,
        "compare.html",
        sides=sides,
        rows=[(name, [_told(side, name) for side in sides]) for name in ORDER],
        waiting=sides[0].state is PetitionState.REVIEW,
        least=outcomes.LEAST_WORDS,
    )


@router.post("/benzerler/{petition_id}/{other_id}")
def close(request: Request, petition_id: str, other_id: str, form: PostedForm) -> Response:
    """Close the waiting record as a duplicate; it names the other from then on."""
    ports, by, words = desk_of(request).ports, person_of(request), texts_of(form).get("words", "")
    if petition_id == other_id or outcomes.fault(_DUPLICATE, words):
        return go(f"/benzerler/{petition_id}/{other_id}?not=return.fault.words")
    other, task = ports.search.side(by, other_id), ports.tasks.take(by, petition_id)
    if task is None:
        raise Conflict("lease.taken", "the record is in other hands or out of the queue")
    record = task.opened.record
    if other.record["kind"] == PROTECTED:  # else the link would tell who wrote the tip-off
        record = record | {"kind": PROTECTED.value}
    told = outcomes.decided(_DUPLICATE, words[:_LONGEST], by.name, instant(ports.now()))
    write = Write(
        petition_id=petition_id,
        token=task.token,
        version=task.opened.version,
        key=uuid4().hex,
        settled=task.draft or {"fields": {}, "kind": None},
    )
    effort = Effort(seconds=0, keys=0, doubted=len(in_doubt(record)), changed=())
    ports.tasks.give_back(by, write, record | {"returned": told | {"of": other_id}}, effort)
    return go("/benzerler?not=alike.closed")


@router.get("/benzerler/{petition_id}/{other_id}/sayfa/{position}")
def sheet(request: Request, petition_id: str, other_id: str, position: int) -> Response:  # noqa: ARG001 - the pair names the screen
    """Give a page of the second of the two."""
    by, ports = person_of(request), desk_of(request).ports
    side = ports.search.side(by, other_id)
    found = next((p for p in side.pages if p.position == position and p.key), None)
    if found is None or found.key is None:
        raise HTTPException(404)
    media_type, content = piece(ports.images.get(found.key))
    return Response(content, media_type=media_type)


def _told(side: Side, name: FieldName) -> str:
    return shown(name, fields_of(side.record)[name].value)
