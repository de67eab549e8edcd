"""The legal clock as the head of a form tells it: the day, and everything that went into it."""

import datetime as dt

from domain.record import Record
from review.rendering import day
from review.wording import say


def clock_facts(record: Record, language: str) -> list[list[str]]:
    """Return pairs of label and text; none without a clock, or from a record of before 0.2."""
    clock = record["clock"]
    if clock is None or "days" not in clock:
        return []
    told = {name: _day(language, clock[name]) for name in ("counted_from", "due", "moved_to")}
    law, _, article = clock["rule"].partition("/")
    parts = [
        say(f"clock.{clock['counted']}", language, law=law, article=article, days=clock["days"]),
        say(f"clock.receipt.{clock['receipt']}", language, day=told["counted_from"]),
        say("clock.due", language, day=told["due"]),
    ]
    if clock["moved_to"] != clock["due"]:
        parts.append(say("clock.moved", language, day=told["moved_to"]))
    if clock["half_day"]:
        parts.append(say("clock.half_day", language))
    facts = [[say("clock.term", language), " · ".join(parts)]]
    if off := clock["skipped"]:
        days = ", ".join(f"{_day(language, item['day'])} {item['name']}" for item in off)
        facts.append([say("clock.skipped", language), days])
    return facts


def _day(language: str, told: str) -> str:
    return day(language, dt.date.fromisoformat(told))
