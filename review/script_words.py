"""The texts that the verification screen's modules say, in one language."""

from review.wording import LANGUAGES, WORDS

_PREFIX = "js."


def script_words(language: str) -> dict[str, str]:
    """Return every text under ``js.`` by the rest of its key; ``{…}`` are filled by the browser."""
    column = LANGUAGES.index(language)
    return {
        key.removeprefix(_PREFIX): texts[column]
        for key, texts in WORDS.items()
        if key.startswith(_PREFIX)
    }
