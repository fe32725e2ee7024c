"""How set-up speaks: plain lines on the error stream, and one kind of trouble with its cure."""

import sys


class SetUpFailed(Exception):
    """Set-up cannot go on: what is wrong, and the one thing to do."""

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}\n{cure}")
        self.what = what
        self.cure = cure


def say(line: str) -> None:
    """One line to the person who waits."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def show_count(done: int, total: int, name: str) -> None:
    """How far it is, on one line that is written over; nothing where nobody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r  {done} of {total}  {name[:40]:<40}")
        sys.stderr.write("\n" if done >= total else "")
        sys.stderr.flush()
