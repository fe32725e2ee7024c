"""The one style sheet, made from a theme's tokens and the text size."""

from string import Template

from ui.look.fonts import family
from ui.look.marks import mark
from ui.look.now import px
from ui.look.tokens import Tokens

_SHEET = Template("""
* { outline: 0; }
QWidget { font-family: "$family"; font-size: $f14; color: $text; }
QMainWindow, QDialog, QWidget[look="ground"] { background: $ground; }
QScrollArea, QScrollArea > QWidget > QWidget[look="page"] { background: transparent; border: 0; }
QToolTip { background: $tip; color: $tip_text; border: 1px solid $edge; padding: $p4 $p8; }

QLabel { background: transparent; }
QLabel[look="muted"] { color: $muted; font-size: $f13; }
QLabel[look="h1"] { font-size: $f23; font-weight: 600; }
QLabel[look="h2"] { font-size: $f19; font-weight: 600; }
QLabel[look="h3"] { font-size: $f16; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="eyebrow"] { color: $accent; font-size: $f13; font-weight: 600; }
QLabel[look="figure"] { font-size: $f27; font-weight: 600; }
QLabel[look="danger"] { color: $danger; }
QLabel[look="warning"] { color: $warning; }
QLabel[look="success"] { color: $success; }
QLabel[look="key"] { color: $muted; border: 1px solid $edge; border-radius: $p4;
    padding: 0 $p5; font-size: $f12; }
QLabel a { color: $accent; }

QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: $r10; }
QFrame[look="card"][hot="true"]:hover { border-color: $accent; }
QFrame[look="line"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[look="banner"] { background: $accent_soft; border: 1px solid $accent; border-radius: $r8; }
QFrame[look="banner"][tone="warning"] { background: $warning_soft; border-color: $warning; }
QFrame[look="banner"][tone="danger"] { background: $danger_soft; border-color: $danger; }
QFrame[look="banner"][tone="success"] { background: $success_soft; border-color: $success; }
QFrame[look="toast"] { background: $surface; border: 1px solid $edge; border-radius: $r8; }
QFrame[look="toast"][tone="danger"] { border: 2px solid $danger; }
QFrame[look="toast"][tone="warning"] { border: 2px solid $warning; }
QFrame[look="bar"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[look="foot"] { background: $surface; border: 0; border-top: 1px solid $line; }
QDialog#jump { border: 1px solid $edge; background: $surface; }
QDialog#jump QListView { border: 0; }
QFrame[look="demo"] { background: $warning_soft; border: 0; border-bottom: 1px solid $warning; }

QPushButton { background: $surface; color: $text; border: 1px solid $edge; border-radius: $r7;
    padding: $p6 $p14; font-weight: 600; min-height: $p20; }
QPushButton:hover { background: $raised; border-color: $accent; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:checked { background: $accent_soft; border-color: $accent; color: $text; }
QPushButton:focus { border: 2px solid $focus; padding: $q6 $q14; }
QPushButton:disabled { color: $muted; border: 1px $off $line; background: $surface; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed
    { background: $accent_over; border-color: $accent_over; }
QPushButton[look="primary"]:focus { border: 1px solid $accent; padding: $p6 $p14; }
QPushButton[look="primary"]:disabled { background: $raised; color: $muted; border: 1px $off $line; }
QPushButton[look="danger"] { background: $danger; color: $on_danger; border: 1px solid $danger; }
QPushButton[look="danger"]:hover, QPushButton[look="danger"]:pressed
    { background: $danger_over; border-color: $danger_over; }
QPushButton[look="danger"]:focus { border: 1px solid $danger; padding: $p6 $p14; }
QPushButton[look="danger"]:disabled { background: $raised; color: $muted; border: 1px $off $line; }
QPushButton[look="quiet"] { background: transparent; border: 1px solid transparent; color: $accent;
    padding: $p6 $p10; }
QPushButton[look="quiet"]:hover { background: $accent_soft; }
QPushButton[look="quiet"]:focus { border: 2px solid $focus; padding: $q6 $q10; }
QPushButton[look="quiet"]:disabled { color: $muted; background: transparent; border: 1px $off transparent; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: $r7;
    padding: $p6; min-width: $p20; min-height: $p20; }
QToolButton:hover { background: $accent_soft; }
QToolButton:checked { background: $accent_soft; }
QToolButton:focus { border: 2px solid $focus; padding: $q6; }
QPushButton[look="crumb"] { background: transparent; border: 1px solid transparent; color: $muted;
    font-size: $f13; font-weight: 400; padding: 0; min-height: $p18; border-radius: $p4; }
QPushButton[look="crumb"]:hover { color: $accent; text-decoration: underline; }
QPushButton[look="crumb"]:focus { border: 1px solid $focus; color: $accent; }
QPushButton[look="search"] { color: $muted; font-weight: 400; text-align: left; }

QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit
    { background: $surface; color: $text; border: 1px solid $edge; border-radius: $r7;
      padding: $p6 $p10; selection-background-color: $accent; selection-color: $on_accent;
      placeholder-text-color: $muted; }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit { min-height: $p20; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDoubleSpinBox:focus, QDateEdit:focus { border: 2px solid $focus; padding: $q6 $q10; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border: 2px solid $danger;
    padding: $q6 $q10; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled
    { color: $muted; background: $raised; border-color: $line; }
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only { background: $raised; }
QComboBox::drop-down { border: 0; width: $p26; }
QComboBox::down-arrow { image: url("$down"); width: $p16; height: $p16; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; padding: $p4;
    selection-background-color: $accent_soft; selection-color: $text; }

QCheckBox, QRadioButton { spacing: $p8; background: transparent; padding: $p4 $p6;
    border: 2px solid transparent; border-radius: $r7; min-height: $p18; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox::indicator, QRadioButton::indicator { width: $p16; height: $p16;
    border: 1px solid $edge; background: $surface; }
QCheckBox::indicator { border-radius: $p4; }
QRadioButton::indicator { border-radius: $p8; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url("$dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $raised; }

QAbstractItemView { background: $surface; border: 0; alternate-background-color: $raised;
    selection-background-color: $accent_soft; selection-color: $text; }
QLineEdit QToolButton { padding: 0; border: 0; min-width: 0; min-height: 0; background: transparent; }
QTableView { gridline-color: $line; border: 1px solid $line; }
QTableView::item { padding: 0 $p7; border: 0; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid $focus; }
QListView { border: 1px solid $line; border-radius: $r8; padding: $p4; }
QListView::item { padding: $p6 $p8; border-radius: $r7; color: $text; }
QListView::item:selected { background: $accent_soft; color: $text; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: $raised; color: $muted; border: 0; font-weight: 600;
    font-size: $f13; border-bottom: 1px solid $line; padding: $p8 $p10; }
QHeaderView::section:hover { color: $accent; }
QTableCornerButton::section { background: $raised; border: 0; }

QTabWidget::pane { border: 0; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $muted; font-weight: 600; padding: $p8 $p10;
    border: 2px solid transparent; border-bottom: 3px solid transparent; margin-right: $p4; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $accent; }
QTabBar::tab:focus { border: 2px solid $focus; border-bottom: 3px solid $focus;
    border-radius: $p4; }

QScrollBar:vertical { background: transparent; width: $p14; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $p14; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: $p4; margin: $p3; }
QScrollBar::handle:vertical { min-height: $p32; }
QScrollBar::handle:horizontal { min-width: $p32; }
QScrollBar::handle:hover { background: $accent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar::corner, QAbstractScrollArea::corner { background: transparent; }

QMenu { background: $surface; border: 1px solid $edge; padding: $p6; }
QMenu::item { padding: $p6 $p24 $p6 $p12; border-radius: $p4; color: $text; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: $p4 $p8; }
QProgressBar { background: $groove; border: 0; border-radius: $p4; min-height: $p8;
    max-height: $p8; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: $p4; }
QSplitter::handle { background: transparent; }
QCalendarWidget QWidget { alternate-background-color: $raised; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent;
    selection-color: $on_accent; }

QFrame[look="nav"] { background: $nav; border: 0; border-right: 1px solid $nav_line; }
QFrame[look="nav"] QScrollArea, QWidget[look="nav_list"] { background: $nav; }
QFrame[look="nav_foot"] { background: $nav; border: 0; border-top: 1px solid $nav_now; }
QFrame[look="nav"] QLabel { color: $nav_muted; font-size: $f13; font-weight: 600; }
QFrame[look="nav"] QLabel[look="name"] { color: $nav_text; font-size: $f16; }
QFrame[look="nav"] QScrollBar:vertical { width: 6px; }
QFrame[look="nav"] QScrollBar::handle { background: $nav_muted; border-radius: 2px; margin: 1px; }
QPushButton[look="nav"] { background: transparent; color: $nav_text; border: 2px solid transparent;
    border-radius: $r7; padding: $p3 $p10; text-align: left; font-weight: 400; }
QPushButton[look="nav_group"] { background: transparent; color: $nav_muted; border: 2px solid transparent;
    border-radius: $r7; padding: $p4 $p6; text-align: left; font-size: $f13; font-weight: 600; }
QPushButton[look="nav_group"]:hover { background: $nav_over; }
QPushButton[look="nav_group"]:focus { border: 2px solid $nav_focus; }
QPushButton[look="nav"]:hover { background: $nav_over; }
QPushButton[look="nav"]:checked { background: $nav_now; color: $nav_now_text; font-weight: 600; }
QPushButton[look="nav"]:focus { border: 2px solid $nav_focus; padding: $p3 $p10; }
""")


def sheet(tokens: Tokens) -> str:
    """The style sheet of a theme at the text size that is on."""
    words = {
        name: value for name in tokens.__slots__ if isinstance(value := getattr(tokens, name), str)
    }
    words |= {f"f{size}": f"{px(size)}px" for size in (12, 13, 14, 16, 19, 23, 27)}
    words |= {f"p{size}": f"{px(size)}px" for size in range(3, 33)}
    words |= {f"q{size}": f"{px(size) - 1}px" for size in (6, 10, 14)}
    words |= {f"r{size}": f"{size}px" for size in (7, 8, 10)}
    words |= {
        "family": family(),
        "down": mark("down", tokens.muted),
        "tick": mark("tick", tokens.on_accent),
        "dot": mark("dot", tokens.on_accent),
        # Where every word is as strong as any other, only the edge can say that a button does nothing.
        "off": "dashed" if tokens.name == "high" else "solid",
    }
    return _SHEET.substitute(words)
