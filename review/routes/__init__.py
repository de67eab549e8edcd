"""The desk's doors, one module a screen. ``review.access`` says who may open which."""
