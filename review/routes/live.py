"""Server-sent events: a screen learns that its list changed, without asking and without data."""

from collections.abc import AsyncIterator

from anyio import sleep
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from review.context import desk_of, session_of

router = APIRouter()

_EVERY = 1.0  # seconds between two looks
_LOOKS = 60  # then the browser connects anew, and who sits there is asked again
_ASK = 10  # looks between two questions whether the session still runs


@router.get("/canli")
async def live(request: Request) -> Response:
    """Tell of each change until the session ends, or for a minute."""
    return StreamingResponse(_changes(request), media_type="text/event-stream")


async def _changes(request: Request) -> AsyncIterator[str]:
    desk, token = desk_of(request), session_of(request) or ""
    told = None
    yield "retry: 5000\n\n"
    for look in range(_LOOKS):
        if desk.pulse.closed:
            return
        if look % _ASK == 0:
            who = await run_in_threadpool(desk.ports.accounts.who, token, extend=False)
            if who is None:
                yield "event: end\ndata: end\n\n"
                return
        found = await run_in_threadpool(desk.pulse.now)
        if found != told:
            told = found
            yield f"data: {found}\n\n"
        await sleep(_EVERY)
