"""One attempt at one destination, told as a value. When to try again is the engine's business."""

from dataclasses import dataclass

from deliver.ports import Busy, Destination, Parcel, Receipt
from domain.errors import TryLater, Unacceptable


@dataclass(frozen=True, slots=True)
class Done:
    """The destination has it."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Later:
    """The destination is not ready; try again, not before ``after`` seconds from now."""

    code: str
    message: str
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Dead:
    """The destination refuses; a person must look before anything is sent again."""

    code: str
    message: str


Outcome = Done | Later | Dead


def attempt(destination: Destination, parcel: Parcel) -> Outcome:
    """Hand ``parcel`` over once and say how it went."""
    try:
        return Done(destination.deliver(parcel))
    except Busy as error:
        return Later(error.code, error.message, error.after)
    except TryLater as error:
        return Later(error.code, error.message)
    except Unacceptable as error:
        return Dead(error.code, error.message)
