"""Development letters in which one field is hard to find or to bound: two strata of their own.

``LAYOUTS`` are hard in name or number, ``MATTERS`` in the subject, the addressee or the kind.
Only who asks for one of these by name gets it.
"""

from samples.drafting import Layout
from samples.layouts.more import (
    addressees,
    forms,
    headings,
    heads,
    later,
    letters,
    spoken,
    tables,
    typed,
)

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

MATTERS: dict[str, Layout] = {
    "centred_heading": headings.centred_heading,
    "label_alone": headings.label_alone,
    "wrapped_subject": headings.wrapped_subject,
    "with_reference": headings.with_reference,
    "short_forms": addressees.short_forms,
    "foot_addressee": addressees.foot_addressee,
    "open_letter": addressees.open_letter,
    "ruled_form": addressees.ruled_form,
    "numbered_items": addressees.numbered_items,
    "stacked_office": addressees.stacked_office,
    "all_capitals": typed.all_capitals,
    "plain_ascii": typed.plain_ascii,
    "printed_mail": typed.printed_mail,
    "small_labels": typed.small_labels,
    "bare_heading": typed.bare_heading,
}
