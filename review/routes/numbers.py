"""Figures: one's own for everybody who decides, everybody's and the gates for supervisors."""

from fastapi import APIRouter, Request, Response

from review import outcomes
from review.context import desk_of, language_of, page, person_of
from review.roles import Right, may
from review.task_json import short_number
from review.task_ports import Decided

router = APIRouter()

_DAYS = 7
_LATEST = 10  # decisions a person sees again


@router.get("/sayilar")
def numbers(request: Request) -> Response:
    """Show how long records take, how often people correct, and how far the machine is trusted."""
    by, ports = person_of(request), desk_of(request).ports
    port, language, now = ports.numbers, language_of(request), ports.now()

    def row(item: Decided) -> tuple[Decided, str, str, bool]:
        said = outcomes.text(item.outcome, language)
        return item, short_number(item.petition_id), said, item.undo_until > now

    leads = may(by.role, Right.SUPERVISE)
    return page(
        request,
        "numbers.html",
        days=_DAYS,
        people=port.worked(by, _DAYS, all_people=leads),
        fields=port.fields() if leads else (),
        gates=port.gates() if leads else (),
        latest=[row(item) for item in ports.tasks.latest(by, _LATEST)],
    )
