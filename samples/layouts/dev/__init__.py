"""Development layouts: build, look and tune on these, never measure."""

from samples.drafting import Layout
from samples.layouts.dev import (
    bimer_form,
    boxed_form,
    business,
    classic,
    fax_cover,
    joint,
    lawyer,
    narrative,
    parent,
    tip_off,
)

LAYOUTS: dict[str, Layout] = {
    "classic": classic.write,
    "boxed_form": boxed_form.write,
    "narrative": narrative.write,
    "lawyer": lawyer.write,
    "parent": parent.write,
    "fax_cover": fax_cover.write,
    "joint": joint.write,
    "bimer_form": bimer_form.write,
    "business": business.write,
    "tip_off": tip_off.write,
}
