"""The words of development letters."""

from samples import fonts
from samples.words import Words, dev_names, dev_topics

WORDS = Words(
    female=dev_names.FEMALE,
    male=dev_names.MALE,
    surnames=dev_names.SURNAMES,
    neighbourhoods=dev_names.NEIGHBOURHOODS,
    streets=dev_names.STREETS,
    villages=dev_names.VILLAGES,
    companies=dev_names.COMPANIES,
    topics=dev_topics.TOPICS,
    faces=fonts.DEV,
)
