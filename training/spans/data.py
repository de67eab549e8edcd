"""Letters as spaCy documents with their spans: what the span finder learns from and is judged by.

Two thirds are put together at random, one third has the development layouts. Nothing of the sealed
set is used: no word, no name, no layout.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from extract.language import GAP, ROW_END, TOKEN
from extract.spans import SPANS_KEY
from samples.drafting import Layout
from samples.layouts import LAYOUTS, WORDS
from samples.letter import Letter
from samples.people import MONTHS
from training.spans.composed import compose
from training.spans.noise import spoil, typed
from training.spans.paper import Known, Paper, Row, Tag, Word

DEV = tuple(LAYOUTS["dev"])


def documents(nlp: Language, count: int, seed: int, layouts: Sequence[str] = DEV) -> Iterator[Doc]:
    """Yield ``count`` documents; the same arguments give the same ones."""
    for number in range(count):
        rng = Random(f"spans {seed} {number}")
        if layouts and number % 3 == 0:
            layout = LAYOUTS["dev"][layouts[number // 3 % len(layouts)]]
            rows = _of_layout(layout, rng)
        else:
            sheet, known = compose(rng, WORDS["dev"])
            rows = Paper(rng, known).rows([sheet])
        level = rng.choice((0.0, 0.2, 0.5, 1.0))
        yield document(nlp, spoil(typed(rows, rng), rng, level))


def to_bytes(documents: Iterator[Doc]) -> bytes:
    """Return the documents as spaCy's ``Corpus`` reads them."""
    return DocBin(docs=documents, attrs=["ORTH", "SPACY"]).to_bytes()


def _of_layout(layout: Layout, rng: Random) -> list[Row]:
    letter = layout(rng, WORDS["dev"])
    return Paper(rng, _known(letter)).rows(letter.sheets)


def _known(letter: Letter) -> list[Known]:
    truth, sender, day = letter.truth, letter.sender, letter.written_on
    month = MONTHS[day.month - 1]
    return [
        *(Known("MUHATAP", v) for v in (truth.addressee,) if v),
        *(Known("KONU", v, once=True) for v in (truth.subject,) if v),
        Known("ADDR", sender.address),
        Known("PHONE", sender.phone.written),
        *(Known("PER", name) for name in (sender.name, *truth.names_written) if name),
        *(Known("PER", other.name) for other in truth.others),
        *(Known("IDNO", v) for v in _grouped(truth.tckn)),
        Known("DATE", f"{day.day} {month} {day.year}"),
    ]


def _grouped(digits: str | None) -> Iterator[str]:
    if digits:
        yield f"{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}"
        yield f"{digits[:3]} {digits[3:5]} {digits[5:8]} {digits[8:]}"


def document(nlp: Language, rows: Sequence[Row]) -> Doc:
    """Return rows as ``extract.language.parse`` would, with their spans in ``doc.spans``."""
    texts: list[str] = []
    tags: list[Tag] = []
    spaces: list[bool] = []
    for row in rows:
        for at, segment in enumerate(row):
            for word in segment:
                found = list(_tokens(word))
                texts += [text for text, _ in found]
                tags += [tag for _, tag in found]
                spaces += [*[False] * (len(found) - 1), True][: len(found)]
            if spaces:
                spaces[-1] = False
            texts.append(ROW_END if at == len(row) - 1 else GAP)
            tags.append(None)
            spaces.append(False)
    doc = Doc(nlp.vocab, words=texts, spaces=spaces)
    doc.spans[SPANS_KEY] = [Span(doc, a, b, label=label) for label, a, b in _spans(doc, tags)]
    return doc


def _tokens(word: Word) -> Iterator[tuple[str, Tag]]:
    """Yield the tokens of a word, each with the tag of the part it begins in."""
    owner = [part.tag for part in word for _ in part.text]
    for match in TOKEN.finditer("".join(part.text for part in word)):
        yield match.group(), owner[match.start()]


def _spans(doc: Doc, tags: Sequence[Tag]) -> Iterator[tuple[str, int, int]]:
    """Yield type, start and end; a span goes on over row ends, signs at its ends are left out."""
    places: dict[Tag, list[int]] = {}
    for at, tag in enumerate(tags):
        if tag and any(c.isalnum() for c in doc[at].text):
            places.setdefault(tag, []).append(at)
    taken: Counter[int] = Counter()
    for tag, found in places.items():
        assert tag is not None
        inside = range(found[0], found[-1] + 1)
        # A neighbouring column may stand between its lines; such a span is only its first line.
        stop = next((i for i in inside if tags[i] not in (tag, None)), found[-1] + 1)
        stop = next((i for i in inside if doc[i].text == GAP), stop)
        taken.update(range(found[0], stop))
        if max(taken[i] for i in range(found[0], stop)) == 1:
            yield tag[0], found[0], max(i for i in found if i < stop) + 1
