"""Which destinations take a petition: every one whose rule matches it, else the default. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.errors import Stop
from domain.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one destination takes. A condition that is empty holds for every petition."""

    name: str
    units: frozenset[str] = frozenset()  #: codes of the units table
    kinds: frozenset[str] = frozenset()  #: values of ``domain.petition.Kind``
    tracks: frozenset[str] = frozenset()  #: values of ``domain.petition.Track``
    default: bool = False  #: takes what no other destination takes, and nothing else

    def matches(self, record: Record) -> bool:
        """Say whether all conditions hold."""
        unit = (record.get("route") or {}).get("unit")
        kind, track = record.get("kind"), record.get("track")
        asked = ((self.units, unit), (self.kinds, kind), (self.tracks, track))
        return all(not wanted or value in wanted for wanted, value in asked)


class Rules:
    """The rules of all destinations; raises ``Stop`` when a petition could be left without one."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        _check(rules)
        self._rules = tuple(rules)

    def choose(self, record: Record, earlier: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the names of the destinations that take the record, sorted.

        ``earlier`` names those that hold a former revision: a correction reaches them too,
        wherever the petition goes now.
        """
        matching = {r.name for r in self._rules if not r.default and r.matches(record)}
        matching = matching or {r.name for r in self._rules if r.default}
        known = {r.name for r in self._rules}
        return tuple(sorted(matching | (known & set(earlier))))


def _check(rules: Sequence[Rule]) -> None:
    names = [rule.name for rule in rules]
    if len(set(names)) != len(names):
        raise Stop("deliver.destinations", "two destinations have the same name")
    for rule in rules:
        if rule.default and (rule.units or rule.kinds or rule.tracks):
            message = f"destination {rule.name}: a default takes what is left, it has no conditions"
            raise Stop("deliver.destinations", message)
    if not any(rule.default or rule == Rule(name=rule.name) for rule in rules):
        message = "some petitions would go nowhere: give one destination default = true"
        raise Stop("deliver.destinations", message)
