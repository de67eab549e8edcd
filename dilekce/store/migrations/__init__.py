"""Numbered migrations of our own tables, applied by ``database.upgrade``."""
