"""The webhook against a real HTTP server that misbehaves in every way we know."""

import base64
import datetime as dt
import json
import logging
import socket
from collections.abc import Callable, Iterator

import pytest
from standardwebhooks import Webhook as Receiver
from standardwebhooks.webhooks import WebhookVerificationError

from deliver.attempt import Dead, Done, Later, attempt
from deliver.webhook import Webhook, seconds_to_wait
from domain.errors import Stop
from tests.deliver_builders import (
    Sink,
    SinkRequest,
    a_parcel,
    answering_twice,
    cutting,
    cutting_within_the_answer,
    dripping,
    flooding,
    hanging,
    refusing,
    running_sink,
    taking,
)

OLD = "whsec_" + base64.b64encode(b"o" * 32).decode()
NEW = "whsec_" + base64.b64encode(b"n" * 32).decode()
NOON = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
A_MINUTE_LATER = "Mon, 23 Nov 2026 09:01:00 GMT"


@pytest.fixture
def sink() -> Iterator[Sink]:
    yield from running_sink()


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def a_webhook(
    url: str,
    *secrets: str,
    timeout: float = 5.0,
    clock: Callable[[], dt.datetime] = now,
) -> Webhook:
    return Webhook("kurum", url, secrets or (NEW,), clock, timeout=timeout)


def test_a_receiver_with_the_secret_verifies_the_record(sink: Sink) -> None:
    parcel = a_parcel()
    assert isinstance(attempt(a_webhook(sink.url), parcel), Done)
    headers, body = sink.seen[0]
    assert Receiver(NEW).verify(body, headers) == parcel.record
    assert headers["webhook-id"] == parcel.key
    assert headers["content-type"] == "application/json"


def test_while_secrets_change_the_old_and_the_new_one_verify(sink: Sink) -> None:
    attempt(a_webhook(sink.url, NEW, OLD), a_parcel())
    headers, body = sink.seen[0]
    Receiver(NEW).verify(body, headers)
    Receiver(OLD).verify(body, headers)
    stranger = "whsec_" + base64.b64encode(b"x" * 32).decode()
    with pytest.raises(WebhookVerificationError):
        Receiver(stranger).verify(body, headers)


def test_one_changed_byte_breaks_the_signature(sink: Sink) -> None:
    attempt(a_webhook(sink.url), a_parcel())
    headers, body = sink.seen[0]
    with pytest.raises(WebhookVerificationError):
        Receiver(NEW).verify(body.replace(b'"revision":1', b'"revision":2'), headers)


def test_the_receipt_keeps_the_numbers_answered_and_no_free_text(sink: Sink) -> None:
    answer = {"id": "E-1", "received_at": "2026-11-23", "name": "Çağrı", "receipt": True, "n": {}}
    sink.script = [taking(201, json.dumps(answer).encode())]
    done = attempt(a_webhook(sink.url), a_parcel())
    assert isinstance(done, Done)
    assert dict(done.receipt) | {"answer_sha256": ""} == {
        "status": 201,
        "answer_sha256": "",
        "id": "E-1",
        "received_at": "2026-11-23",
    }


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 415, 422, 301, 307])
def test_a_refusal_or_a_redirect_needs_a_person(sink: Sink, status: int) -> None:
    sink.script = [refusing(status, location=f"{sink.url}/elsewhere")]
    outcome = attempt(a_webhook(sink.url), a_parcel())
    assert outcome == Dead("delivery.refused", f"the destination answered {status}")
    assert len(sink.seen) == 1  # the redirect was not followed


def test_a_destination_that_is_gone_says_so_for_all_that_would_follow(sink: Sink) -> None:
    sink.script = [refusing(410)]
    outcome = attempt(a_webhook(sink.url), a_parcel())
    assert outcome == Dead(
        "delivery.gone", "the destination wants nothing any more (410)", gone=True
    )


def test_a_conflict_that_names_the_key_is_a_delivery_made_before(sink: Sink) -> None:
    parcel = a_parcel()
    sink.script = [refusing(409, webhook_id=parcel.key)]
    assert isinstance(attempt(a_webhook(sink.url), parcel), Done)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_moment_of_weakness_is_tried_again(sink: Sink, status: int) -> None:
    sink.script = [refusing(status)]
    outcome = attempt(a_webhook(sink.url), a_parcel())
    assert outcome == Later("delivery.busy", f"the destination answered {status}", 0.0)


def test_the_wait_the_destination_asks_for_is_told(sink: Sink) -> None:
    sink.script = [
        refusing(429, retry_after="17"),
        refusing(503, retry_after=A_MINUTE_LATER),
    ]
    webhook = a_webhook(sink.url, clock=lambda: NOON)
    first, second = attempt(webhook, a_parcel()), attempt(webhook, a_parcel())
    assert isinstance(first, Later)
    assert isinstance(second, Later)
    assert (first.after, second.after) == (17.0, 60.0)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0), ("soon", 0), ("-5", 0), ("0", 0), ("120", 120), (" 3 ", 3),
        ("9" * 5000, 86400), ("٣", 0), ("Mon, 23 Nov 2026 08:00:00 GMT", 0),
        ("Mon, 23 Nov 2026 12:00:30 +0300", 30), ("Mon, 23 Nov 2026 09:00:30 -0000", 30),
        ("Mon, 23 Nov 2099 09:00:00 GMT", 86400),
    ],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_or_date_and_bounded(text: str, seconds: float) -> None:
    assert seconds_to_wait(text, NOON) == seconds


def test_silence_is_a_timeout(sink: Sink) -> None:
    sink.script = [hanging]
    outcome = attempt(a_webhook(sink.url, timeout=0.2), a_parcel())
    assert isinstance(outcome, Later)
    assert outcome.code == "delivery.timeout"


def test_an_answer_one_byte_at_a_time_is_given_up_when_the_whole_takes_too_long(
    sink: Sink,
) -> None:
    sink.script = [dripping]
    webhook, parcel = a_webhook(sink.url, timeout=0.5), a_parcel()
    outcome = attempt(webhook, parcel)
    assert isinstance(outcome, Later)
    assert outcome.code == "delivery.timeout"
    assert isinstance(attempt(webhook, parcel), Done)
    assert len(sink.effects) == 1


def test_a_receiver_that_reads_too_slowly_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        outcome = attempt(a_webhook(url, timeout=0.5), a_parcel(text="x" * (64 << 20)))
    assert isinstance(outcome, Later)
    assert outcome.code == "delivery.timeout"


@pytest.mark.parametrize("behaviour", [cutting, cutting_within_the_answer])
def test_a_cut_line_is_tried_again_and_has_one_effect(
    sink: Sink, behaviour: Callable[[SinkRequest], None]
) -> None:
    sink.script = [behaviour]
    webhook, parcel = a_webhook(sink.url), a_parcel()
    first = attempt(webhook, parcel)
    assert isinstance(first, Later)
    assert first.code == "delivery.unreachable"
    assert isinstance(attempt(webhook, parcel), Done)
    assert len(sink.seen) == 2
    assert sink.effects == {parcel.key: parcel.body()}


def test_a_second_answer_on_the_line_is_not_taken_for_the_next_parcel(sink: Sink) -> None:
    sink.script = [answering_twice]
    webhook = a_webhook(sink.url)
    for number in (1, 2):
        assert isinstance(attempt(webhook, a_parcel(number)), Done)
    assert len(sink.effects) == 2


def test_through_every_fault_each_revision_has_one_effect(sink: Sink) -> None:
    sink.script = [
        refusing(500), hanging, cutting, refusing(429, retry_after="1"), answering_twice,
        cutting_within_the_answer, refusing(503), taking(), cutting, refusing(410),
    ]  # fmt: skip
    webhook = a_webhook(sink.url, timeout=0.2)
    parcels = [a_parcel(number, revision) for number in range(4) for revision in (1, 2)]
    for parcel in parcels:
        for _ in range(12):
            if isinstance(attempt(webhook, parcel), Done):
                break
        else:
            pytest.fail("a parcel never arrived")
    assert sink.effects == {parcel.key: parcel.body() for parcel in parcels}


def test_nobody_at_home_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    outcome = attempt(a_webhook(f"http://127.0.0.1:{port}/"), a_parcel())
    assert isinstance(outcome, Later)
    assert outcome.code == "delivery.unreachable"


def test_a_certificate_nobody_signed_is_not_trusted(sink: Sink) -> None:
    outcome = attempt(a_webhook(sink.url.replace("http:", "https:")), a_parcel())
    assert isinstance(outcome, Later)
    assert sink.seen == []


def test_an_endless_answer_is_not_read_to_its_end(sink: Sink) -> None:
    sink.script = [flooding]
    assert isinstance(attempt(a_webhook(sink.url), a_parcel()), Done)


@pytest.mark.parametrize(
    "url",
    [
        "http://kurum.example/in",
        "http://10.0.0.8/in",
        "ftp://kurum.example/in",
        "https://user:hush@kurum.example/in",
        "https:///in",
        "kurum.example",
        "http://[::1",
    ],
)
def test_an_address_that_would_leak_petitions_stops_the_start(url: str) -> None:
    with pytest.raises(Stop) as stop:
        a_webhook(url)
    assert stop.value.code == "webhook.url"
    assert "hush" not in stop.value.message


@pytest.mark.parametrize(
    "secret",
    ["", "whsec_", "hush-hush", NEW.removeprefix("whsec_"), "whsec_AAAA", "whsec_ç", "whsec_****"],
)
def test_a_weak_or_mistyped_secret_stops_the_start_without_being_printed(secret: str) -> None:
    with pytest.raises(Stop) as stop:
        a_webhook("https://kurum.example/in", secret)
    assert stop.value.code == "webhook.secret"
    assert not secret or secret == "whsec_" or secret not in stop.value.message


def test_no_secret_at_all_stops_the_start() -> None:
    with pytest.raises(Stop):
        Webhook("kurum", "https://kurum.example/in", (), now)


def test_logs_and_outcomes_hold_nothing_of_the_petition(
    sink: Sink, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sink.script = [refusing(422), refusing(500), cutting, taking()]
    webhook, parcel = a_webhook(sink.url), a_parcel()
    told = [repr(attempt(webhook, parcel)) for _ in range(4)] + [caplog.text]
    assert not [text for text in told if "Çağrı" in text or "Işık" in text]
