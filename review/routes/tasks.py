"""The verification screen's own doors: claim, draft, decide, undo. JSON both ways."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Body, Request, Response
from fastapi.responses import JSONResponse

from domain.errors import Conflict
from domain.field import FieldName
from domain.record import Record, instant
from review import corrections, outcomes
from review.beside import words_of
from review.context import desk_of, language_of, person_of
from review.corrections import Choice, Corrections, Said
from review.screens import due_of
from review.task_forms import BeatForm, ClaimForm, DecisionForm, DraftForm, Key, LeaseForm
from review.task_json import task_json
from review.task_ports import Counts, Effort, Json, Task, Write
from review.wording import say

router = APIRouter()


@router.post("/api/tasks/claim")
def claim(request: Request, form: ClaimForm) -> Response:
    """Give the most urgent free record; 204 with the queue's counts when there is none."""
    tasks, by = desk_of(request).ports.tasks, person_of(request)
    task = tasks.claim(by, besides=form.shown, ahead=form.ahead)
    if task is None:
        return Response(status_code=204, headers={"Queue-Counts": _told(tasks.counts())})
    return _task(request, task)


def _told(counts: Counts) -> str:
    return (
        f"waiting={counts.waiting}, in_hand={counts.in_hand}, "
        f"put_off={counts.put_off}, asked={counts.asked}"
    )


@router.get("/api/units")
def units(request: Request) -> Response:
    """Give the units a record can be sent to."""
    found = desk_of(request).ports.units.all()
    return JSONResponse([{"code": unit.code, "name": unit.name} for unit in found])


@router.get("/api/tasks/{petition_id}")
def take(request: Request, petition_id: str) -> Response:
    """Take this very record in hand; 409 when another person has it or it left the queue."""
    task = desk_of(request).ports.tasks.take(person_of(request), petition_id)
    if task is None:
        raise Conflict("lease.taken", "the record is in other hands or out of the queue")
    return _task(request, task)


def _task(request: Request, task: Task) -> Response:
    desk = desk_of(request)
    ports, found = desk.ports, words_of(desk.ports.readings, desk.renditions, task.opened)
    order = ports.preferences.of(person_of(request)).order
    return JSONResponse(task_json(task, found, language_of(request), ports.now(), order))


@router.post("/api/tasks/{petition_id}/heartbeat")
def beat(request: Request, petition_id: str, form: BeatForm) -> Response:
    """Renew the leases of a person at work; 409 when one is lost."""
    tasks, by = desk_of(request).ports.tasks, person_of(request)
    if form.shown:
        tasks.shown(by, petition_id, form.lease_token)
    until = tasks.beat(by, {petition_id: form.lease_token, **form.ahead})
    left = until - desk_of(request).ports.now()
    return JSONResponse({"lease_seconds": round(left.total_seconds())})


@router.delete("/api/tasks/{petition_id}/lease")
def let_go(request: Request, petition_id: str, form: LeaseForm = Body()) -> Response:  # noqa: B008 - FastAPI reads a DELETE's body only when told to
    """Give the record back to the queue."""
    desk_of(request).ports.tasks.let_go(person_of(request), petition_id, form.lease_token)
    return Response(status_code=204)


@router.put("/api/tasks/{petition_id}/draft")
def draft(request: Request, petition_id: str, form: DraftForm, key: Key) -> Response:
    """Keep what the person has settled so far, and say what of it cannot stand."""
    tasks, by = desk_of(request).ports.tasks, person_of(request)
    try:
        saved = tasks.save_draft(by, _write(petition_id, form, key))
    except Conflict as conflict:
        return _lost(request, petition_id, conflict)
    made = corrections.settle(saved.record, _said(form), form.kind)
    return JSONResponse((saved.answered or {}) | {"faults": _texts(request, made.faults)})


@router.post("/api/tasks/{petition_id}/decision")
def decide(request: Request, petition_id: str, form: DecisionForm, key: Key) -> Response:
    """Decide upon the record: 200 with the undo's end, 409 when it was lost, 422 when it lacks."""
    tasks, by = desk_of(request).ports.tasks, person_of(request)
    write = _write(petition_id, form, key)
    try:
        standing = tasks.standing(by, write)
        if standing.answered is not None:
            return _undoable(request, standing.answered)
        return _Decision(request, form, write, standing.record).made()
    except Conflict as conflict:
        return _lost(request, petition_id, conflict)


def _undoable(request: Request, told: Json) -> Response:
    """Tell how long it can be undone, too, in seconds: the browser's clock may be wrong."""
    left = dt.datetime.fromisoformat(told["undo_until"]) - desk_of(request).ports.now()
    return JSONResponse(told | {"undo_seconds": max(0, round(left.total_seconds()))})


@router.post("/api/tasks/{petition_id}/undo")
def undo(request: Request, petition_id: str, key: Key) -> Response:
    """Take one's own last decision back, within half a minute."""
    return _task(request, desk_of(request).ports.tasks.undo(person_of(request), petition_id, key))


def _write(petition_id: str, form: DraftForm, key: str) -> Write:
    return Write(
        petition_id=petition_id,
        token=form.lease_token,
        version=form.version,
        key=key,
        settled=form.model_dump(mode="json", include={"fields", "kind"}),
    )


def _said(form: DraftForm) -> dict[FieldName, Said]:
    return {name: Said(Choice(item.choice), item.text) for name, item in form.fields.items()}


def _texts(request: Request, faults: Mapping[FieldName, str]) -> dict[str, str]:
    language = language_of(request)
    return {name.value: say(key, language) for name, key in faults.items()}


def _lost(request: Request, petition_id: str, conflict: Conflict) -> Response:
    """Tell what stands in the record now, so that the person's own words can be set beside it."""
    desk, by, language = desk_of(request), person_of(request), language_of(request)
    opened = desk.ports.records.open(by, petition_id)
    theirs = {
        name.value: corrections.told(f) for name, f in corrections.fields_of(opened.record).items()
    }
    holder = opened.lease.holder if opened.lease and not opened.lease.mine else None
    return JSONResponse(
        {
            "code": conflict.code,
            "text": say("conflict.title", language),
            "by": holder or (opened.last.by if opened.last else None),
            "state": opened.state.value,
            "theirs": theirs,
        },
        409,
    )


@dataclass(frozen=True, slots=True)
class _Decision:
    """A person's decision upon a record as they saw it."""

    request: Request
    form: DecisionForm
    write: Write
    read: Record  #: the record as it stands

    def made(self) -> Response:
        """Return what the house says to it, or what it lacks."""
        settled = corrections.settle(self.read, _said(self.form), self.form.kind)
        record = corrections.amended(self.read, settled)
        faults = dict(settled.faults)
        if self.form.outcome in outcomes.ACCEPTING:
            faults = corrections.before_acceptance(record) | faults
        lacking = outcomes.fault(self.form.outcome, self.form.words)
        if self.form.outcome == outcomes.ROUTE and self._unit() is None:
            lacking = lacking or "return.fault.unit"
        if faults or lacking:
            texts = _texts(self.request, faults)
            about = say(lacking, language_of(self.request)) if lacking else None
            return JSONResponse({"faults": texts, "outcome_fault": about}, 422)
        return _undoable(self.request, self._carried_out(record, settled))

    def _carried_out(self, record: Record, settled: Corrections) -> Json:
        tasks, by = desk_of(self.request).ports.tasks, person_of(self.request)
        effort, form = self._effort(settled), self.form
        if form.outcome in outcomes.ACCEPTING:
            return tasks.accept(by, self.write, record, effort, self._unit())
        if form.outcome in outcomes.PUT_OFF:
            until = outcomes.put_off_until(form.outcome, self._now(), due_of(record))
            return tasks.put_off(by, self.write, record, effort, until)
        at = instant(self._now())
        if form.outcome == outcomes.ASK:
            asked = {"question": outcomes.signed(form.words, by.name, at)}
            return tasks.ask(by, self.write, record | asked, effort)
        decided = {"returned": outcomes.decided(form.outcome, form.words, by.name, at)}
        return tasks.give_back(by, self.write, record | decided, effort)

    def _effort(self, settled: Corrections) -> Effort:
        was = corrections.fields_of(self.read)
        return Effort(
            seconds=self.form.seconds,
            keys=self.form.keys,
            doubted=len(corrections.in_doubt(self.read)),
            changed=tuple(n for n, field in settled.fields.items() if field.value != was[n].value),
        )

    def _unit(self) -> Json | None:
        if self.form.outcome != outcomes.ROUTE:
            return None
        units = desk_of(self.request).ports.units.all()
        for unit in units:
            if unit.code == self.form.unit:
                return {"unit": unit.code, "name": unit.name, "because": "reviewer"}
        return None

    def _now(self) -> dt.datetime:
        return desk_of(self.request).ports.now()
