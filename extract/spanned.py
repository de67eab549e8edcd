"""Where the trained spans help the rules; measured with ``benchmarks.spans``, in its table.

Spans say what a text is, never whose: they correct where a rule's find begins and ends.
"""

from collections.abc import Iterator

from extract.letter import Excerpt, Letter
from extract.spans import spans_of

#: Below this a span is as often a title or a stray line.
_SURE = 0.9


def bounded(letter: Letter, kind: str, found: Excerpt) -> Excerpt:
    """Return the find as the surest span of that type bounds it; as it is when none lies there."""
    for better in _excerpts(letter, kind, found.rule):
        if better.page == found.page and better.start < found.end and found.start < better.end:
            return better
    return found


def _excerpts(letter: Letter, kind: str, rule: str) -> Iterator[Excerpt]:
    for span in sorted(spans_of(letter.doc).get(kind, ()), key=lambda s: -s.score):
        found = letter.excerpt(span.start, span.end, rule) if span.score >= _SURE else None
        if found is not None:
            yield found
