"""What the desk needs from the house for letters that ask for what a petition lacks."""

from typing import Protocol

from domain.reply import Reply
from review.ports import Person


class Replies(Protocol):
    """Letters back to petitioners. A person prints, signs and sends them."""

    def proposed(self, by: Person, petition_id: str) -> Reply:
        """Return the letter that the record asks for, noting the view."""

    def letter(self, by: Person, petition_id: str, reply: Reply) -> bytes:
        """Return the letter as a PDF, noting who drafted it and for which lacks."""
