"""Pictures of every page from one command."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from qa_tool.demo.make import Wishes
from qa_tool.keys.crypto import Cost
from ui import look
from ui.navigation import page_entries
from ui.shots import write_pictures

ROLES = {"qa-lead": ("qa_lead",), "auditor": ("auditor",), "moderator": ("moderator",)}


def test_every_page_is_written_as_three_people_see_it(
    tmp_path: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str]
):
    """Each page that is in the list, the form and an audit; in the size and theme that was asked for."""
    wishes = Wishes(
        24, today=date(2026, 11, 20), cost=Cost(1024, 1, 1), installation=tmp_path / "i"
    )
    to = tmp_path / "made"
    asked = ["--to", str(to), "--theme", "high", "--text", "150", "--size", "1200x700"]
    assert write_pictures(asked, wishes) == 0
    told = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert {path.parent.name for path in told} == {"qa-lead", "auditor", "moderator"}
    for who, roles in ROLES.items():
        entries = page_entries(roles=roles)
        listed = {entry.key.replace("_", "-") for entry in entries if entry.group}
        assert listed <= {path.stem.partition("-")[2] for path in told if path.parent.name == who}
    assert {"audit-form", "audit-view"} <= {path.stem.partition("-")[2] for path in told}
    picture = QImage(str(told[0]))
    assert (picture.width(), picture.height()) == (1200, 700)
    assert look.tokens().name == "high"
    look.apply(qapp, "light", 1.0)


@pytest.mark.parametrize(
    "words",
    [[], ["--to"], ["--to", "x", "--text", "20"], ["--to", "x", "--size", "big"],
     ["--to", "x", "--theme", "pink"], ["--to", "x", "--size", "10x10"]],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]):
    """Wrong words: what is wrong on the error stream, exit 2, and nothing is made."""
    with pytest.raises(SystemExit) as end:
        write_pictures(words)
    assert end.value.code == 2
    assert "shots" in capsys.readouterr().err
