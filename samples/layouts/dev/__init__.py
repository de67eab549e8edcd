"""Development layouts: build, look and tune on these, never measure."""

from samples.drafting import Layout
from samples.layouts.dev import boxed_form, classic, lawyer, narrative, parent

LAYOUTS: dict[str, Layout] = {
    "classic": classic.write,
    "boxed_form": boxed_form.write,
    "narrative": narrative.write,
    "lawyer": lawyer.write,
    "parent": parent.write,
}
