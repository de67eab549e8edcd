"""Names of runs: ``<kind>:<subject>:<attempt>.<count>``."""

INGEST, DELIVER = "ingest", "deliver"


def prefix(kind: str, subject: str, attempt: int) -> str:
    """Return what the names of all runs of one attempt begin with."""
    return f"{kind}:{subject}:{attempt}."


def kind_of(run: str) -> str:
    """Return ``ingest`` or ``deliver``, or something else for a run that is part of another."""
    return run.partition(":")[0]


def subject_of(run: str) -> str:
    """Return what a run is about: the id of an arrival, or the key of a delivery."""
    return run.partition(":")[2].rpartition(":")[0]
