"""What the span finder knows by itself, beside the rules, on stored page records.

``python -m benchmarks.spans --cache DIR`` judges each field three ways: by the rules as shipped, by
spans alone, and by the rule's value or, where it has none, the span's. For development letters the
network is first trained anew without the development layouts: on its own layouts it would look
better than it is. Sealed letters are judged with the shipped weights; only counts are told.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language

from benchmarks import records
from benchmarks.records import RECEIVED_AT, Asked, Known, Shelf
from dilekce import settings, wiring
from domain import turkish
from domain.comparison import same
from domain.field import FieldName, FieldState
from domain.tckn import is_valid
from extract import contact, dates, knowledge, language, spans
from extract.letter import Letter, strip_signs, study
from samples import channels
from samples.layouts import LAYOUTS
from training.spans import make

#: Field of the record → the type of span that may be its value.
TYPES = {
    "tckn": "IDNO",
    "name": "PER",
    "subject": "KONU",
    "address": "ADDR",
    "phone": "PHONE",
    "email": "EMAIL",
    "addressee": "MUHATAP",
    "mother_maiden_name": "SURNAME",
    "date": "DATE",
}
WAYS = ("rules", "spans", "both")
OUTCOMES = ("right", "wrong", "open")
_OUT = Path(__file__).parent / "out"


def values(letter: Letter) -> dict[str, str]:
    """Return each field's value by spans alone: the surest span that reads as such a value.

    Of names the one that stands most often, then lowest: spans do not tell whose a name is.
    """
    out: dict[str, str] = {}
    for field, kind in TYPES.items():
        found = spans.spans_of(letter.doc).get(kind, [])
        texts = [_text(letter, span) for span in sorted(found, key=lambda s: -s.score)]
        read = [v for text in texts for v in _read(field, text)]
        if field == "name":
            read = [_most_often([_text(letter, span) for span in found])] if found else []
        if read:
            out[field] = read[0]
    return out


def _text(letter: Letter, span: spans.Found) -> str:
    return strip_signs(letter.doc[span.start : span.end].text.replace("\n", " "))


def _read(field: str, text: str) -> Iterator[str]:
    match field:
        case "tckn":
            digits = "".join(c for c in text if c.isdigit())
            yield from (digits,) if is_valid(digits) else ()
        case "phone":
            yield from filter(None, (contact.phone_number(text),))
        case "email":
            yield from contact.email_addresses(text)
        case "date":
            days = dates.in_text(text)
            received = RECEIVED_AT.date()
            yield from (d.isoformat() for d in days if dates.is_plausible(d, received))
        case _:
            yield text


def _most_often(names: Sequence[str]) -> str:
    counts = Counter(map(turkish.fold, names))
    return max(enumerate(names), key=lambda pair: (counts[turkish.fold(pair[1])], pair[0]))[1]


def judged(field: str, value: str | None, truth: Mapping[str, Any]) -> str:
    """Return ``right``, ``wrong`` or ``open``, as ``benchmarks.scoring`` does."""
    wanted = truth[field]
    if value is None:
        return "right" if wanted is None else "open"
    if wanted is None:
        return "wrong"
    meant = truth["names_written"] if field == "name" else (wanted,)
    return "right" if any(same(field, value, one) for one in meant) else "wrong"


class Tally:
    """Outcomes by field, channel and way; of values both have: how often right when they agree."""

    def __init__(self) -> None:
        self.outcomes: Counter[tuple[str, str, str, str]] = Counter()
        self.agreed: Counter[tuple[str, bool, bool]] = Counter()
        self.names: Counter[str] = Counter()

    def add(self, channel: str, known: Known, letter: Letter) -> None:
        """Judge one letter."""
        fields = known.petitions[0].fields
        alone = values(letter)
        for field in TYPES:
            found = fields[FieldName(field)]
            held = found.state is FieldState.FOUND and found.value is not None
            by_rule = str(found.value) if held else None
            both = by_rule if by_rule is not None else alone.get(field)
            for way, value in zip(WAYS, (by_rule, alone.get(field), both), strict=True):
                self.outcomes[field, channel, way, judged(field, value, known.truth)] += 1
            if by_rule is not None and field in alone:
                agree = same(field, by_rule, alone[field])
                right = judged(field, by_rule, known.truth) == "right"
                self.agreed[field, agree, right] += 1
        self._count_names(known.truth, letter)

    def _count_names(self, truth: Mapping[str, Any], letter: Letter) -> None:
        found = spans.spans_of(letter.doc).get("PER", [])
        read = {turkish.fold(_text(letter, span)) for span in found}
        wanted = {turkish.fold(name) for name in truth["names_written"]}
        self.names["petitioner found"] += bool(read & wanted)
        self.names["written"] += any(w in turkish.fold(letter.layout.text) for w in wanted)
        self.names["spans"] += len(found)
        self.names["letters"] += 1

    def table(self) -> str:
        """Return the figures in Markdown: right / wrong / open."""
        used = sorted({channel for _, channel, _, _ in self.outcomes})
        lines = [
            f"| field | by | {' | '.join(used)} | all |",
            f"| --- | --- |{' --- |' * (len(used) + 1)}",
        ]
        for field in TYPES:
            for way in WAYS:
                cells = [self._cell(field, (channel,), way) for channel in used]
                lines.append(
                    f"| `{field}` | {way} | {' | '.join(cells)} | {self._cell(field, used, way)} |"
                )
        return "\n".join(lines)

    def _cell(self, field: str, used: Sequence[str], way: str) -> str:
        sums = (sum(self.outcomes[field, c, way, o] for c in used) for o in OUTCOMES)
        return " / ".join(map(str, sums))

    def agreement(self) -> str:
        """Return how often the rule's value is right when the span says the same, and when not."""
        lines = [
            "| field | rule right where both agree | where they differ |",
            "| --- | --- | --- |",
        ]
        for field in TYPES:
            cells = []
            for agree in (True, False):
                right = self.agreed[field, agree, True]
                total = right + self.agreed[field, agree, False]
                cells.append(f"{right} of {total}")
            lines.append(f"| `{field}` | {' | '.join(cells)} |")
        return "\n".join(lines)


def _language(folder: Path | None) -> Language:
    """Return the language with the shipped weights, or with those of a folder."""
    if folder is not None:
        knowledge.SPAN_MODEL = folder
    return language.load()


def _unseen() -> Path:
    """Return weights that never met a development layout; trained when not there yet."""
    folder = _OUT / "spans-unseen"
    if not (folder / make.MANIFEST).exists():
        make.make(folder, {}, layouts=())
    return folder


def run(told: argparse.Namespace, nlp: Language, shelf: Shelf) -> Tally:
    """Judge every letter asked for; letters that are not on the shelf are read."""
    tally = Tally()
    for channel in told.channels:
        for layout in LAYOUTS[told.set_name]:
            for number in range(told.per_layout):
                asked = Asked(
                    set_name=told.set_name,
                    layout=layout,
                    channel=channel,
                    seed=told.seed,
                    number=number,
                )
                known = records.know(asked, shelf)
                if known.petitions:
                    own = {ref.page for ref in known.petitions[0].pages}
                    pages = [p for p in records.pages_of(known, shelf) if p.number in own]
                    tally.add(channel, known, study(pages, nlp))
    return tally


def main() -> None:
    """Judge and print."""
    ask = argparse.ArgumentParser(prog="benchmarks.spans", description=__doc__)
    ask.add_argument("--set", choices=tuple(LAYOUTS), default="dev", dest="set_name")
    ask.add_argument("--per-layout", type=int, default=6)
    ask.add_argument("--channels", nargs="+", default=tuple(channels.USUAL))
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--cache", type=Path, default=_OUT / "records")
    told = ask.parse_args()
    nlp = _language(_unseen() if told.set_name == "dev" else None)
    with wiring.reader(settings.load(), 1) as hands:
        shelf = records.shelf(told.cache, hands.engine, hands.decode_limits)
        tally = run(told, nlp, shelf)
    names = ", ".join(f"{key} {count}" for key, count in tally.names.items())
    print(f"{tally.table()}\n\n{tally.agreement()}\n\nNames: {names}.")


if __name__ == "__main__":
    main()
