"""Development letters in which the writer's name is hard to find or to bound.

A stratum of its own, to learn on: only who asks for one of these by name gets it.
"""

from samples.drafting import Layout
from samples.layouts.more import forms, letters

LAYOUTS: dict[str, Layout] = {
    "labels_above": forms.labels_above,
    "header_row": forms.header_row,
    "one_line_register": forms.one_line_register,
    "two_lines": letters.two_lines,
    "family": letters.family,
    "official_accused": letters.official_accused,
    "referred": letters.referred,
    "two_surnames": letters.two_surnames,
}
