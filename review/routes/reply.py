"""A letter that asks for what a petition lacks: looked over, then drawn as a PDF to print."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from domain.reply import Lack
from domain.turkish import squeeze
from review.context import PostedForm, desk_of, go, page, person_of, texts_of

router = APIRouter()

_LONGEST = 300  # characters of name and address


@router.get("/kayit/{petition_id}/yazi")
def show(request: Request, petition_id: str) -> Response:
    """Show what the letter will say: name, address and lacks can be changed."""
    reply = desk_of(request).ports.replies.proposed(person_of(request), petition_id)
    return page(request, "reply.html", petition_id=petition_id, reply=reply, lacks=list(Lack))


@router.post("/kayit/{petition_id}/yazi")
def draw(request: Request, petition_id: str, form: PostedForm) -> Response:
    """Give the letter as a PDF."""
    by, port, given = person_of(request), desk_of(request).ports.replies, texts_of(form)
    lacks = tuple(lack for lack in Lack if lack.value in form.getlist("lacks"))
    if not lacks:
        return go(f"/kayit/{petition_id}/yazi?not=reply.fault")
    reply = replace(
        port.proposed(by, petition_id),
        name=squeeze(given.get("name", ""))[:_LONGEST],
        address=given.get("address", "").strip()[:_LONGEST],
        lacks=lacks,
    )
    name = f'attachment; filename="{petition_id}-yazi.pdf"'
    content = port.letter(by, petition_id, reply)
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": name})
