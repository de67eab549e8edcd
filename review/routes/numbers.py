"""Figures: one's own for everybody who decides, everybody's and the gates for supervisors."""

from fastapi import APIRouter, Request, Response

from review.context import desk_of, page, person_of
from review.roles import Right, may

router = APIRouter()

_DAYS = 7


@router.get("/sayilar")
def numbers(request: Request) -> Response:
    """Show how long records take, how often people correct, and how far the machine is trusted."""
    by, port = person_of(request), desk_of(request).ports.numbers
    leads = may(by.role, Right.SUPERVISE)
    return page(
        request,
        "numbers.html",
        days=_DAYS,
        people=port.worked(by, _DAYS, all_people=leads),
        fields=port.fields() if leads else (),
        gates=port.gates() if leads else (),
    )
