"""Development letters in which the writer's name is hard to find or to bound, or the number is far.

A stratum of its own, to learn on: only who asks for one of these by name gets it.
"""

from samples.drafting import Layout
from samples.layouts.more import forms, heads, later, letters, spoken, tables

LAYOUTS: dict[str, Layout] = {
    "labels_above": forms.labels_above,
    "header_row": forms.header_row,
    "one_line_register": forms.one_line_register,
    "two_lines": letters.two_lines,
    "family": letters.family,
    "official_accused": letters.official_accused,
    "referred": letters.referred,
    "two_surnames": letters.two_surnames,
    "contact_form": tables.contact_form,
    "information_form": tables.information_form,
    "household": tables.household,
    "two_boards": tables.two_boards,
    "register_cells": tables.register_cells,
    "tax_file": tables.tax_file,
    "dictated": spoken.dictated,
    "son_of": spoken.son_of,
    "widow": spoken.widow,
    "headman": spoken.headman,
    "by_proxy": spoken.by_proxy,
    "own_head": heads.own_head,
    "corners": heads.corners,
    "titled": heads.titled,
    "without_marks": heads.without_marks,
    "card_behind": heads.card_behind,
    "tenants": later.tenants,
    "slip": later.slip,
    "in_prison": later.in_prison,
    "worker": later.worker,
    "last_sentence": later.last_sentence,
    "carer": later.carer,
}
