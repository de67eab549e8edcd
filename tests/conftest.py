"""What every test run has in common."""

from hypothesis import settings

# Timings belong in benchmarks: on a busy machine a first call may take half a second.
settings.register_profile("dilekce", deadline=None)
settings.load_profile("dilekce")
