"""The house: settings, store, durable pipeline, workers and command line; wires the stages."""

__version__ = "0.1.0"
