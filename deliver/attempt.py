"""One attempt at one destination, told as a value. When to try again is the engine's business."""

from dataclasses import dataclass

from deliver.ports import Busy, Destination, Gone, Parcel, Receipt
from domain.errors import TryLater, Unacceptable


@dataclass(frozen=True, slots=True)
class Done:
    """The destination has it."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Later:
    """Not now; try again, not before ``after`` seconds from now. ``ours``: not their fault."""

    code: str
    message: str
    after: float = 0.0
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Dead:
    """The destination refuses; a person must look. ``gone``: before anything is sent there."""

    code: str
    message: str
    gone: bool = False


Outcome = Done | Later | Dead


def attempt(destination: Destination, parcel: Parcel) -> Outcome:
    """Hand ``parcel`` over once and say how it went."""
    try:
        return Done(destination.deliver(parcel))
    except Busy as error:
        return Later(error.code, error.message, error.after)
    except TryLater as error:
        return Later(error.code, error.message, ours=True)
    except Gone as error:
        return Dead(error.code, error.message, gone=True)
    except Unacceptable as error:
        return Dead(error.code, error.message)
