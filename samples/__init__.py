"""Invented petitions with ground truth: a seeded generator and a small committed corpus.

Reading order: ``letter`` (what a letter and its truth are), ``people`` (who writes), ``layouts``
(how they write; ``dev`` to build on, ``test`` sealed), ``render`` (letter → page images),
``channels`` (page images → the file a scanner or a fax server drops), ``make`` (all of it).
No person here exists; every T.C. number is computed.
"""
