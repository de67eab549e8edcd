"""The destinations of the settings: which there are, and which petitions go to each."""

from collections.abc import Container

from deliver.breaker import Pace
from deliver.folder import FolderDrop
from deliver.ports import Destination
from deliver.rules import Rule, Rules
from deliver.webhook import Webhook
from dilekce import clock
from dilekce.dispatch import Outlets
from dilekce.settings import (
    AnyDestination,
    FolderDestination,
    PullDestination,
    Settings,
    WebhookDestination,
)
from domain.errors import Stop


def rules(settings: Settings, units: Container[str]) -> Rules:
    """Return who takes what; raises ``Stop`` when a petition could go nowhere.

    ``units`` are the codes there are: a mistyped one would quietly send petitions elsewhere.
    """
    chosen = listed(settings)
    for item in chosen:
        for code in sorted(item.units):
            if code not in units:
                message = f"destination {item.name}: the units table has no {code}"
                raise Stop("deliver.destinations", message)
    return Rules([_rule(item) for item in chosen])


def outlets(settings: Settings) -> Outlets:
    """Return the doors to the destinations; raises ``Stop`` for a bad address or secret."""
    chosen = listed(settings)
    called = {item.name: _door(item) for item in chosen if not isinstance(item, PullDestination)}
    paces = {
        item.name: Pace(item.per_minute)
        for item in chosen
        if isinstance(item, WebhookDestination) and item.per_minute
    }
    return Outlets(called=called, pulling=pulling(settings), paces=paces)


def pulling(settings: Settings) -> frozenset[str]:
    """Return the names of the destinations that pull."""
    return frozenset(i.name for i in listed(settings) if isinstance(i, PullDestination))


def names(settings: Settings) -> tuple[str, ...]:
    """Return the names of all destinations, in the settings' order."""
    return tuple(item.name for item in listed(settings))


def listed(settings: Settings) -> tuple[AnyDestination, ...]:
    """Return all destinations in the settings' order; raises ``Stop`` where they contradict."""
    deliver = settings.deliver
    if deliver.destinations:
        if deliver.webhook or deliver.folder:
            message = "deliver.destinations stands instead of deliver.webhook and deliver.folder"
            raise Stop("deliver.destinations", message)
        return deliver.destinations
    if deliver.webhook:
        only = deliver.webhook.model_dump()
        return (WebhookDestination(kind="webhook", name="webhook", **only),)
    return (FolderDestination(kind="folder", name="folder", folder=settings.outbox),)


def _door(item: WebhookDestination | FolderDestination) -> Destination:
    if isinstance(item, FolderDestination):
        return FolderDrop(item.name, item.folder)
    secrets = tuple(secret.get_secret_value() for secret in item.secrets)
    return Webhook(item.name, item.url, secrets, clock.now, timeout=item.timeout_seconds)


def _rule(item: AnyDestination) -> Rule:
    return Rule(
        name=item.name,
        units=item.units,
        kinds=frozenset(kind.value for kind in item.kinds),
        tracks=frozenset(track.value for track in item.tracks),
        default=item.default,
    )
