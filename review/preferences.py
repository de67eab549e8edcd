"""What a person may set for the verification screen: the order of its fields, and its keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from domain.field import FieldName
from review.ports import Person
from review.task_json import ORDER

#: Action → key, as a browser names it (``static/keys.js``). Esc and the arrows are no choice: lists
#: and dialogs everywhere have them.
KEYS: Mapping[str, str] = {
    "confirm": "Enter",
    "back": "Shift+Enter",
    "approve": "Control+Enter",
    "undo": "Control+Shift+Enter",
    "unreadable": "F8",
    "missing": "Shift+F8",
    "decide": "F4",
    "cycle": "F2",
    "turnRight": "F9",
    "turnLeft": "Shift+F9",
    "pageDown": "PageDown",
    "pageUp": "PageUp",
    "help": "F1",
}
#: What may be chosen: no letter (the focus is in text), no Ctrl+Alt (it is AltGr), nothing that
#: browsers keep for themselves (F3, F5 to F7, F10 to F12, Ctrl with a letter).
OFFERED = (
    *KEYS.values(),
    "Shift+F1", "Shift+F2", "Shift+F4", "Control+ArrowDown", "Control+ArrowUp", "Insert",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preferences:
    """One person's choice; by itself it is the product's."""

    order: tuple[FieldName, ...] = ORDER
    keys: Mapping[str, str] = field(default_factory=lambda: KEYS)

    def shown(self) -> dict[str, str]:
        """Return the keys as they are printed on a keyboard."""
        return {action: key_text(key) for action, key in self.keys.items()}

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"order": [name.value for name in self.order], "keys": dict(self.keys)}


def key_text(key: str) -> str:
    """Return a key as it is printed on a keyboard."""
    return key.replace("Control", "Ctrl")


def stored(content: Mapping[str, Any] | None) -> Preferences:
    """Return what was stored; what it lacks, or no longer fits, is the product's."""
    told = content or {}
    chosen = [FieldName(name) for name in told.get("order", ()) if name in set(ORDER)]
    order = (*chosen, *(name for name in ORDER if name not in chosen))
    keys = {**KEYS, **{a: k for a, k in told.get("keys", {}).items() if a in KEYS}}
    return Preferences(order, keys if _good(keys) else KEYS)


def asked(form: Mapping[str, str]) -> Preferences | None:
    """Return what a form asks for; None when a key would have two meanings or none."""
    last = len(ORDER)

    def place(name: FieldName) -> int:
        given = form.get(f"order-{name}", "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else last

    keys = {action: form.get(f"key-{action}", "") for action in KEYS}
    return Preferences(tuple(sorted(ORDER, key=place)), keys) if _good(keys) else None


def _good(keys: Mapping[str, str]) -> bool:
    return set(keys.values()) <= set(OFFERED) and len(set(keys.values())) == len(KEYS)


class PreferenceStore(Protocol):
    """Where people's choices are kept."""

    def of(self, by: Person) -> Preferences:
        """Return what this person chose."""

    def keep(self, by: Person, chosen: Preferences) -> None:
        """Put it in place of what they chose before."""
