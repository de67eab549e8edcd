"""How people lay out a petition. ``dev`` is there to be looked at; ``test`` is sealed.

Whoever tunes on a layout may not measure on it: the two sets are kept apart from the first day,
in labels, sentences and people.
"""

from collections.abc import Mapping
from typing import Literal

from samples.drafting import Layout
from samples.layouts.by_hand.dev import LAYOUTS as DEV_BY_HAND
from samples.layouts.by_hand.test import LAYOUTS as TEST_BY_HAND
from samples.layouts.dev import LAYOUTS as DEV
from samples.layouts.more import LAYOUTS as MORE
from samples.layouts.more import MATTERS as MORE_MATTERS
from samples.layouts.more import PERSONS as MORE_PERSONS
from samples.layouts.more import PERSONS_LAST as MORE_PERSONS_LAST
from samples.layouts.more import PERSONS_LATER as MORE_PERSONS_LATER
from samples.layouts.more.overprint import LAYOUTS as OVERPRINT
from samples.layouts.test import LAYOUTS as TEST
from samples.words import Words
from samples.words.dev import WORDS as DEV_WORDS
from samples.words.test import WORDS as TEST_WORDS

SetName = Literal["dev", "test"]

LAYOUTS: dict[SetName, dict[str, Layout]] = {"dev": DEV, "test": TEST}
WORDS: dict[SetName, Words] = {"dev": DEV_WORDS, "test": TEST_WORDS}

#: Handwriting is a stratum of its own: only who asks for one of these by name gets it.
BY_HAND: dict[SetName, Mapping[str, Layout]] = {"dev": DEV_BY_HAND, "test": TEST_BY_HAND}


#: The same holds for development letters whose writer's name is hard to find or to bound.
NAMES: dict[SetName, Mapping[str, Layout]] = {"dev": MORE, "test": {}}

#: And for those whose subject, addressee or kind is.
MATTERS: dict[SetName, Mapping[str, Layout]] = {"dev": MORE_MATTERS, "test": {}}

#: And for those that ask whose name it is, or where it ends.
PERSONS: dict[SetName, Mapping[str, Layout]] = {
    "dev": {**MORE_PERSONS, **MORE_PERSONS_LATER, **MORE_PERSONS_LAST},
    "test": {},
}

#: And for development letters under stamps, seals and signatures, or in ruled tables.
OVERPRINTED: dict[SetName, Mapping[str, Layout]] = {"dev": OVERPRINT, "test": {}}


def layout(set_name: SetName, name: str) -> Layout:
    """Return a layout of the set, of any stratum; raises KeyError when there is none."""
    strata = (BY_HAND, NAMES, MATTERS, PERSONS, OVERPRINTED, LAYOUTS)
    return {key: value for stratum in strata for key, value in stratum[set_name].items()}[name]
