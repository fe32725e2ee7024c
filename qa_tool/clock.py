"""What time it is: the one place that asks, so that tests and the demonstration can say it themselves."""

from datetime import date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Whoever can tell the time."""

    def now(self) -> datetime:
        """This moment, with its time zone."""
        ...

    def today(self) -> date:
        """Today where the person is."""
        ...


class SystemClock:
    """The computer's own clock, in the person's time zone."""

    def now(self) -> datetime:
        """This moment, with its time zone."""
        return datetime.now().astimezone()

    def today(self) -> date:
        """Today where the person is."""
        return self.now().date()


class FixedClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("A fixed clock needs a moment with its time zone.")
        self._moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self._moment

    def today(self) -> date:
        """The day it was set to."""
        return self._moment.date()

    def advance(self, seconds: float) -> None:
        """Go on by so many seconds."""
        self._moment += timedelta(seconds=seconds)
