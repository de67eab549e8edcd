"""Learn whose number it is: ``python -m training.tckn_roles`` writes ``tckn_weights.toml`` anew.

A logistic regression with a ridge over the signs of ``extract.tckn_roles``, on letters of
``training.papers``. Before it writes, it leaves out one layout after the other, learns on the rest
and tells how the gate does on the layout it has not seen.
"""

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from extract import assemble, claims, knowledge, language, tckn_gate, tckn_roles
from extract.tckn_roles import Scene
from training import papers
from training.papers import Paper

_OUT = Path(__file__).parents[1] / "extract" / "data" / "tckn_weights.toml"
_RIDGE = 2.0
_STEPS = 40
#: A sign met in fewer numbers than this says nothing yet.
_RARE = 15

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One number on a letter."""

    signs: frozenset[str]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The numbers of one letter."""

    layout: str
    candidates: tuple[Candidate, ...]
    has_own: bool  #: the petitioner's number is on the paper


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by sign."""

    bias: float
    weights: Mapping[str, float]

    def p(self, signs: Iterable[str]) -> float:
        """Return the probability that a number with these signs is the petitioner's."""
        total = self.bias + sum(self.weights.get(sign, 0.0) for sign in signs)
        return float(1 / (1 + np.exp(-total)))


def candidates(paper: Paper, nlp: Language) -> Page:
    """Return the numbers that extraction finds on a letter, with their signs."""
    draft = assemble.propose(paper.pages, nlp)
    name = draft.name
    scene = Scene(draft.letter, draft.labels, name.mention, name.p_select, draft.mentions)
    found = claims.sort(draft.numbers, draft.letter.layout.pages).claims
    signs = tckn_roles.signs(scene, found)
    numbers = tuple(Candidate(held, value == paper.tckn) for value, held in signs.items())
    return Page(paper.layout, numbers, paper.tckn is not None)


def learn(pages: Sequence[Page]) -> Model:
    """Fit the weights by Newton's method."""
    rows = [c for page in pages for c in page.candidates]
    names = sorted({sign for c in rows for sign in c.signs})
    names = [n for n in names if sum(n in c.signs for c in rows) >= _RARE]
    x = np.array([[1.0, *(float(n in c.signs) for n in names)] for c in rows])
    y = np.array([float(c.is_own) for c in rows])
    ridge = np.diag([1e-6] + [_RIDGE] * len(names))
    w: Floats = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (y - p) - ridge @ w
        bend = (x * (p * (1 - p))[:, None]).T @ x + ridge
        w = w + np.linalg.solve(bend, slope)
    return Model(float(w[0]), dict(zip(names, map(float, w[1:]), strict=True)))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a model does on letters of one layout."""

    letters: int
    with_own: int
    first: int  #: the likeliest number is the petitioner's
    taken: int  #: through the role gate, right
    wrong: int  #: through the role gate, another's

    def __str__(self) -> str:
        return (
            f"{self.letters:5} letters, {self.with_own:5} with the number: first {self.first:5}, "
            f"taken {self.taken:5}, wrong {self.wrong:3}"
        )


def judged(model: Model, pages: Sequence[Page]) -> Outcome:
    """Pass the letters through the gate's rule on roles."""
    gate = knowledge.table("tckn_weights")["gate"]
    first = taken = wrong = 0
    for page in pages:
        ranked = sorted(
            ((model.p(c.signs), c.is_own, c.signs) for c in page.candidates),
            key=lambda found: -found[0],
        )
        if not ranked:
            continue
        (best, is_own, signs), rivals = ranked[0], ranked[1:]
        first += is_own
        if signs & tckn_gate.SOMEBODY_ELSES:
            continue
        if best >= gate["role"] and all(p <= gate["rival"] for p, *_ in rivals):
            taken += is_own
            wrong += not is_own
    return Outcome(len(pages), sum(p.has_own for p in pages), first, taken, wrong)


def written(model: Model, text: str, note: str) -> str:
    """Return the weights file with the model's weights; its gate stays as it is."""
    lines = [f"# {note}", f"bias = {model.bias:.3f}", "", "[weights]"]
    lines += [f"{name} = {weight:.3f}" for name, weight in sorted(model.weights.items())]
    gate = text[text.index("[gate]") :]
    head = re.split(r"^# (?:Learnt|bias)|^bias", text, maxsplit=1, flags=re.MULTILINE)[0]
    return head + "\n".join(lines) + "\n\n" + gate


def main() -> None:
    """Make letters, report layout by layout, write the weights."""
    ask = argparse.ArgumentParser(prog="training.tckn_roles", description=__doc__)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--rendered", type=int, default=40, help="letters of each layout")
    ask.add_argument("--composed", type=int, default=1500)
    asked = ask.parse_args()
    nlp = language.load()
    made = [
        *papers.rendered(asked.seed, asked.rendered),
        *papers.composed(asked.seed, asked.composed),
    ]
    pages = [candidates(paper, nlp) for paper in made]
    for layout in dict.fromkeys(page.layout for page in pages):
        rest = [page for page in pages if page.layout != layout]
        held = [page for page in pages if page.layout == layout]
        print(f"{layout:12} {judged(learn(rest), held)}", flush=True)
    model = learn(pages)
    print(f"{'all':12} {judged(model, pages)}")
    note = (
        f"Learnt by training.tckn_roles, seed {asked.seed}: {asked.rendered} letters of each "
        f"layout and {asked.composed} composed ones."
    )
    _OUT.write_text(written(model, _OUT.read_text("utf-8"), note), "utf-8")


if __name__ == "__main__":
    main()
