"""Control: second keys, audits of what the machine accepted, and what comes of differences."""

from collections.abc import Mapping

from fastapi import APIRouter, HTTPException, Request, Response

from domain.errors import Conflict
from domain.field import FieldName
from domain.geometry import Box
from review.blind import KEYED, Key, Purpose, keyed
from review.context import PostedForm, desk_of, go, page, person_of, texts_of
from review.corrections import Choice
from review.entry import shown
from review.pieces import piece
from review.ports_blind import BlindTask, Dispute
from review.roles import Right, may

router = APIRouter()

_ROWS = 100


@router.get("/denetim")
def control(request: Request) -> Response:
    """Show how much waits for this person; to supervisors also what is disputed."""
    by, blind = person_of(request), desk_of(request).ports.blind
    disputes = blind.disputes(by, _ROWS) if may(by.role, Right.SUPERVISE) else ()
    return page(request, "control.html", waits=blind.waits(by), disputes=disputes)


@router.post("/denetim/{purpose}")
def start(request: Request, purpose: Purpose) -> Response:
    """Take the oldest task of that purpose."""
    task_id = desk_of(request).ports.blind.take_next(person_of(request), purpose)
    return go("/denetim?not=control.none" if task_id is None else f"/anahtar/{task_id}")


@router.get("/anahtar/{task_id}")
def show(request: Request, task_id: int) -> Response:
    """Show a task in hand; the values keyed before are not in the page."""
    return _task_screen(request, desk_of(request).ports.blind.task(person_of(request), task_id))


@router.post("/anahtar/{task_id}")
def key(request: Request, task_id: int, form: PostedForm) -> Response:
    """Take what was keyed and go on with the next of its kind."""
    by, blind = person_of(request), desk_of(request).ports.blind
    given = texts_of(form)
    try:
        task = blind.task(by, task_id)
        keys, faults = keyed(given, task.names, task.sight)
        if faults:
            return _task_screen(request, task, given, faults)
        notice = "blind.equal" if blind.key(by, task_id, keys) else "blind.differ"
    except Conflict:
        return go("/denetim?not=blind.gone")
    following = blind.take_next(by, task.purpose)
    return go(f"/anahtar/{following}?not={notice}" if following else f"/denetim?not={notice}")


@router.get("/anahtar/{task_id}/mercek/{name}")
def lens(request: Request, task_id: int, name: FieldName) -> Response:
    """Give the piece of the page where the value stands, cut on the server."""
    return _lens(request, desk_of(request).ports.blind.task(person_of(request), task_id), name)


@router.get("/anahtar/{task_id}/sayfa/{position}")
def sheet(request: Request, task_id: int, position: int) -> Response:
    """Give a whole page of the petition in hand."""
    task = desk_of(request).ports.blind.task(person_of(request), task_id)
    return _sheet(request, task, position)


@router.get("/uyusmazlik/{task_id}")
def look(request: Request, task_id: int, degerler: bool = False) -> Response:  # noqa: FBT001, FBT002 - a query
    """Show the paper; the two values only once the third person has looked."""
    dispute = desk_of(request).ports.blind.dispute(person_of(request), task_id)
    return _dispute_screen(request, dispute, values=degerler)


@router.post("/uyusmazlik/{task_id}")
def settle(request: Request, task_id: int, form: PostedForm) -> Response:
    """Take the third person's word."""
    by, blind = person_of(request), desk_of(request).ports.blind
    dispute, given = blind.dispute(by, task_id), texts_of(form)
    keys, faults = _decided(dispute, given)
    if faults:
        return _dispute_screen(request, dispute, given, faults, values=True)
    blind.settle(by, task_id, keys)
    return go("/denetim?not=dispute.settled")


@router.get("/uyusmazlik/{task_id}/mercek/{name}")
def dispute_lens(request: Request, task_id: int, name: FieldName) -> Response:
    """Give the piece of the page where the value stands."""
    dispute = desk_of(request).ports.blind.dispute(person_of(request), task_id)
    return _lens(request, dispute.task, name)


@router.get("/uyusmazlik/{task_id}/sayfa/{position}")
def dispute_sheet(request: Request, task_id: int, position: int) -> Response:
    """Give a whole page of the petition in dispute."""
    dispute = desk_of(request).ports.blind.dispute(person_of(request), task_id)
    return _sheet(request, dispute.task, position)


def _sheet(request: Request, task: BlindTask, position: int) -> Response:
    image = next((p.key for p in task.pages if p.position == position), None)
    if image is None:
        raise HTTPException(404)
    return _piece(request, image)


def _piece(request: Request, key: str, box: Box | None = None) -> Response:
    media_type, content = piece(desk_of(request).ports.images.get(key), box)
    return Response(content, media_type=media_type)


def _lens(request: Request, task: BlindTask, name: FieldName) -> Response:
    place = task.lenses.get(name)
    image = next((p.key for p in task.pages if place and p.position == place.position), None)
    if place is None or image is None:
        raise HTTPException(404)
    return _piece(request, image, place.box)


def _decided(
    dispute: Dispute, form: Mapping[str, str]
) -> tuple[dict[FieldName, Key], dict[FieldName, str]]:
    """Return the third person's keys: one of the two, or their own."""
    both = {"first": dispute.first, "second": dispute.second}
    taken = {
        name: both[side][name]
        for name in dispute.names
        if (side := form.get(f"choice.{name}", "")) in both
    }
    own = [name for name in dispute.names if name not in taken]
    keys, faults = keyed(form, own, {})
    return keys | taken, faults


def _task_screen(
    request: Request,
    task: BlindTask,
    form: Mapping[str, str] | None = None,
    faults: Mapping[FieldName, str] | None = None,
) -> Response:
    return page(
        request,
        "blind.html",
        422 if faults else 200,
        task=task,
        typed=KEYED,
        sight={name: _text(name, key) for name, key in task.sight.items()},
        form=form or {},
        faults=faults or {},
    )


def _dispute_screen(
    request: Request,
    dispute: Dispute,
    form: Mapping[str, str] | None = None,
    faults: Mapping[FieldName, str] | None = None,
    *,
    values: bool,
) -> Response:
    rows = {
        name: (_text(name, dispute.first[name]), _text(name, dispute.second[name]))
        for name in (dispute.names if values else ())
    }
    return page(
        request,
        "dispute.html",
        422 if faults else 200,
        dispute=dispute,
        rows=rows,
        values=values,
        form=form or {},
        faults=faults or {},
    )


def _text(name: FieldName, key: Key) -> str | None:
    """Return the value's text; None when there is none on the paper or it is illegible."""
    return shown(name, key.value) if key.choice is Choice.VALUE else None
