"""Invented letters and faxes with their ground truth, from a seed."""
