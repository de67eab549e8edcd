"""The registered spaCy language ``tr_ocr``: Turkish as OCR gives it.

spaCy's own Turkish lower-cases ``İ`` into two characters and glues a label to its value
(``TCKN:123…``); both are put right here. Labels are spans in ``doc.spans["labels"]``, matched on
``NORM``; their label is the key of ``data/labels.toml``.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

import spacy
from rapidfuzz import fuzz, process
from spacy.attrs import LOWER, NORM, PREFIX, SHAPE, SUFFIX  # type: ignore[import-not-found]  # compiled, no stubs
from spacy.lang.lex_attrs import word_shape
from spacy.lang.tr import Turkish, TurkishDefaults
from spacy.language import Language
from spacy.pipeline import SpanRuler
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, registry
from spacy.vocab import Vocab
from thinc.api import Config

from domain import turkish
from extract import knowledge, spans, subject_labels
from extract.layout import Layout

SPANS_KEY = "labels"
#: Token that ends a row, and token that stands for a wide gap within one.
ROW_END, GAP = "\n", "\t"

#: Letters with an apostrophe suffix, a run of digits, or any single sign.
TOKEN = re.compile(r"[^\W\d_]+(?:['’‘][^\W\d_]+)?|\d+|\S|[\n\t]")

#: What stands between the words of one label; other mixtures are left to ``near_labels``.
_BETWEEN = (" ", "-", "/", ".", " - ", " / ", ". ", ", ")
_TC = ("tc", "t.c.", "t.c", "t c", "t.c .", "tc.")
#: Long labels are also taken with a letter or two misread: similarity out of 100.
_NEAR, _NEAR_LETTERS = 90, 10

_DEFAULTS = """
[nlp]

[nlp.tokenizer]
@tokenizers = "dilekce.ocr_tokenizer.v1"
"""


class OcrTokenizer:
    """Cuts text so that a label never sticks to its value. It has no state to serialise."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the text's tokens; white space other than a row end or gap only separates."""
        found = list(TOKEN.finditer(turkish.compose(text)))
        words = [m.group() for m in found]
        follows = [m.start() for m in found[1:]]
        spaces = [start > m.end() for m, start in zip(found, follows, strict=False)]
        return Doc(self.vocab, words=words, spaces=[*spaces, False][: len(words)])

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: the rules are code."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "OcrTokenizer":
        """Return itself."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Write nothing."""

    def from_disk(self, _path: Any, **_: Any) -> "OcrTokenizer":
        """Return itself."""
        return self


@registry.tokenizers("dilekce.ocr_tokenizer.v1")  # type: ignore[untyped-decorator]  # catalogue's
def make_tokenizer() -> Any:
    """Return the factory spaCy's configuration names."""
    return lambda nlp: OcrTokenizer(nlp.vocab)


def _shape(text: str) -> str:
    """Return spaCy's word shape, but digits as many as they are: eleven are not ten."""
    return "d" * len(text) if text.isdigit() else word_shape(text)


class TurkishOcrDefaults(TurkishDefaults):
    """Turkish with right casing: ``LOWER`` and ``NORM`` come from ``domain.turkish``.

    ``PREFIX`` and ``SUFFIX`` are three folded letters: OCR loses marks first.
    """

    config = Config().from_str(_DEFAULTS)

    lex_attr_getters = {  # noqa: RUF012 - spaCy's own class attribute
        **TurkishDefaults.lex_attr_getters,
        LOWER: turkish.lower,
        NORM: turkish.fold,
        PREFIX: lambda text: turkish.fold(text)[:3],
        SUFFIX: lambda text: turkish.fold(text)[-3:],
        SHAPE: _shape,
    }
    tokenizer_exceptions: dict[str, Any] = {}  # noqa: RUF012 - the same


@registry.languages("tr_ocr")
class TurkishOcr(Turkish):  # type: ignore[no-untyped-call]  # spaCy's __init_subclass__
    """Turkish as OCR gives it."""

    lang = "tr_ocr"
    Defaults = TurkishOcrDefaults


@Language.component("dilekce_near_labels")
def near_labels(doc: Doc) -> Doc:
    """Add long labels that OCR misspelt, where a row or a column begins. Never used on values.

    And the labels of a subject, which people word as they like.
    """
    known = list(doc.spans.get(SPANS_KEY, []))
    for start in _piece_starts(doc):
        known.extend(_near(doc, start))
        end = subject_labels.end_of(doc, start)
        if end is not None:
            known.append(Span(doc, start, end, label="subject.self"))
    doc.spans[SPANS_KEY] = filter_spans(known)
    return doc


def _piece_starts(doc: Doc) -> Iterable[int]:
    fresh = True
    for token in doc:
        if token.text in (ROW_END, GAP):
            fresh = True
        elif fresh and token.is_alpha:
            yield token.i
            fresh = False


def _near(doc: Doc, start: int) -> Iterable[Span]:
    letters: list[str] = []
    ends: dict[str, int] = {}
    for token in doc[start : start + 12]:
        if token.text in (ROW_END, GAP, ":") or token.text.isdigit():
            break
        if token.is_alpha:
            letters.append(token.norm_)
            ends["".join(letters)] = token.i + 1
    meant = {text: _meant(text) for text in ends}
    longest = max((text for text, label in meant.items() if label), key=len, default=None)
    if longest:
        yield Span(doc, start, ends[longest], label=meant[longest])


def _meant(text: str) -> str:
    """Return the key of the label these squeezed letters spell or nearly spell, or nothing."""
    if text in _SQUEEZED:
        return _SQUEEZED[text]
    if len(text) < _NEAR_LETTERS - 1:
        return ""
    hit = process.extractOne(text, _LONG, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return _SQUEEZED[hit[0]] if hit else ""


_SQUEEZED = {"".join(label.words): label.key for label in knowledge.labels()}
_LONG = [text for text in _SQUEEZED if len(text) >= _NEAR_LETTERS]


def _patterns() -> list[dict[str, str]]:
    return [
        {"label": label.key, "pattern": spelled}
        for label in knowledge.labels()
        for sign in _BETWEEN
        for spelled in _spellings(label.words, sign)
    ]


def _spellings(words: tuple[str, ...], sign: str) -> Iterable[str]:
    """Yield one label with ``sign`` between its words; ``tc`` also as it is abbreviated."""
    if words[0] != "tc":
        yield sign.join(words)
        return
    for head in _TC:
        yield sign.join((head, *words[1:]))


@Language.factory("dilekce_labels", assigns=["doc.spans"])
def make_labels(nlp: Language, name: str) -> SpanRuler:
    """Return a ruler that knows the labels of ``data/labels.toml``."""
    ruler = SpanRuler(
        nlp,
        name,
        spans_key=SPANS_KEY,
        phrase_matcher_attr="NORM",
        spans_filter=registry.misc.get("spacy.first_longest_spans_filter.v1")(),
    )
    ruler.add_patterns(_patterns())  # type: ignore[arg-type]  # the wider dict of token patterns
    return ruler


def load() -> Language:
    """Return the pipeline: tokenizer, casing, labels, and spans where their model is shipped.

    Finding spans costs a third of the time a letter takes, so ``parse`` leaves it to who asks.
    """
    nlp = spacy.blank("tr_ocr")
    nlp.add_pipe("dilekce_labels")
    nlp.add_pipe("dilekce_near_labels")
    if knowledge.has_span_model():
        nlp.add_pipe(spans.PIPE)
        nlp.disable_pipe(spans.PIPE)
    return nlp


def parse(nlp: Language, layout: Layout) -> Doc:
    """Return the letter's ``Doc`` in reading order, to be read only: the next call may share it.

    ``doc.user_data["words"]`` gives for each token the index of its word in ``layout.words``, or
    −1 for a row end or gap.
    """
    texts: list[str] = []
    owners: list[int] = []
    for row in layout.rows:
        for segment in row.segments:
            for offset, word in enumerate(segment.words):
                tokens = TOKEN.findall(turkish.compose(word.text).strip())
                texts += tokens
                owners += [segment.start + offset] * len(tokens)
            texts.append(GAP if segment is not row.segments[-1] else ROW_END)
            owners.append(-1)
    return _doc(nlp, tuple(texts), tuple(owners))


@lru_cache(maxsize=1)
def _doc(nlp: Language, texts: tuple[str, ...], owners: tuple[int, ...]) -> Doc:
    """Return the document; a letter is studied thrice, most often with the same words."""
    pairs = list(pairwise(owners))
    spaces = [now != then and now >= 0 and then >= 0 for now, then in pairs]
    doc = Doc(nlp.vocab, words=list(texts), spaces=[*spaces, False][: len(texts)])
    doc.user_data["words"] = list(owners)
    if spans.PIPE in nlp.component_names:
        doc.user_data[spans.FINDER] = nlp.get_pipe(spans.PIPE)
    return nlp(doc)
