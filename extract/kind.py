"""What the citizen wants and which law's clock runs, by cue phrases."""

from domain import turkish
from domain.petition import Kind, Track
from extract import knowledge
from extract.layout import Layout


def told(layout: Layout) -> str:
    """Return the text that speaks of the matter: without a form's printed list of kinds."""
    return "\n".join(row.text for row in layout.rows if _kinds_named(row.folded) < 3)


def _kinds_named(folded: str) -> int:
    return sum(
        name in folded for name in ("istek", "sikayet", "ihbar", "oneri", "gorus", "bilgi ed")
    )


def classify(subject: str, text: str) -> tuple[Kind, Track]:
    """Return the kind (``DIGER`` without any cue) and the legal track.

    Information requests (law 4982) outrank everything; then a cue in the subject line outranks
    those of the body, and asking for something comes last, for every petition asks.
    """
    subject, text = turkish.fold(subject), turkish.fold(text)
    first, *others, last = knowledge.table("kinds")["kind"]
    if any(cue in text or cue in subject for cue in first["cues"]):
        return Kind(first["name"]), Track.INFORMATION
    for part in (subject, text):
        for entry in others:
            if any(cue in part for cue in entry["cues"]):
                return Kind(entry["name"]), Track.PETITION
    if any(cue in text or cue in subject for cue in last["cues"]):
        return Kind(last["name"]), Track.PETITION
    return Kind.DIGER, Track.PETITION
