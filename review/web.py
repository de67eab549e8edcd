"""The application: ``create_app(ports, options)`` is all the house needs to call."""

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from domain.errors import Conflict, TryLater
from review.access import PASSWORD_AGAIN, Locked, PasswordNeeded, SignInNeeded, authorise
from review.context import Desk, go, language_of, page, texts_of
from review.guard import Guard
from review.house import DeskOptions, Ports
from review.pulse import Pulse
from review.rendering import Renderer, StaticFiles
from review.renditions import Renditions
from review.routes import (
    arrivals,
    blind,
    live,
    lock,
    numbers,
    pages,
    people,
    plan,
    queue,
    record,
    search,
    settings,
    sign_in,
    single_sign_on,
    tasks,
    trail,
)
from review.wording import say

_SCREENS = (
    sign_in, single_sign_on, lock, queue, record, tasks, pages, plan, blind, search,
    numbers, arrivals, live, people, settings, trail,
)  # fmt: skip

_FOR_MODULES = ("/api/", "/pages/", "/records/")  # answered to scripts, never shown as a page
_BY_STATUS = {403: "error.forbidden", 404: "error.unknown", 405: "error.unknown"}


def create_app(ports: Ports, options: DeskOptions) -> FastAPI:
    """Return the desk as an ASGI application. No page of FastAPI's own is served."""
    app = FastAPI(
        title="Dilekçe",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(authorise)],
    )
    static = StaticFiles()
    app.state.desk = Desk(
        ports,
        options,
        Renderer(static),
        static,
        Renditions(ports.images),
        Pulse(ports.records.mark),
    )
    for module in _SCREENS:
        app.include_router(module.router)
    _ask_who_it_is(app)
    _answer_errors(app)
    app.add_middleware(Guard, https=options.https, max_upload_bytes=options.max_upload_bytes)
    return app


def _refusal(request: Request, status: int, key: str) -> Response:
    """Return the refusal as the asker reads: a page for people, JSON for our own modules."""
    if request.url.path.startswith(_FOR_MODULES):
        return JSONResponse({"code": key, "text": say(key, language_of(request))}, status)
    return page(request, "error.html", status, key=key)


def _ask_who_it_is(app: FastAPI) -> None:
    """Ask for what opens the door: signing in, the password again, or for a locked screen."""

    @app.exception_handler(SignInNeeded)
    def sign_in_needed(request: Request, _error: Exception) -> Response:
        if request.method == "GET" and not request.url.path.startswith("/api/"):
            return go("/giris")
        return _refusal(request, 401, "error.signed_out")

    @app.exception_handler(Locked)
    def locked(request: Request, _error: Exception) -> Response:
        if request.url.path.startswith(_FOR_MODULES):
            return _refusal(request, 423, "lock.title")
        back = f"{request.url.path}?{request.url.query}" if request.method == "GET" else "/"
        return page(request, "lock.html", 423, back=back, wrong=False)

    @app.exception_handler(PasswordNeeded)
    async def password_needed(request: Request, error: Exception) -> Response:
        given = texts_of(await request.form())
        given.pop(PASSWORD_AGAIN, None)
        wrong = isinstance(error, PasswordNeeded) and error.wrong
        return page(request, "confirm.html", 403, given=given, wrong=wrong, field=PASSWORD_AGAIN)


def _answer_errors(app: FastAPI) -> None:
    """Give every refusal plain words, without a trace of what happened inside."""

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        return _refusal(request, status, _BY_STATUS.get(status, "error.bad"))

    @app.exception_handler(RequestValidationError)
    def not_understood(request: Request, _error: Exception) -> Response:
        if request.method == "GET":
            return _refusal(request, 404, "error.unknown")
        return _refusal(request, 422, "error.bad")

    @app.exception_handler(Conflict)
    def conflict(request: Request, error: Exception) -> Response:
        unknown = isinstance(error, Conflict) and error.code.endswith(".unknown")
        if unknown:
            return _refusal(request, 404, "error.unknown")
        return _refusal(request, 409, "error.conflict")

    @app.exception_handler(TryLater)
    def later(request: Request, _error: Exception) -> Response:
        return _refusal(request, 503, "error.later")
