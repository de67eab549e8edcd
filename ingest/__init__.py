"""Paper comes in: a settled file becomes an arrival, and an arrival becomes page images."""
