"""The truth: our own tables. The engine's tables are only its memory and may be thrown away.

``tables`` names every column, ``database`` opens SQLite or PostgreSQL, ``audit`` chains what
happened, and one module per noun reads and writes it.
"""
