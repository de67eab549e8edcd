"""Spans a small trained network finds on paper: what a piece of text is, never whose it is.

``dilekce_spans`` is an ordinary trainable spaCy pipe. It tags each token as the beginning or the
inside of one of the types below, and leaves runs of tags in ``doc.spans["fields"]`` with a score
each in that group's ``attrs["scores"]``, as spaCy's own span categorizer does. ``training/`` makes
the weights in ``data/model``; whoever adds the pipe by its name gets them.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Config, Model

from extract import knowledge

PIPE = "dilekce_spans"
SPANS_KEY = "fields"
FINDER = "finder"  #: key of ``doc.user_data``
#: What the shipped weights know. SURNAME is one that stands alone, as a mother's maiden name does.
TYPES = ("ADDR", "DATE", "EMAIL", "IDNO", "KONU", "MUHATAP", "PER", "PHONE", "SURNAME")
#: Width and rows were chosen for a folder under 2.5 MB; PREFIX, SUFFIX and NORM are folded.
_MODEL = """
[model]
@architectures = "spacy.Tagger.v2"
normalize = true

[model.tok2vec]
@architectures = "spacy.Tok2Vec.v2"

[model.tok2vec.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 64
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE"]
rows = [2500, 1000, 1500, 500]
include_static_vectors = false

[model.tok2vec.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 64
depth = 4
window_size = 1
maxout_pieces = 2
"""

_SIGNS_BETWEEN = 2  #: tokens: ``:`` or ``/`` at a row's end, and the row's end

_Scores = npt.NDArray[np.float32]


class Found(NamedTuple):
    """Tokens ``start`` to ``end`` of the ``Doc``."""

    start: int
    end: int
    score: float  #: mean probability of the type over the tokens, 0…1


def spans_of(doc: Doc) -> dict[str, list[Found]]:
    """Return what was found, by type, in reading order; nothing when there is no model.

    A document with a pipe under ``FINDER`` is searched when first asked: most letters never are.
    """
    if SPANS_KEY not in doc.spans and FINDER in doc.user_data:
        doc.user_data[FINDER](doc)
    out: dict[str, list[Found]] = {}
    group = doc.spans.get(SPANS_KEY)
    if group is not None:
        for span, score in zip(group, group.attrs["scores"], strict=True):
            out.setdefault(span.label_, []).append(Found(span.start, span.end, score))
    return out


def score_spans(examples: Iterable[Example], *, spans_key: str = SPANS_KEY) -> dict[str, Any]:
    """Return precision, recall and F of exact spans, as spaCy reports them."""
    return Scorer.score_spans(
        examples,
        f"spans_{spans_key}",
        getter=lambda doc, _: doc.spans.get(spans_key, []),
        has_annotation=lambda doc: spans_key in doc.spans,
    )


@Language.factory(
    PIPE,
    assigns=["doc.spans"],
    default_config={**Config().from_str(_MODEL), "spans_key": SPANS_KEY, "shipped": True},
    default_score_weights={f"spans_{SPANS_KEY}_f": 1.0},
)
def make_spans(
    nlp: Language,
    name: str,
    model: Model[list[Doc], list[_Scores]],
    spans_key: str,
    shipped: bool,  # noqa: FBT001 - spaCy passes what a configuration names
) -> "SpanFinder":
    """Return the pipe with the shipped weights, or one to be trained."""
    finder = SpanFinder(nlp.vocab, model, name, spans_key=spans_key)
    if shipped and knowledge.has_span_model():
        finder.from_disk(knowledge.SPAN_MODEL / PIPE, exclude=["vocab"])
    return finder


class SpanFinder(TrainablePipe):  # type: ignore[misc]  # compiled, no stubs
    """Tags tokens with the beginnings and insides of types; ``labels`` are the types."""

    def __init__(
        self,
        vocab: Vocab,
        model: Model[list[Doc], list[_Scores]],
        name: str = PIPE,
        *,
        spans_key: str = SPANS_KEY,
    ) -> None:
        self.vocab, self.model, self.name = vocab, model, name
        self.cfg: dict[str, Any] = {"labels": [], "spans_key": spans_key}
        self.scorer = lambda examples, **_: score_spans(examples, spans_key=spans_key)

    @property
    def labels(self) -> tuple[str, ...]:
        """The types it knows; none before it was trained."""
        return tuple(self.cfg["labels"])

    @property
    def label_data(self) -> tuple[str, ...]:
        """The same, for ``initialize``."""
        return self.labels

    def add_label(self, label: str) -> int:
        """Add a type before training; return 1 when it is new."""
        if label in self.labels:
            return 0
        self._allow_extra_label()
        self.cfg["labels"].append(label)
        self.vocab.strings.add(label)
        return 1

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,  # noqa: ARG002 - spaCy's signature
        labels: Sequence[str] | None = None,
    ) -> None:
        """Prepare the weights for the types of ``labels`` or of the examples."""
        if labels is None:
            key = self.cfg["spans_key"]
            groups = (eg.reference.spans.get(key, ()) for eg in get_examples())
            labels = sorted({span.label_ for group in groups for span in group})
        for label in labels:
            self.add_label(label)
        sample = [eg.predicted for eg in islice(get_examples(), 10)]
        truth = [np.zeros((len(doc), self._tags), "float32") for doc in sample]
        self.model.initialize(X=sample, Y=truth)

    @property
    def _tags(self) -> int:
        return 1 + 2 * len(self.labels)

    def predict(self, docs: Iterable[Doc]) -> list[_Scores]:
        """Return each document's probabilities: tokens × (outside, then B and I of each type)."""
        listed = list(docs)
        if not self.labels or not any(map(len, listed)):
            return [np.zeros((len(doc), self._tags), "float32") for doc in listed]
        return self.model.predict(listed)

    def set_annotations(self, docs: Iterable[Doc], scores: Sequence[_Scores]) -> None:
        """Leave the runs of tags as spans."""
        for doc, table in zip(docs, scores, strict=True):
            runs = _runs(table)
            group = [Span(doc, a, b, label=self.labels[kind]) for a, b, kind in runs]
            means = [_mean(table[a:b], kind) for a, b, kind in runs]
            key = self.cfg["spans_key"]
            doc.spans[key] = SpanGroup(doc, name=key, spans=group, attrs={"scores": means})

    def get_loss(
        self, examples: Iterable[Example], scores: Sequence[_Scores]
    ) -> tuple[float, list[_Scores]]:
        """Return the squared error and the gradient of the cross-entropy."""
        gradient = [table - self._truth(eg) for eg, table in zip(examples, scores, strict=True)]
        return float(sum((part**2).sum() for part in gradient)), gradient

    def _truth(self, example: Example) -> _Scores:
        table = np.zeros((len(example.predicted), self._tags), "float32")
        table[:, 0] = 1
        group = example.reference.spans.get(self.cfg["spans_key"], ())
        for span in example.get_aligned_spans_y2x(group, allow_overlap=False):
            tag = 1 + 2 * self.labels.index(span.label_)
            table[span.start : span.end] = 0
            table[span.start, tag] = 1
            table[span.start + 1 : span.end, tag + 1] = 1
        return table


def _runs(table: _Scores) -> list[tuple[int, int, int]]:
    """Return start, end and number of the type of each run of tags, each at its likeliest.

    An inside tag goes on with the last run of its type across a sign and a row's end.
    """
    out: list[tuple[int, int, int]] = []
    for at, tag in enumerate(table.argmax(axis=1).tolist()):
        kind = (tag - 1) // 2
        inside = tag > 0 and tag % 2 == 0
        if inside and out and out[-1][2] == kind and at - out[-1][1] <= _SIGNS_BETWEEN:
            out[-1] = (out[-1][0], at + 1, kind)
        elif tag:
            out.append((at, at + 1, kind))
    return out


def _mean(table: _Scores, kind: int) -> float:
    return float(table[:, 1 + 2 * kind : 3 + 2 * kind].sum(axis=1).mean())
