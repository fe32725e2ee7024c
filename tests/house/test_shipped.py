"""What is shipped beside the program, and what the lock and the wheels must be."""

import importlib.util
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

HEAVY = {
    "openpyxl",
    "reportlab",
    "python_calamine",
    "jinja2",
    "pypdfium2",
    "cryptography",
    "lxml",
    "pandas",
}


def test_the_packaging_folder_does_not_hide_the_package(checkout: Path):
    """`import packaging.version` from the checkout finds the library: our folder must have no __init__."""
    assert not (checkout / "packaging" / "__init__.py").exists()
    ask = "import packaging.version as v; print(v.Version('2.0') > v.Version('1.0'))"
    answer = subprocess.run(
        [sys.executable, "-c", ask], cwd=checkout, capture_output=True, check=True, text=True
    )
    assert answer.stdout.strip() == "True"


def test_the_lock_names_no_index_and_has_a_hash_for_every_package(checkout: Path):
    """Set-up works behind any index, and takes only what the lock names."""
    text = (checkout / "packaging" / "requirements.lock").read_text("utf-8")
    assert not re.search(r"https?://|--index|--extra|--find-links|/opt/|file:", text)
    blocks = re.findall(r"^([\w.-]+)==[^\n]*((?:\n    --hash[^\n]*)*)", text, re.MULTILINE)
    assert len(blocks) > 30
    assert [name for name, hashes in blocks if "--hash=sha256:" not in hashes] == []


def test_the_lock_serves_every_declared_package(checkout: Path):
    """One lock for both commands: what the program and its tests declare is all in it."""
    import tomllib

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    told = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))
    wanted = told["project"]["dependencies"] + told["dependency-groups"]["test"]
    text = (checkout / "packaging" / "requirements.lock").read_text("utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))
    for line in wanted:
        requirement = Requirement(line)
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), line


def test_qt_keeps_the_references_of_none():
    """PySide6 6.12 loses one at every void call on this Python, and aborts after some thousand."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 100


@pytest.mark.parametrize("module", ["qa_tool.work", "qa_tool.cli", "ui.window", "ui.app"])
def test_start_up_stays_light(module: str, checkout: Path):
    """Writers of files and the key library are loaded when they are used, not at the start."""
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not built yet")
    ask = f"import sys, {module}; print(*sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", ask], cwd=checkout, capture_output=True, check=True, text=True
    )
    loaded = {name.partition(".")[0] for name in answer.stdout.split()}
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("weight", ["Regular", "SemiBold", "Bold"])
def test_the_font_can_be_embedded_and_writes_the_names_of_the_people(weight: str, checkout: Path):
    """Inter as TrueType outlines, for screen and PDF, with the letters of Polish, Vietnamese, Greek and more."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    font = TTFontFile(str(checkout / "resources" / "fonts" / f"Inter-{weight}.ttf"))
    assert font.name.decode() == f"Inter-{weight}"
    for letter in "Łukasz Nguyễn Şebnem Ğ Ωνγ Жанна Óisín – ’ “ ” • … £ € ≥":
        assert ord(letter) in font.charToGlyph, letter


def test_qt_sees_one_family_with_three_weights(qapp: object, checkout: Path):
    """The style sheet asks for Inter and a weight: Qt must find all three under one name."""
    from PySide6.QtGui import QFontDatabase

    for weight in ("Regular", "SemiBold", "Bold"):
        number = QFontDatabase.addApplicationFont(
            str(checkout / "resources" / "fonts" / f"Inter-{weight}.ttf")
        )
        assert "Inter" in QFontDatabase.applicationFontFamilies(number), weight
    assert {"Regular", "SemiBold", "Bold"} <= set(QFontDatabase.styles("Inter"))


def test_every_icon_can_be_recoloured_and_has_a_licence(checkout: Path):
    """Icons are drawn in the theme's colours by replacing currentColor."""
    icons = sorted((checkout / "resources" / "icons").glob("*.svg"))
    assert len(icons) > 50
    for icon in icons:
        root = ET.parse(icon).getroot()
        assert root.get("stroke") == "currentColor", icon.name
        assert root.get("viewBox") == "0 0 24 24", icon.name
    assert "ISC License" in (checkout / "resources" / "LICENSES" / "Lucide.txt").read_text("utf-8")
    assert "OPEN FONT LICENSE" in (checkout / "resources" / "LICENSES" / "Inter-OFL.txt").read_text(
        "utf-8"
    )


def test_old_pythons_can_read_the_start(checkout: Path):
    """A Python that is too old must be able to read main.py far enough to say so."""
    import ast

    tree = ast.parse((checkout / "main.py").read_text("utf-8"), feature_version=(3, 5))
    first = [type(node).__name__ for node in tree.body[:4]]
    assert first == ["Expr", "Import", "If", "ImportFrom"]
