"""Page images, and reading a piece of one again."""

from collections.abc import Mapping

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from domain.field import FieldName
from domain.geometry import Box
from domain.page import CropPurpose
from review.context import desk_of, person_of
from review.ports import PageImage
from review.renditions import Size
from review.task_forms import ReadForm

router = APIRouter()

#: How a piece is read for a field; the others are read as lines of text.
_PURPOSE: Mapping[FieldName, CropPurpose] = {
    FieldName.TCKN: CropPurpose.DIGITS,
    FieldName.PHONE: CropPurpose.DIGITS,
    FieldName.EMAIL: CropPurpose.EMAIL,
}


@router.get("/pages/{petition_id}/{number}/{size}")
def image(request: Request, petition_id: str, number: int, size: str) -> Response:
    """Give a page's image: ``view`` for the screen, ``full`` as scanned, ``thumb`` for a strip."""
    if size not in set(Size):
        raise HTTPException(404)
    page = _page(request, petition_id, number, noted=size != Size.THUMB)
    media_type, content = desk_of(request).renditions.page(page.key or "", Size(size))
    return Response(content, media_type=media_type)


@router.post("/pages/{petition_id}/{number}/read")
def read(request: Request, petition_id: str, number: int, form: ReadForm) -> Response:
    """Read a piece of a page again; the readings are offered, never put in."""
    page = _page(request, petition_id, number, noted=True)
    purpose = _PURPOSE.get(form.field)
    found = desk_of(request).ports.readings.read(page, Box(*form.box), purpose)
    return JSONResponse({"text": found[0] if found else "", "alternatives": list(found[1:])})


def _page(request: Request, petition_id: str, number: int, *, noted: bool) -> PageImage:
    records = desk_of(request).ports.records
    page = records.page(person_of(request), petition_id, number, noted=noted)
    if page is None or page.key is None:
        raise HTTPException(404)
    return page
