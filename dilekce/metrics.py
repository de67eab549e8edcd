"""The house in Prometheus' text format: figures of the store, so all processes tell the same."""

from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, SummaryMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from dilekce import __version__
from dilekce.alarms import ALARMS
from dilekce.health import State
from dilekce.store.figures import OPEN_ARRIVALS, OPEN_PETITIONS, Figures
from dilekce.store.outbox import DeliveryState
from domain.lifecycle import ArrivalState, PetitionState


def text(state: State) -> bytes:
    """Return everything that ``state`` tells, and what this process uses."""
    registry = CollectorRegistry()
    registry.register(_House(state))
    ProcessCollector(registry=registry)
    return generate_latest(registry)


class _House(Collector):
    def __init__(self, state: State) -> None:
        self._state = state

    def collect(self) -> Iterator[Metric]:
        state = self._state
        yield _gauge("dilekce_info", "the version that answers", "version", {__version__: 1})
        yield GaugeMetricFamily("dilekce_ready", "1: the house can work", int(state.ready))
        ringing = {code: int(code in state.alarms) for code in ALARMS}
        yield _gauge("dilekce_alarm", "1: an administrator should look", "code", ringing)
        yield _gauge("dilekce_disk_free_bytes", "room on the disk", "folder", state.local.free)
        if state.figures is not None:
            yield from _of_the_store(state.figures)


def _of_the_store(figures: Figures) -> Iterator[Metric]:
    arrivals = _filled(ArrivalState, figures.arrivals)
    petitions = _filled(PetitionState, figures.petitions)
    deliveries = _filled(DeliveryState, figures.deliveries)
    yield _gauge("dilekce_arrivals", "files, by state", "state", arrivals)
    yield _gauge("dilekce_petitions", "petitions, by state", "state", petitions)
    yield _gauge("dilekce_deliveries", "deliveries, by state", "state", deliveries)
    yield _gauge("dilekce_pages", "pages, by what became of them", "fate", figures.pages)
    read = sum(count for fate, count in figures.pages.items() if fate != "failed")
    yield CounterMetricFamily("dilekce_pages_read", "pages read", read)
    yield _attempts(figures)
    yield _gauge("dilekce_quarantined", "files set aside now", "problem", figures.quarantined)
    yield from _ages(figures)
    yield _gauge("dilekce_queue_depth", "what waits", "queue", _queues(figures))
    yield SummaryMetricFamily(
        "dilekce_decision_seconds", "active time of people's decisions",
        count_value=figures.decisions, sum_value=figures.decision_seconds,
    )  # fmt: skip
    yield GaugeMetricFamily("dilekce_overdue", "open petitions past their day", figures.overdue)
    drift = max(abs(figures.drift), figures.from_future)
    yield GaugeMetricFamily("dilekce_clock_drift_seconds", "our clock and the store's", drift)


def _attempts(figures: Figures) -> Metric:
    family = CounterMetricFamily(
        "dilekce_delivery_attempts", "attempts to deliver, by how they ended", labels=["outcome"]
    )
    for outcome, count in sorted(figures.attempts.items()):
        family.add_metric([outcome], count)
    return family


def _ages(figures: Figures) -> Iterator[Metric]:
    told = "age of the oldest in an open state"
    arrivals = {str(s): figures.oldest_arrival[s] for s in OPEN_ARRIVALS}
    petitions = {str(s): figures.oldest_petition[s] for s in OPEN_PETITIONS}
    yield _gauge("dilekce_oldest_arrival_seconds", told, "state", arrivals)
    yield _gauge("dilekce_oldest_petition_seconds", told, "state", petitions)
    yield GaugeMetricFamily(
        "dilekce_oldest_delivery_seconds", "age of the oldest delivery to be made",
        figures.oldest_delivery,
    )  # fmt: skip
    last = GaugeMetricFamily(
        "dilekce_presence_age_seconds", "since the last sign of life", labels=["name", "role"]
    )
    for seen in figures.present:
        last.add_metric([seen.name, seen.role], seen.age)
    yield last


def _queues(figures: Figures) -> Mapping[str, float]:
    people = (PetitionState.REVIEW, PetitionState.SECOND_KEY)
    drop = sum(float(seen.facts.get("waiting", 0)) for seen in figures.present)
    return {
        "drop": drop,
        "reading": sum(figures.arrivals.get(state, 0) for state in OPEN_ARRIVALS),
        "people": sum(figures.petitions.get(state, 0) for state in people),
        "delivery": figures.due_deliveries,
    }


def _filled(states: Iterable[str], counted: Mapping[str, int]) -> Mapping[str, int]:
    return {str(state): counted.get(state, 0) for state in states}


def _gauge(name: str, about: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, about, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family
