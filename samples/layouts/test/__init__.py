"""Sealed: measured on, never tuned on. Do not look at these to make the reader better."""

from samples.drafting import Layout
from samples.layouts.test import (
    bundle,
    ek1_form,
    fax_note,
    guardian,
    left_signature,
    official,
    old_style,
    prose,
    stacked_form,
    top_table,
    two_lines,
)

LAYOUTS: dict[str, Layout] = {
    "stacked_form": stacked_form.write,
    "two_lines": two_lines.write,
    "left_signature": left_signature.write,
    "ek1_form": ek1_form.write,
    "official": official.write,
    "bundle": bundle.write,
    "guardian": guardian.write,
    "prose": prose.write,
    "old_style": old_style.write,
    "top_table": top_table.write,
    "fax_note": fax_note.write,
}
