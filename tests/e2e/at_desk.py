"""A window of its own for each person of the small made-up council, without signing in."""

from PySide6.QtWidgets import QApplication

from qa_tool.work.workspace import Workspace
from tests.e2e.hands import until
from ui.navigation import page_entries
from ui.tasks import Tasks
from ui.window import MainWindow


def sit_down(desk: Workspace, text: float = 1.0) -> MainWindow:
    """The window of this person, with everything in it that their roles have use for."""
    from ui.look import apply

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply(app, "light", text)
    window = MainWindow(
        page_entries(roles=desk.person.roles), workspace=desk, person=desk.person.name,
        tasks=Tasks(now=True),
    )  # fmt: skip
    window.resize(1366, 728)
    window.show()
    window.activateWindow()
    until(lambda: QApplication.activeWindow() is window, "the window is active")
    window.go("home")
    return window


def get_up(window: MainWindow) -> None:
    """Close the window of this person."""
    window.close()
    window.deleteLater()
