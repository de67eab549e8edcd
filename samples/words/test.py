"""The words of the sealed test letters."""

from samples import fonts
from samples.words import Words, test_names, test_topics

WORDS = Words(
    female=test_names.FEMALE,
    male=test_names.MALE,
    surnames=test_names.SURNAMES,
    neighbourhoods=test_names.NEIGHBOURHOODS,
    streets=test_names.STREETS,
    villages=test_names.VILLAGES,
    companies=test_names.COMPANIES,
    topics=test_topics.TOPICS,
    faces=fonts.TEST,
)
