"""The words every part of Dilekçe uses: frozen values, no I/O, no clock, standard library only.

Reading order: ``arrival`` (a file as it landed), ``page`` (what OCR read, where, how surely),
``field`` (one fact with its evidence), ``petition`` (dilekçe: one citizen's matter), ``decision``
(accept or review), ``lifecycle`` (the one table of allowed moves), ``errors`` (what can go wrong,
sorted by what to do), ``record`` (the published JSON shape).
"""
