"""Learn how much each sign says of who wrote a letter: ``python -m training.learn_names``.

A conditional logit: a person's share among all people of the letter and nobody is the softmax of
their summed weights. The weights are held near those set by hand (``names/weights.toml``) by a
normal prior, for ten layouts cannot teach what they do not show. Figures are of layouts left out:
each layout is judged with weights that never saw it. Development letters only.
"""

import argparse
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from benchmarks import records
from benchmarks.records import Asked, Shelf
from benchmarks.remembering import Remembered
from dilekce import wiring
from dilekce.looking import FromImages
from dilekce.understanding import proposed
from domain import turkish
from extract.people import Person
from ingest.decode.limits import DecodeLimits
from samples import channels
from samples.layouts import LAYOUTS, NAMES

_PRIOR = Path(__file__).parent / "names" / "weights.toml"
_TARGET = Path(__file__).parent.parent / "extract" / "data" / "name_weights.toml"
_ALIKE = 80  #: rapidfuzz ratio from which a misread name is still that person
_MB, _PAGES = 64 * 1024 * 1024, 300
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """One letter: what signs each person has, and which of them wrote it."""

    layout: str
    signs: tuple[frozenset[str], ...]
    writer: int | None  #: None: the writer is not among them


def choices(shelf: Shelf, seed: int, per_layout: int) -> Iterator[Choice]:
    """Yield the development letters, from the kept reads."""
    look = Remembered(FromImages(shelf.cache.images, shelf.engine), shelf.cache, shelf.reader)
    for layout in (*LAYOUTS["dev"], *NAMES["dev"]):
        for channel in channels.USUAL:
            for number in range(per_layout):
                asked = Asked(
                    set_name="dev", layout=layout, channel=channel, seed=seed, number=number
                )
                told, reading = records.first_read(asked, shelf)
                if reading.problem is None:
                    found = proposed(reading.pages, look).people
                    yield Choice(
                        layout, tuple(p.signs for p in found), writer(told["truth"], found)
                    )


def writer(truth: dict[str, Any], found: Sequence[Person]) -> int | None:
    """Return which of the people is the petitioner, by a name that may be misread or cut short."""
    wanted = [turkish.fold(name) for name in truth["names_written"]]
    scores = [
        max(_likeness(m.folded, name) for m in person.mentions for name in wanted)
        for person in found
    ]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= _ALIKE else None


def _likeness(read: str, name: str) -> float:
    """Return how alike two names are, 0…100: two words of three are the name cut short."""
    part = fuzz.partial_ratio(read, name) if " " in read and len(read) < len(name) else 0.0
    return max(fuzz.ratio(read, name), part)


class Model:
    """Weights by name of sign; ``nobody`` is the sum of nobody at all."""

    def __init__(self, prior: dict[str, float], nobody: float) -> None:
        self.names = tuple(prior)
        self.prior = np.array([*prior.values(), nobody])
        self.weights = self.prior.copy()

    def table(self, choice: Choice) -> Floats:
        """Return one row a person, one column a sign; the last row and column are nobody's."""
        rows = [[float(name in signs) for name in self.names] + [0.0] for signs in choice.signs]
        return np.array([*rows, [0.0] * len(self.names) + [1.0]])

    def shares(self, table: Floats) -> Floats:
        """Return each person's share, nobody's last."""
        sums: Floats = table @ self.weights
        raised = np.exp(sums - sums.max())
        shares: Floats = raised / raised.sum()
        return shares

    def fit(self, letters: Sequence[Choice], spread: float) -> None:
        """Find the weights likeliest after the letters, by Newton's method."""
        tables = [(self.table(c), len(c.signs) if c.writer is None else c.writer) for c in letters]
        for _ in range(30):
            pull = (self.weights - self.prior) / spread**2
            curve = np.eye(len(self.prior)) / spread**2
            for table, right in tables:
                share = self.shares(table)
                mean = share @ table
                pull += mean - table[right]
                curve += (table * share[:, None]).T @ table - np.outer(mean, mean)
            step = np.linalg.solve(curve, pull)
            self.weights -= step
            if np.abs(step).max() < 1e-6:
                return


def left_out(
    letters: Sequence[Choice], prior: dict[str, float], nobody: float, spread: float
) -> str:
    """Return the figures of each layout under weights that never saw it; spread 0: by hand."""
    right = sure = wrong = total = 0
    loss = 0.0
    rows: list[str] = []
    for layout in dict.fromkeys(c.layout for c in letters):
        model = Model(prior, nobody)
        if spread:
            model.fit([c for c in letters if c.layout != layout], spread)
        own = [c for c in letters if c.layout == layout]
        hits = 0
        for choice in own:
            share = model.shares(model.table(choice))
            target = len(choice.signs) if choice.writer is None else choice.writer
            top = int(share[:-1].argmax()) if choice.signs else None
            hits += top is not None and top == choice.writer
            loss -= float(np.log(share[target]))
            believed = top is not None and share[top] >= 0.9
            sure += believed and top == choice.writer
            wrong += believed and top != choice.writer
        right += hits
        total += len(own)
        rows.append(f"{layout} {100 * hits / len(own):.0f}")
    return (
        f"spread {spread}: writer first {100 * right / total:.1f} %, believed (0.9) and right "
        f"{100 * sure / total:.1f} %, believed and wrong {wrong}, log loss {loss / total:.3f} "
        f"[{', '.join(rows)}]"
    )


def written(prior: str, model: Model, letters: Sequence[Choice], words: str) -> str:
    """Return the weights' file: the prior with other numbers, and where they come from."""
    data = json.dumps([[c.layout, [sorted(s) for s in c.signs], c.writer] for c in letters])
    text = prior[prior.index("[weights]") :]
    for name, weight in zip((*model.names, "nobody"), model.weights, strict=True):
        text = re.sub(rf"(?m)^{name} = \S+", f"{name} = {weight:.2f}", text)
    return (
        '# Evidence for "this person is the petitioner", summed. Written by training.learn_names;\n'
        f"# {words}, candidates SHA-256\n# {hashlib.sha256(data.encode()).hexdigest()}\n"
        f"# No value is ever changed by a weight.\n{text}"
    )


def main() -> None:
    """Learn, tell the figures of layouts left out, and write the weights."""
    ask = argparse.ArgumentParser(prog="training.learn_names", description=__doc__)
    ask.add_argument("--cache", type=Path, default=Path("benchmarks/out/records"))
    ask.add_argument("--per-layout", type=int, default=4)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--spread", type=float, default=1.0, help="how far from the hand-set weights")
    told = ask.parse_args()
    prior = _PRIOR.read_text(encoding="utf-8")
    # What is read a second time follows from the weights: begin where every run begins.
    _TARGET.write_text(prior, encoding="utf-8")
    limits = DecodeLimits(bytes=_MB, pages=_PAGES)
    shelf = records.shelf(told.cache, wiring.ocr_engine(), limits)
    letters = list(choices(shelf, told.seed, told.per_layout))
    numbers = tomllib.loads(prior)
    hand, nobody = numbers["weights"], numbers["gate"]["nobody"]
    for spread in (0.0, 0.3, 1.0, 3.0):
        print(left_out(letters, hand, nobody, spread))
    model = Model(hand, nobody)
    model.fit(letters, told.spread)
    words = f"{len(letters)} development letters, seed {told.seed}, spread {told.spread}"
    _TARGET.write_text(written(prior, model, letters, words), encoding="utf-8")


if __name__ == "__main__":
    main()
