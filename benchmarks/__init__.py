"""Accuracy and throughput, measured; the last figures are in README.md."""
