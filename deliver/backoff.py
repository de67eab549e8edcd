"""How long to wait before the next attempt: exponential with jitter, a pure function."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff:
    """Waits double from ``first`` to ``longest`` seconds; half of each is chance.

    The chance half keeps a hundred waiting parcels from coming back in the same second.
    """

    first: float = 5.0
    longest: float = 3600.0

    def delay(self, attempts: int, seed: str, after: float = 0.0) -> float:
        """Return the seconds to wait after ``attempts`` (≥ 1) failed attempts.

        The same ``seed`` (the idempotency key) and count give the same wait. ``after`` is the wait
        the destination asked for; the result is never shorter.
        """
        # 2 ** 60 seconds is beyond any sensible ``longest``, and floats overflow near 2 ** 1024.
        whole = min(self.longest, self.first * 2.0 ** min(attempts - 1, 60))
        chance = random.Random(f"{seed}#{attempts}").random()
        return max(after, whole * (1 + chance) / 2)
