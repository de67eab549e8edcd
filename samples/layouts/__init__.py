"""How people lay out a petition. ``dev`` is there to be looked at; ``test`` is sealed.

Whoever tunes on a layout may not measure on it: the two sets are kept apart from the first day,
in labels, sentences and people.
"""

from typing import Literal

from samples.drafting import Layout
from samples.layouts.dev import LAYOUTS as DEV
from samples.layouts.test import LAYOUTS as TEST
from samples.words import Words
from samples.words.dev import WORDS as DEV_WORDS
from samples.words.test import WORDS as TEST_WORDS

SetName = Literal["dev", "test"]

LAYOUTS: dict[SetName, dict[str, Layout]] = {"dev": DEV, "test": TEST}
WORDS: dict[SetName, Words] = {"dev": DEV_WORDS, "test": TEST_WORDS}
