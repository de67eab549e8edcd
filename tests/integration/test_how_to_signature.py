"""The code of the how-to on signatures, run as it is written, against real deliveries."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deliver.attempt import attempt
from deliver.webhook import Webhook
from dilekce import clock
from tests.deliver_builders import Sink, a_parcel, running_sink

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "verify-a-signature.md"
OLD, NEW, OTHER = (
    "whsec_" + base64.b64encode(letter * 32).decode() for letter in (b"o", b"n", b"x")
)


@pytest.fixture
def verified() -> Any:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - as a reader of the page would run it
    return names["verified"]


@pytest.fixture
def sink() -> Iterator[Sink]:
    yield from running_sink()


def delivered(sink: Sink, *secrets: str) -> tuple[dict[str, str], bytes]:
    attempt(Webhook("kurum", sink.url, secrets, clock.now), a_parcel())
    return sink.seen[-1]


def test_it_takes_what_is_ours_and_refuses_the_rest(sink: Sink, verified: Any) -> None:
    headers, body = delivered(sink, NEW)
    assert verified(headers, body, [NEW])
    assert not verified(headers, body, [OTHER])
    assert not verified(headers, body.replace(b"1", b"2"), [NEW])
    assert not verified(headers | {"webhook-id": "another"}, body, [NEW])
    assert not verified(headers | {"webhook-timestamp": "1"}, body, [NEW])


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [((OLD,), (NEW, OLD)), ((NEW, OLD), (NEW, OLD)), ((NEW, OLD), (NEW,)), ((NEW,), (NEW,))],
)
def test_at_every_step_of_the_change_of_secrets_deliveries_verify(
    sink: Sink, verified: Any, ours: tuple[str, ...], theirs: tuple[str, ...]
) -> None:
    assert verified(*delivered(sink, *ours), theirs)


def test_the_command_that_makes_a_secret_makes_one_that_is_taken(sink: Sink) -> None:
    [command] = re.findall(r'python3 -c "(.*?)"`', PAGE.read_text("utf-8"))
    told: list[str] = []
    exec(command, {"print": told.append})  # noqa: S102 - as above
    Webhook("kurum", sink.url, told, clock.now)
