"""Pixels become words: prepare, turn, read twice, put rows in order."""
