"""Whether a window can be shown here: asked of the screen itself, because Qt aborts where it cannot."""

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path


def has_screen(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether a window could open; asked for `offscreen`, or on Linux no answering display, it could not."""
    if environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal"):
        return False
    if platform in ("win32", "darwin"):
        return True
    return _wayland_is_there(environ) or (bool(environ.get("DISPLAY")) and _x_answers())


def wants_x(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the window, if any, would be drawn by an X server."""
    return has_screen(environ) and not _wayland_is_there(environ)


def _wayland_is_there(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and (Path(environ.get("XDG_RUNTIME_DIR", "/run")) / name).is_socket()


def _x_answers() -> bool:
    """Whether the X server named by DISPLAY lets us in; yes where that cannot be asked yet."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    for name in ("xcb_connection_has_error", "xcb_disconnect"):
        getattr(xcb, name).argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused
