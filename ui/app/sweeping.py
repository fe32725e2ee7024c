"""When memory is swept: not while a window is being built, of which nothing is rubbish."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def building() -> Generator[None]:
    """Leave memory alone inside; what is loaded when the first window stands is never looked at again."""
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
        gc.enable()
