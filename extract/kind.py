"""What the citizen wants and which law's clock runs, by cue phrases."""

from domain import turkish
from domain.petition import Kind, Track
from extract import knowledge


def classify(subject: str, text: str) -> tuple[Kind, Track]:
    """Return the kind (``DIGER`` without any cue) and the legal track.

    A cue in the subject line outranks those of the body; information requests (law 4982)
    outrank everything.
    """
    subject, text = turkish.fold(subject), turkish.fold(text)
    kinds = knowledge.table("kinds")["kind"]
    information = kinds[0]["cues"]
    if any(cue in text for cue in information) or any(cue in subject for cue in information):
        return Kind.BILGI_EDINME, Track.INFORMATION
    for part in (subject, text):
        for entry in kinds[1:]:
            if any(cue in part for cue in entry["cues"]):
                return Kind(entry["name"]), Track.PETITION
    return Kind.DIGER, Track.PETITION
