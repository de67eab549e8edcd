"""What the citizen wants and which law's clock runs, by cue phrases."""

from domain.petition import Kind, Track
from extract import knowledge


def classify(subject: str, text: str) -> tuple[Kind, Track, bool]:
    """Return kind, legal track and whether a cue of the kind was found at all.

    ``subject`` and ``text`` are folded. A cue in the subject line outranks those of the body;
    information requests (law 4982) outrank everything.
    """
    kinds = knowledge.table("kinds")["kind"]
    information = kinds[0]["cues"]
    if any(cue in text for cue in information) or any(cue in subject for cue in information):
        return Kind.BILGI_EDINME, Track.INFORMATION, True
    for part in (subject, text):
        for entry in kinds[1:]:
            if any(cue in part for cue in entry["cues"]):
                return Kind(entry["name"]), Track.PETITION, True
    return Kind.DIGER, Track.PETITION, False
