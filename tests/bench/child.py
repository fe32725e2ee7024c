"""One start of the window, told by the process itself: `child.py empty|first|home FOLDER INSTALLATION BEGAN`.

Prints milliseconds from BEGAN (the parent's monotonic clock, before this interpreter was started) to the
first painted frame, and the resident memory in kB when all is still.
"""

import gc
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))


def main(kind: str, folder: str, installation: str, began: str) -> None:
    """Show the window, tell, and end."""
    if kind == "empty":
        painted = empty()
    elif kind == "first":
        painted = first(Path(folder))
    else:
        painted = home(Path(folder), Path(installation))
    took = (painted - float(began)) * 1000
    sys.stdout.write(f"{took} {resident()}\n")


def shown(window: object) -> float:
    """Handle what waits until the window has painted; the moment when it had."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        done = 0.0

        def eventFilter(self, _watched: object, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                self.done = time.monotonic()
            return False

    watch = Watch()
    window.installEventFilter(watch)  # type: ignore[attr-defined]
    app = QApplication.instance()
    until = time.monotonic() + 20
    while not watch.done and time.monotonic() < until:
        app.processEvents()  # type: ignore[union-attr]
    app.processEvents()  # type: ignore[union-attr]
    painted = time.monotonic()
    still = painted + 1.0
    while time.monotonic() < still:
        app.processEvents()  # type: ignore[union-attr]
        time.sleep(0.01)
    gc.collect()
    return painted


def empty() -> float:
    """A bare window of the same size."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(["bench"])
    window = QMainWindow()
    window.resize(1366, 728)
    window.show()
    painted = shown(window)
    app.processEvents()
    return painted


def first(folder: Path) -> float:
    """The first screen, which asks for name and passphrase."""
    gc.disable()  # as main.py does, until this screen stands
    from PySide6.QtWidgets import QApplication

    from qa_tool.settings import Settings
    from ui.app.program import Program
    from ui.look import apply

    app = QApplication(["bench"])
    apply(app, "light", 1.0)
    program = Program(folder, settings=Settings(folder.parent / "settings"))
    program.begin()
    assert program.sign_in is not None
    return shown(program.sign_in)


def home(folder: Path, installation: Path) -> float:
    """The program as after the passphrase, with the store open and Home's figures there."""
    gc.disable()  # as main.py does, until the window stands
    from PySide6.QtWidgets import QApplication

    from qa_tool.clock import SystemClock
    from qa_tool.ids import RandomIds
    from qa_tool.keys.crypto import Cost
    from qa_tool.settings import Settings
    from qa_tool.work import session
    from ui.app.program import Program
    from ui.look import apply

    app = QApplication(["bench"])
    apply(app, "light", 1.0)
    doors = session.Doors(SystemClock(), RandomIds(), Cost(1024, 1, 1), installation)
    desk = session.unlock(folder, "qa lead", "demonstration", read_only=True, doors=doors)
    program = Program(folder, settings=Settings(folder.parent / "settings"))
    program.open_window(desk)
    assert program.window is not None
    return shown(program.window.pages.page("home"))


def resident() -> int:
    """What this process holds in memory now, in kB."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
