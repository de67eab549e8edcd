"""A kept file becomes page images. Runs inside a child process that may die of it.

``read.decode`` is the door. Each page is an image with square pixels, black text on white: a PNG, 1
bit deep where the source is, else 8-bit grey, or the scan's own JPEG, grey or in colour; or a page
with a named problem. One page is in memory at a time.
"""
