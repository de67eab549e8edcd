"""Paper comes in: a settled file becomes an arrival, and an arrival becomes page images.

Reading order: ``watch`` (look at the drop folder) → ``settle`` (has it stopped changing) →
``complete`` (is it whole) → ``admit`` (keep the bytes, then remove the original) → ``decode``
(arrival to page images, inside a limited child process). ``ports`` is what others must provide.
"""
