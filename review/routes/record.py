"""One record: the verification screen, which takes it in hand, and what a supervisor may do."""

from uuid import uuid4

from fastapi import APIRouter, Request, Response

from domain.lifecycle import PetitionState
from domain.petition import Kind
from review import outcomes
from review.beside import words_of
from review.context import PostedForm, desk_of, go, language_of, page, person_of, texts_of
from review.roles import Right, may
from review.script_words import script_words
from review.task_json import opened_json, task_json

router = APIRouter()

_CLOSED = {PetitionState.ACCEPTED, PetitionState.DELIVERED, PetitionState.RETURNED}


@router.get("/kayit/{petition_id}")
def show(request: Request, petition_id: str) -> Response:
    """Show a record and take it in hand when it is free."""
    desk, by = desk_of(request), person_of(request)
    ports = desk.ports
    language, now = language_of(request), ports.now()
    task = ports.tasks.take(by, petition_id) if may(by.role, Right.DECIDE) else None
    opened = task.opened if task else ports.records.open(by, petition_id)
    words = words_of(ports.readings, desk.renditions, opened)
    chosen = ports.preferences.of(by)
    return page(
        request,
        "record.html",
        first=task_json(task, words, language, now, chosen.order)
        if task
        else opened_json(opened, words, language, now, chosen.order),
        keys=chosen.keys,
        shown_keys=chosen.shown(),
        opened=opened,
        editable=task is not None,
        waiting=opened.state is PetitionState.REVIEW,
        reopenable=opened.state in _CLOSED and may(by.role, Right.SUPERVISE),
        kinds=list(Kind),
        outcomes=outcomes.LISTED,
        least=outcomes.LEAST_WORDS,
        words=script_words(language),
    )


@router.post("/kayit/{petition_id}/coz")
def release(request: Request, petition_id: str) -> Response:
    """Free a record that a colleague holds."""
    desk_of(request).ports.records.release(person_of(request), petition_id)
    return go(f"/kayit/{petition_id}")


@router.post("/kayit/{petition_id}/geri")
def undo(request: Request, petition_id: str) -> Response:
    """Take one's own decision back where no module does it, and go on with the record."""
    desk_of(request).ports.tasks.undo(person_of(request), petition_id, uuid4().hex)
    return go(f"/kayit/{petition_id}")


@router.post("/kayit/{petition_id}/ac")
def reopen(request: Request, petition_id: str, form: PostedForm) -> Response:
    """Put a closed record back into the queue, with a reason."""
    words = texts_of(form).get("words", "")
    if len(words.strip()) < outcomes.LEAST_WORDS:
        return go(f"/kayit/{petition_id}?not=return.fault.words")
    desk_of(request).ports.records.reopen(person_of(request), petition_id, words)
    return go(f"/kayit/{petition_id}")
