"""What goes out: how destinations fare, and dead letters to be sent again."""

from fastapi import APIRouter, Request, Response

from review.context import desk_of, go, page, person_of

router = APIRouter()

_ROWS = 200


@router.get("/teslimler")
def deliveries(request: Request) -> Response:
    """Show the destinations and what could not be delivered."""
    port = desk_of(request).ports.deliveries
    return page(
        request, "deliveries.html", destinations=port.destinations(), letters=port.dead(_ROWS)
    )


@router.post("/teslimler/{key}/yeniden")
def resend(request: Request, key: str) -> Response:
    """Send a dead letter again."""
    desk_of(request).ports.deliveries.resend(person_of(request), key)
    return go("/teslimler?not=deliveries.resent")


@router.post("/teslimler/hedef/{name}/ac")
def let_go(request: Request, name: str) -> Response:
    """Let deliveries go to a destination again."""
    desk_of(request).ports.deliveries.let_go(person_of(request), name)
    return go("/teslimler?not=deliveries.let_go")
