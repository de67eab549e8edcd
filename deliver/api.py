"""The pull API: downstream systems ask for what was offered to them, fetch it, acknowledge it.

``create_api(shelf)`` is an ASGI application of its own. It knows tokens and no cookies, so that a
session of the desk opens nothing here; the desk knows cookies and no tokens. Addresses hold ids and
numbers only. Refusals are Problem Details (RFC 9457).
"""

import re
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import StreamingResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException as AnyHTTPException

from deliver.api_json import (
    Acknowledged,
    Acknowledgement,
    Offers,
    Problem,
    cursor_of,
    offer_json,
    place_of,
)
from deliver.pull_ports import Content, Grant, Shelf
from domain.errors import Conflict, TryLater

BASE = "/api/v1"
_PROBLEM = "application/problem+json"
_HEADERS = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
_MINUTE = {"Retry-After": "60"}
_SUFFIX = {"application/pdf": "pdf", "image/tiff": "tif", "image/jpeg": "jpg", "image/png": "png"}


def _told(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how the refusals of a door stand in the OpenAPI document."""
    schema = {"schema": Problem.model_json_schema()}
    said = {
        400: "the body is no text", 401: "no token, or a worthless one",
        403: "the token may read only",
        404: "not offered to this destination, or a cursor that is none of ours",
        409: "taken back, superseded, or acknowledged otherwise", 413: "body too large",
        422: "the request is not as described", 429: "too many requests", 503: "try again later",
    }  # fmt: skip
    always = (401, 422, 429, 503)
    return {
        s: {"description": said[s], "content": {_PROBLEM: schema}} for s in (*always, *statuses)
    }


def _content(description: str, *media_types: str) -> dict[int | str, dict[str, Any]]:
    """Return how a door that gives bytes stands in the OpenAPI document."""
    kinds = {
        t: {"type": "object"} if t.endswith("json") else {"type": "string"} for t in media_types
    }
    etag = {"ETag": {"schema": {"type": "string"}}}
    content = {t: {"schema": kind} for t, kind in kinds.items()}
    return {
        200: {"description": description, "content": content, "headers": etag},
        304: {"description": "unchanged since the ETag given", "headers": etag},
    }


_bearer = HTTPBearer(auto_error=False, description="made by `dilekce token make`, shown once")


def _granted(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Grant:
    """Return what the request's token allows; refuses others, and too many requests."""
    shelf: Shelf = request.app.state.shelf
    grant = shelf.grant(given.credentials) if given else None
    if grant is None:
        raise HTTPException(401, "token.worthless", {"WWW-Authenticate": "Bearer"})
    if not shelf.may_ask(grant):
        raise HTTPException(429, "token.too_many", _MINUTE)
    return grant


Granted = Annotated[Grant, Depends(_granted)]
PetitionId = Annotated[str, Path(pattern=r"^p-[0-9a-f]{24}-[0-9]{1,5}$")]
Revision = Annotated[int, Path(ge=1, le=2**31 - 1)]
_REVISION = BASE + "/petitions/{petition_id}/revisions/{revision}"


def create_api(shelf: Shelf) -> FastAPI:
    """Return the application; its OpenAPI document is served without a token."""
    app = FastAPI(
        title="Dilekçe: petitions to be pulled",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{BASE}/openapi.json",
        redirect_slashes=False,
    )
    app.state.shelf = shelf
    _list_door(app, shelf)
    _content_doors(app, shelf)
    _receipt_door(app, shelf)
    _refusals(app)
    return app


def _list_door(app: FastAPI, shelf: Shelf) -> None:
    @app.get(f"{BASE}/petitions", responses=_told(404), operation_id="list")
    def offers(
        grant: Granted,
        response: Response,
        after: Annotated[str | None, Query(max_length=64)] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 50,
    ) -> Offers:
        """List what is offered to the token's destination, in the order in which it was offered.

        `next` goes into `after` of the next request: nothing is missed and nothing told twice,
        whatever happens meanwhile. Without `after` the list begins at its beginning.
        """
        place = place_of(after)
        if place is None:
            raise HTTPException(404, "cursor.unknown")
        response.headers.update(_HEADERS)
        found = shelf.offers(grant, place, limit + 1)
        shown = found[:limit]
        last = shown[-1].number if shown else place
        return Offers(
            petitions=[offer_json(offer, BASE) for offer in shown],
            next=cursor_of(last),
            more=len(found) > limit,
        )


def _content_doors(app: FastAPI, shelf: Shelf) -> None:
    def give(
        request: Request, grant: Grant, petition_id: str, revision: int, found: tuple[str, Content]
    ) -> Response:
        what, content = found
        headers = _HEADERS | {"ETag": f'"{content.sha256}"'}
        if _is_known(request.headers.get("if-none-match", ""), content.sha256):
            return Response(status_code=304, headers=headers)
        shelf.note_fetched(grant, petition_id, revision, what)
        if suffix := _SUFFIX.get(content.media_type):
            name = f"{petition_id}-r{revision}.{suffix}"
            headers["Content-Disposition"] = f'attachment; filename="{name}"'
        headers["Content-Length"] = str(content.size)
        return StreamingResponse(content.chunks, headers=headers, media_type=content.media_type)

    @app.get(
        _REVISION,
        responses=_told(404) | _content("the record", "application/json"),
        operation_id="record",
    )
    def record(
        request: Request, grant: Granted, petition_id: PetitionId, revision: Revision
    ) -> Response:
        """Return the record: the same bytes, with the same ETag, each time."""
        content = shelf.record(grant, petition_id, revision)
        return give(request, grant, petition_id, revision, ("record", content))

    @app.get(
        f"{_REVISION}/pdf",
        responses=_told(404, 409) | _content("the pages", "application/pdf"),
        operation_id="pdf",
    )
    def pdf(
        request: Request, grant: Granted, petition_id: PetitionId, revision: Revision
    ) -> Response:
        """Return the petition's pages as searchable PDF/A."""
        content = shelf.pdf(grant, petition_id, revision)
        return give(request, grant, petition_id, revision, ("pdf", content))

    @app.get(
        f"{_REVISION}/original",
        responses=_told(404)
        | _content("the file", "image/tiff", "application/pdf", "image/jpeg", "image/png"),
        operation_id="original",
    )
    def original(
        request: Request, grant: Granted, petition_id: PetitionId, revision: Revision
    ) -> Response:
        """Return the file as it arrived; it may hold other letters of the same scan."""
        content = shelf.original(grant, petition_id, revision)
        return give(request, grant, petition_id, revision, ("original", content))


def _receipt_door(app: FastAPI, shelf: Shelf) -> None:
    @app.post(
        f"{_REVISION}/acknowledge",
        responses=_told(400, 403, 404, 409, 413),
        operation_id="acknowledge",
    )
    def acknowledge(
        grant: Granted, petition_id: PetitionId, revision: Revision, given: Acknowledgement
    ) -> Acknowledged:
        """Say that the revision is kept, under which number. Said again, it changes nothing."""
        if not grant.may_acknowledge:
            raise HTTPException(403, "token.read_only")
        at = shelf.acknowledge(grant, petition_id, revision, given.reference)
        return Acknowledged(
            id=petition_id, revision=revision, reference=given.reference, acknowledged_at=at
        )


def _is_known(given: str, sha256: str) -> bool:
    """Say whether ``If-None-Match`` names this content (RFC 9110 §13.1.2: weak comparison)."""
    return given.strip() == "*" or sha256 in re.findall(r'(?:W/)?"([^"]*)"', given)


def _problem(status: int, code: str, headers: dict[str, str] | None = None) -> Response:
    body = Problem(status=status, code=code).model_dump_json()
    return Response(body, status, {**_HEADERS, **(headers or {})}, _PROBLEM)


def _refusals(app: FastAPI) -> None:
    """Answer every refusal by its code, without a trace of what happened inside."""

    @app.exception_handler(AnyHTTPException)
    def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, AnyHTTPException)
        code = error.detail if re.fullmatch(r"[a-z]+\.[a-z_]+", error.detail) else "request.refused"
        return _problem(error.status_code, code, dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    def not_understood(_request: Request, _error: Exception) -> Response:
        return _problem(422, "request.invalid")

    @app.exception_handler(Conflict)
    def conflict(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Conflict)
        return _problem(404 if error.code.endswith(".unknown") else 409, error.code)

    @app.exception_handler(TryLater)
    def later(_request: Request, error: Exception) -> Response:
        assert isinstance(error, TryLater)
        return _problem(503, error.code, _MINUTE)
