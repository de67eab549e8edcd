"""One record: see, correct, decide."""

from collections.abc import Mapping

from fastapi import APIRouter, HTTPException, Request, Response

from domain.errors import Conflict
from domain.field import FieldName
from domain.lifecycle import PetitionState
from domain.petition import Kind
from domain.record import instant
from review import corrections, outcomes
from review.bands import band
from review.context import PostedForm, desk_of, go, page, person_of, texts_of
from review.corrections import Posted
from review.entry import shown
from review.ports import Opened
from review.roles import Right, may
from review.screens import due_of, field_rows, legal_of, overlays, reasons_of

router = APIRouter()


@router.get("/kayit/{petition_id}")
def show(request: Request, petition_id: str) -> Response:
    """Show a record and take it in hand when it is free."""
    by = person_of(request)
    opened = desk_of(request).ports.records.open(by, petition_id, lease=may(by.role, Right.DECIDE))
    return _screen(request, opened)


@router.get("/kayit/{petition_id}/sayfa/{position}")
def image(request: Request, petition_id: str, position: int) -> Response:
    """Give one page's image."""
    desk = desk_of(request)
    key = desk.ports.records.page_key(person_of(request), petition_id, position)
    if key is None:
        raise HTTPException(404)
    media_type, content = desk.renditions.page(key)
    return Response(content, media_type=media_type)


@router.post("/kayit/{petition_id}/duzelt")
def save(request: Request, petition_id: str, form: PostedForm) -> Response:
    """Save corrections."""
    return _Attempt(request, petition_id, texts_of(form)).save()


@router.post("/kayit/{petition_id}/onayla")
def accept(request: Request, petition_id: str, form: PostedForm) -> Response:
    """Save corrections and accept."""
    return _Attempt(request, petition_id, texts_of(form)).accept()


@router.post("/kayit/{petition_id}/iade")
def give_back(request: Request, petition_id: str, form: PostedForm) -> Response:
    """Save corrections and close without accepting, by a named person's reasoned decision."""
    return _Attempt(request, petition_id, texts_of(form)).give_back()


@router.post("/kayit/{petition_id}/kira")
def keep(request: Request, petition_id: str) -> Response:
    """Extend the lease: the person is still working."""
    kept = desk_of(request).ports.records.keep_lease(person_of(request), petition_id)
    return Response(status_code=204 if kept else 409)


@router.post("/kayit/{petition_id}/birak")
def let_go(request: Request, petition_id: str) -> Response:
    """Give the record back to the queue."""
    desk_of(request).ports.records.let_go(person_of(request), petition_id)
    return go("/kuyruk")


@router.post("/kayit/{petition_id}/coz")
def release(request: Request, petition_id: str) -> Response:
    """Free a record that a colleague holds."""
    desk_of(request).ports.records.release(person_of(request), petition_id)
    return go(f"/kayit/{petition_id}")


@router.post("/kayit/{petition_id}/ac")
def reopen(request: Request, petition_id: str, form: PostedForm) -> Response:
    """Put a closed record back into the queue, with a reason."""
    words = texts_of(form).get("words", "")
    if len(words.strip()) < outcomes.LEAST_WORDS:
        return go(f"/kayit/{petition_id}?not=return.fault.words")
    desk_of(request).ports.records.reopen(person_of(request), petition_id, words)
    return go(f"/kayit/{petition_id}")


class _Attempt:
    """A person's try to change a record as they saw it."""

    def __init__(self, request: Request, petition_id: str, form: Mapping[str, str]) -> None:
        self._request, self._form = request, form
        self._by = person_of(request)
        self._records = desk_of(request).ports.records
        now = self._records.current(self._by, petition_id)
        self._stale = form.get("version") != str(now.version)
        self._opened = now
        self._said = corrections.posted(form)
        self._made = corrections.settle(now.record, self._said, form.get("kind"))
        self._record = corrections.amended(now.record, self._made)

    def save(self) -> Response:
        if answer := self._refused({}):
            return answer
        try:
            self._records.save(self._by, self._opened, self._record, self._made.fields)
        except Conflict:
            return self._conflict()
        return go(f"/kayit/{self._opened.id}?not=record.saved")

    def accept(self) -> Response:
        if answer := self._refused(corrections.before_acceptance(self._record)):
            return answer
        try:
            revision = self._records.accept(self._by, self._opened, self._record, self._made.fields)
        except Conflict:
            return self._conflict()
        return self._onward("record.accepted" if revision else "record.second_key")

    def give_back(self) -> Response:
        code, words = self._form.get("code", ""), self._form.get("words", "")
        fault = outcomes.fault(code, words)
        if answer := self._refused({}, fault):
            return answer
        at = instant(desk_of(self._request).ports.now())
        decided = {"returned": outcomes.decided(code, words, self._by.name, at)}
        try:
            self._records.give_back(
                self._by, self._opened, self._record | decided, self._made.fields
            )
        except Conflict:
            return self._conflict()
        return self._onward("record.given_back")

    def _onward(self, notice: str) -> Response:
        following = self._records.take_next(self._by)
        return go(f"/kayit/{following}?not={notice}" if following else f"/kuyruk?not={notice}")

    def _refused(
        self, further: Mapping[FieldName, str], outcome_fault: str | None = None
    ) -> Response | None:
        if self._stale:
            return self._conflict()
        faults = {**further, **self._made.faults}
        if not faults and outcome_fault is None:
            return None
        return _screen(self._request, self._opened, self._said, faults, self._form, outcome_fault)

    def _conflict(self) -> Response:
        opened = self._records.current(self._by, self._opened.id)
        return page(
            self._request,
            "conflict.html",
            409,
            opened=opened,
            mine=_mine(opened, self._said),
            closed=opened.state is not PetitionState.REVIEW,
        )


def _mine(opened: Opened, said: Mapping[FieldName, Posted]) -> list[tuple[FieldName, str, Posted]]:
    fields = corrections.fields_of(opened.record)
    return [(name, shown(name, fields[name].value), item) for name, item in said.items()]


def _screen(
    request: Request,
    opened: Opened,
    said: Mapping[FieldName, Posted] | None = None,
    faults: Mapping[FieldName, str] | None = None,
    form: Mapping[str, str] | None = None,
    outcome_fault: str | None = None,
) -> Response:
    by, form = person_of(request), form or {}
    due = due_of(opened.record)
    waiting = opened.state is PetitionState.REVIEW
    mine = opened.lease is not None and opened.lease.mine
    return page(
        request,
        "record.html",
        422 if faults or outcome_fault else 200,
        opened=opened,
        rows=field_rows(opened.record, said, faults),
        overlays=overlays(opened),
        due=due,
        due_band=band(due, desk_of(request).ports.now().date()),
        general=reasons_of(opened.record, None),
        legal=legal_of(opened.record),
        editable=waiting and mine and may(by.role, Right.DECIDE),
        waiting=waiting,
        kinds=list(Kind),
        kind=form.get("kind", opened.record["kind"]),
        outcomes=outcomes.OUTCOMES,
        least=outcomes.LEAST_WORDS,
        outcome_fault=outcome_fault,
        outcome_code=form.get("code", ""),
        outcome_words=form.get("words", ""),
        failed=bool(faults or outcome_fault),
    )
