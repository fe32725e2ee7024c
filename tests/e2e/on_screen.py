"""The first part of the job on a real screen: run as a program of its own, with the folder of a council."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from qa_tool.clock import FixedClock
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.settings import Settings
from qa_tool.work.session import Doors
from tests.e2e.hands import CTRL, Cheap, Reader, choose, name, press, tab_to, until
from tests.e2e.steps import jump, leave, sign_in
from ui import look
from ui.app.program import Program


def main(room: Path) -> None:
    """Sign in, take the case that waits, answer two domains, lock; what is answered is there again."""
    app = QApplication(["case-audit"])
    look.apply(app, "light", 1.0)
    doors = Doors(
        FixedClock(datetime(2026, 11, 20, 10, tzinfo=UTC)),
        SeededIds(99),
        Cost(1024, 1, 1),
        room / "here",
    )
    program = Program(room / "data", session=Cheap(doors), settings=Settings(room / "settings"))
    program.begin()
    window = sign_in(program, "auditor")
    jump(window, "Audits")
    case = name(tab_to("Start case")).removeprefix("Start case ")
    press(Qt.Key.Key_Space)
    choose("That is so: start the audit")
    reader = Reader(Qt.Key.Key_3)
    for _domain in range(2):
        reader.domain()
        press(Qt.Key.Key_PageDown, CTRL)
    leave(program)
    window = sign_in(program, "auditor")
    jump(window, "Audits")
    tab_to(f"Go on with case {case}")
    press(Qt.Key.Key_Space)
    until(lambda: window.pages.key == "audit_form", "the form")
    page = window.pages.current()
    kept = page.answering.desk.form.answers  # type: ignore[union-attr]
    sys.stdout.write(
        f"{QGuiApplication.platformName()} {len(kept)} {kept.get('recording.grade')}\n"
    )
    program.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
