"""How people lay out a petition. ``dev`` is there to be looked at; ``test`` is sealed.

Whoever tunes on a layout may not measure on it: the two sets are kept apart from the first day.
"""

from typing import Literal

from samples.drafting import Layout
from samples.layouts.dev import LAYOUTS as DEV
from samples.words import Words
from samples.words.dev import WORDS as DEV_WORDS

SetName = Literal["dev", "test"]

LAYOUTS: dict[SetName, dict[str, Layout]] = {"dev": DEV}
WORDS: dict[SetName, Words] = {"dev": DEV_WORDS}
