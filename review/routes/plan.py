"""The page plan of an arrival: one screen to split, merge, order, turn and leave pages over."""

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from domain.batch import Leftover
from domain.plan import LEFTOVER_REASONS, NotAPlan, Placed, Plan, Sheaf
from review.context import desk_of, page, person_of
from review.renditions import Size
from review.task_forms import Key, PlanForm
from review.task_json import short_number
from review.task_ports import Arranged, Json

router = APIRouter()


@router.get("/kayit/{petition_id}/duzen")
def show(request: Request, petition_id: str) -> Response:
    """Show how the pages of the record's arrival are arranged."""
    found = desk_of(request).ports.plans.arranged(person_of(request), petition_id)
    return page(
        request,
        "plan.html",
        petition_id=petition_id,
        plan=_json(found),
        fixed=[short_number(identity) for identity in found.fixed],
        undoable=found.undoable,
        reasons=LEFTOVER_REASONS,
    )


def _json(found: Arranged) -> Json:
    return {
        "stamp": found.stamp,
        "records": [
            {"id": s.petition_id, "pages": [[p.page, p.rotation] for p in s.pages]}
            for s in found.plan.sheaves
            if s.pages
        ],
        "leftovers": [[left.page, left.reason] for left in found.plan.leftovers],
    }


@router.get("/kayit/{petition_id}/duzen/{number}")
def thumb(request: Request, petition_id: str, number: int) -> Response:
    """Give a small image of a page of the record's arrival."""
    desk = desk_of(request)
    found = desk.ports.plans.page(person_of(request), petition_id, number)
    if found is None or found.key is None:
        raise HTTPException(404)
    media_type, content = desk.renditions.page(found.key, Size.THUMB)
    return Response(content, media_type=media_type)


@router.put("/records/{petition_id}/plan")
def arrange(request: Request, petition_id: str, form: PlanForm, key: Key) -> Response:
    """Arrange the pages; 409 when the arrival changed meanwhile, 422 when it is no plan."""
    plans, by = desk_of(request).ports.plans, person_of(request)
    arrival_id = plans.arranged(by, petition_id).arrival_id
    wish = Plan(
        tuple(Sheaf(s.id, tuple(Placed(*placed) for placed in s.pages)) for s in form.records),
        tuple(Leftover(*left) for left in form.leftovers),
    )
    try:
        count = plans.arrange(by, arrival_id, form.stamp, wish, key)
    except NotAPlan as fault:
        return JSONResponse({"code": fault.code}, 422)
    return JSONResponse({"petitions": count})


@router.post("/records/{petition_id}/plan/undo")
def undo(request: Request, petition_id: str, key: Key) -> Response:
    """Bring back how the pages were arranged before."""
    plans, by = desk_of(request).ports.plans, person_of(request)
    arrival_id = plans.arranged(by, petition_id).arrival_id
    return JSONResponse({"petitions": plans.undo(by, arrival_id, key)})
