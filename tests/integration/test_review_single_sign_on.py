"""Signing in through an identity provider: a real one over HTTP, and all that can be wrong."""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from dilekce import desk, oidc, wiring
from dilekce.settings import OidcSettings, load
from dilekce.store.single_sign_on import DeskSingleSignOn
from dilekce.store.tables import audit, session, sso_begun
from domain.errors import Stop
from review.ports_sso import Fault
from review.roles import Role
from review.wording import say
from tests.openid_provider import CLIENT, SECRET, OpenIdProvider, confirm, open_provider
from tests.postgresql import database_of
from tests.review_desk_house import PASSWORD, House, browser, open_house, served, sign_in

SUBJECT = "248289761001"


@pytest.fixture
def plain(
    request: pytest.FixtureRequest, tmp_path: Path, postgresql: str | None
) -> Iterator[House]:
    on_postgresql = getattr(request, "param", "") == "postgresql"
    url = database_of(postgresql, tmp_path.name) if on_postgresql else None
    house = open_house(tmp_path, url=url)
    house.person("zeynep")
    house.person("adem", Role.ADMIN)
    yield house
    house.database.dispose()


@pytest.fixture
def provider(plain: House) -> Iterator[OpenIdProvider]:
    with open_provider(plain.ports.now) as provider:
        yield provider


@pytest.fixture
def house(plain: House, provider: OpenIdProvider, tmp_path: Path) -> House:
    """A house that knows the provider; nobody is linked yet."""
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n", "utf-8")
    door = DeskSingleSignOn(
        plain.database, oidc.provider(provider.issuer, CLIENT, secret), plain.ports.now
    )
    return replace(plain, ports=replace(plain.ports, single_sign_on=door))


@pytest.fixture
def address(house: House, provider: OpenIdProvider) -> Iterator[str]:
    with served(house) as address:
        provider.landings.add(f"{address}/giris/kurum/donus")
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with browser(address) as client:
        yield client


def person_id(house: House, name: str) -> int:
    return next(a.person.id for a in house.accounts.everyone() if a.person.name == name)


@pytest.fixture
def linked(house: House, address: str) -> None:
    """An administrator has linked zeynep's account."""
    with browser(address) as adem:
        sign_in(adem, "adem")
        path = f"/kisiler/{person_id(house, 'zeynep')}/kurum"
        assert SUBJECT in adem.post(path, data={"subject": SUBJECT}).text


def entered(client: httpx.Client, path: str = "/giris/kurum") -> httpx.Response:
    """Go to the provider, say yes there, come back."""
    return confirm(client, client.get(path))


def said(answer: httpx.Response) -> str:
    found = re.search(r'role="alert">([^<]*)<', answer.text)
    return found[1] if found else ""


def trail(house: House, action: str) -> list[Any]:
    with house.database.begin() as connection:
        rows = connection.execute(sa.select(audit).where(audit.c.action == action))
        return [row.detail for row in rows]


@pytest.mark.parametrize(
    ("plain", "algorithm"), [("sqlite", "RS256"), ("postgresql", "ES256")], indirect=["plain"]
)
def test_whom_the_provider_knows_and_an_administrator_linked_is_let_in(
    house: House, provider: OpenIdProvider, client: httpx.Client, linked: None, algorithm: str
) -> None:
    provider.algorithm = algorithm
    answer = entered(client, "/giris/kurum?geri=/ayarlar")
    assert answer.status_code == 200
    assert 'content="0;url=/ayarlar"' in answer.text
    page = client.get("/ayarlar")
    assert "zeynep · " in page.text
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert {"by": "provider"} in trail(house, "person.signed_in")
    assert provider.refused == []


def test_the_question_carries_what_the_protocol_needs_and_nothing_personal(
    provider: OpenIdProvider, client: httpx.Client
) -> None:
    client.get("/giris/kurum")
    (asked,) = provider.asked
    fixed = {name: asked[name] for name in ("response_type", "scope", "prompt", "max_age")}
    assert fixed == {
        "response_type": "code", "scope": "openid", "prompt": "login", "max_age": "0",
    }  # fmt: skip
    assert asked["code_challenge_method"] == "S256"
    assert set(asked) - set(fixed) == {
        "client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri", "state",
        "tenant",
    }  # fmt: skip


def test_a_subject_that_nobody_linked_opens_nothing_and_makes_no_account(
    house: House, client: httpx.Client
) -> None:
    before = len(house.accounts.everyone())
    answer = entered(client)
    assert answer.status_code == 401
    assert said(answer) == say("sso.unlinked", "tr")
    assert len(house.accounts.everyone()) == before
    assert client.get("/kuyruk").url.path == "/giris"
    assert trail(house, "person.provider_refused") == [{"why": "unlinked"}]


SPOILED: dict[Fault, dict[str, Any]] = {
    Fault.NONCE: {"nonce": "of-another-sign-in"},
    Fault.AUDIENCE: {"aud": "another-application"},
    Fault.EXPIRED: {"exp": 1_700_000_000},
    Fault.ANEW: {"auth_time": 1_700_000_000},
    Fault.ANSWER: {"iss": "http://localhost:1"},
}


@pytest.mark.parametrize(("fault", "claims"), SPOILED.items(), ids=[f.value for f in SPOILED])
def test_an_answer_that_is_not_ours_lets_nobody_in_and_says_why(
    house: House,
    provider: OpenIdProvider,
    client: httpx.Client,
    linked: None,
    fault: Fault,
    claims: dict[str, Any],
) -> None:
    provider.spoil = claims
    answer = entered(client)
    assert answer.status_code == 401
    assert said(answer) == say(f"sso.{fault}", "tr")
    assert client.get("/kuyruk").url.path == "/giris"
    assert trail(house, "person.provider_refused") == [{"why": fault.value}]


def test_an_answer_for_several_applications_counts_only_when_it_was_made_for_us(
    provider: OpenIdProvider, client: httpx.Client, linked: None
) -> None:
    provider.spoil = {"aud": [CLIENT, "another"], "azp": "another"}
    assert said(entered(client)) == say("sso.audience", "tr")
    provider.spoil = {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert entered(client).status_code == 200


def test_an_answer_that_does_not_say_when_it_asked_is_not_enough(
    provider: OpenIdProvider, client: httpx.Client, linked: None
) -> None:
    provider.spoil = {"auth_time": None}
    assert said(entered(client)) == say("sso.anew", "tr")


def test_an_answer_signed_with_another_key_lets_nobody_in(
    provider: OpenIdProvider, client: httpx.Client, linked: None
) -> None:
    provider.foreign_key = True
    assert said(entered(client)) == say("sso.signature", "tr")


def test_a_state_is_good_once(provider: OpenIdProvider, client: httpx.Client, linked: None) -> None:
    asking = client.get("/giris/kurum")
    state = client.cookies["kurum"]
    back = confirm(client, asking)
    assert back.status_code == 200
    client.cookies.set("kurum", state)  # even a browser that kept it
    assert said(client.get(str(back.url))) == say("sso.over", "tr")


def test_a_state_opens_nothing_in_another_browser_and_nothing_after_ten_minutes(
    house: House, address: str, client: httpx.Client, linked: None
) -> None:
    asking = client.get("/giris/kurum")
    with browser(address) as other:
        assert said(confirm(other, asking)) == say("sso.over", "tr")
    house.pass_time(minutes=11)
    assert said(confirm(client, asking)) == say("sso.over", "tr")


def test_who_turns_back_at_the_provider_is_told_so(client: httpx.Client) -> None:
    client.get("/giris/kurum")
    told = {"error": "access_denied", "state": client.cookies["kurum"]}
    assert said(client.get("/giris/kurum/donus", params=told)) == say("sso.denied", "tr")


def test_a_provider_that_is_away_is_said_to_be_and_passwords_still_open(
    plain: House, client: httpx.Client, house: House
) -> None:
    with open_provider(plain.ports.now) as gone:
        issuer = gone.issuer
    door = DeskSingleSignOn(plain.database, oidc.provider(issuer, CLIENT, None), plain.ports.now)
    with (
        served(replace(plain, ports=replace(plain.ports, single_sign_on=door))) as address,
        browser(address) as other,
    ):
        answer = other.get("/giris/kurum")
        assert answer.status_code == 503
        assert said(answer) == say("sso.away", "tr")
        assert sign_in(other, "zeynep").status_code == 200


def test_who_was_shut_out_here_is_not_let_in_by_the_provider(
    house: House, client: httpx.Client, linked: None
) -> None:
    house.accounts.set_active(person_id(house, "zeynep"), active=False)
    assert said(entered(client)) == say("sso.unlinked", "tr")


@pytest.mark.parametrize("plain", ["sqlite", "postgresql"], indirect=True)
def test_one_subject_opens_one_account_and_the_link_can_be_taken_away(
    house: House, address: str, client: httpx.Client, linked: None
) -> None:
    with browser(address) as adem:
        sign_in(adem, "adem")
        mine, hers = (f"/kisiler/{person_id(house, n)}/kurum" for n in ("adem", "zeynep"))
        assert adem.post(mine, data={"subject": SUBJECT}).status_code == 409
        assert adem.post(hers, data={"subject": "x" * 256}).status_code == 422
        assert adem.post("/kisiler/999/kurum", data={"subject": "7"}).status_code == 404
        assert SUBJECT not in adem.post(hers, data={"subject": ""}).text
    assert said(entered(client)) == say("sso.unlinked", "tr")


def test_linking_asks_for_the_password_again(house: House, address: str) -> None:
    with browser(address) as adem:
        sign_in(adem, "adem")
        house.pass_time(minutes=6)
        path = f"/kisiler/{person_id(house, 'zeynep')}/kurum"
        assert adem.post(path, data={"subject": SUBJECT}).status_code == 403


def test_a_locked_screen_opens_by_the_provider_and_its_session_ends(
    house: House, client: httpx.Client, linked: None
) -> None:
    sign_in(client, "zeynep")
    locked = client.cookies["oturum"]
    client.post("/kilit")
    assert "/giris/kurum?geri=/kuyruk" in client.get("/kuyruk").text
    assert entered(client, "/giris/kurum?geri=/kuyruk").status_code == 200
    assert client.get("/kuyruk").url.path == "/kuyruk"
    assert house.accounts.who(locked, extend=False) is None


def test_nobody_is_led_to_another_site_after_the_sign_in(
    client: httpx.Client, linked: None
) -> None:
    answer = entered(client, "/giris/kurum?geri=//evil.example")
    assert 'content="0;url=/"' in answer.text


def test_an_address_that_keeps_trying_is_shut_out(house: House, client: httpx.Client) -> None:
    for _ in range(30):
        client.get("/giris/kurum")
    answer = client.get("/giris/kurum")
    assert (answer.status_code, said(answer)) == (429, say("sso.often", "tr"))
    house.pass_time(minutes=16)
    assert client.get("/giris/kurum").url.host == "localhost"


def test_only_hashes_of_what_opens_a_session_are_stored(
    house: House, client: httpx.Client, linked: None
) -> None:
    asking = client.get("/giris/kurum")
    with house.database.begin() as connection:
        assert client.cookies["kurum"] not in str(connection.execute(sa.select(sso_begun)).all())
    confirm(client, asking)
    with house.database.begin() as connection:
        assert client.cookies["oturum"] not in str(connection.execute(sa.select(session)).all())
        assert connection.execute(sa.select(sso_begun)).all() == []


def test_no_log_line_holds_a_code_a_token_or_a_subject(
    house: House, client: httpx.Client, linked: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for of_the_test_itself in ("httpx", "httpcore", "uvicorn.access"):
        caplog.set_level(logging.WARNING, of_the_test_itself)
    back = entered(client)
    secrets = [SUBJECT, SECRET, client.cookies["oturum"], back.url.params["code"]]
    assert not [word for word in secrets if word in caplog.text]


def test_without_a_provider_nothing_speaks_of_one(plain: House) -> None:
    with served(plain) as address, browser(address) as client:
        assert "/giris/kurum" not in client.get("/giris").text
        assert client.get("/giris/kurum").url.path == "/giris"
        assert client.get("/giris/kurum/donus").url.path == "/giris"
        assert client.post("/giris", data={"name": "adem", "password": PASSWORD}).is_success
        assert "/kurum" not in client.get("/kisiler").text


@pytest.mark.parametrize(
    "wrong", [{"issuer": "http://id.example"}, {"client_secret_file": Path("/none/secret")}]
)
def test_settings_that_cannot_work_stop_the_start(wrong: dict[str, Any]) -> None:
    right = {"issuer": "https://id.example", "client_id": CLIENT}
    settings = OidcSettings(**{**right, **wrong})
    with pytest.raises(Stop) as stopped:
        oidc.provider(settings.issuer, settings.client_id, settings.client_secret_file)
    assert stopped.value.code == "desk.oidc"


def test_the_desk_has_the_provider_that_the_settings_name(plain: House) -> None:
    known = {"issuer": "https://id.example", "client_id": CLIENT}
    for settings, there in ((load(), False), (load(desk={"oidc": known}), True)):
        wired = wiring.House(settings, plain.database, plain.blobs)
        assert (desk._single_sign_on(wired) is not None) is there
