"""Each piece by itself: what it tells, by key and to a screen reader."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.gallery import GRADES
from ui import look
from ui.widgets import (
    Banner,
    BigFigure,
    Button,
    DateField,
    Eliding,
    EmptyState,
    EqualGrid,
    FlowRow,
    GradeChip,
    GradeGroup,
    Labelled,
    PassphraseField,
    Picker,
    Scroll,
    SearchField,
    TextBox,
    Words,
    column,
    read_date,
)


def role(widget: QWidget) -> QAccessible.Role:
    """What a screen reader calls the widget."""
    return QAccessible.queryAccessibleInterface(widget).role()


@pytest.fixture
def group(qtbot: QtBot) -> GradeGroup:
    """Five grades, none chosen, with the focus on the first."""
    made = GradeGroup("Grade of risk")
    qtbot.addWidget(made)
    made.show_choices(GRADES)
    made.resize(700, 100)
    made.show()
    made.activateWindow()
    made.buttons()[0].setFocus()
    return made


def test_numbers_choose_a_grade_by_its_place(qtbot: QtBot, group: GradeGroup):
    """With the focus in the group the keys 1 to 5 stand for places in display order."""
    for place, grade in enumerate(GRADES, 1):
        with qtbot.waitSignal(group.chosen) as told:
            qtbot.keyClick(group.focusWidget(), str(place))
        assert told.args == [grade.key]
        assert group.value() == grade.key
    with qtbot.assertNotEmitted(group.chosen):
        qtbot.keyClick(group.focusWidget(), "6")


def test_arrows_look_round_without_changing_the_grade(qtbot: QtBot, group: GradeGroup):
    """Arrows move the focus; only Space, Enter or a number choose."""
    group.show_chosen("good")
    group.buttons()[1].setFocus()
    with qtbot.assertNotEmitted(group.chosen):
        qtbot.keyClick(group.focusWidget(), Qt.Key.Key_Right)
        qtbot.keyClick(group.focusWidget(), Qt.Key.Key_Down)
    assert group.focusWidget() is group.buttons()[3]
    assert group.value() == "good"
    qtbot.keyClick(group.focusWidget(), Qt.Key.Key_Return)
    assert group.value() == "inadequate"
    qtbot.keyClick(group.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(group.focusWidget(), Qt.Key.Key_Right)
    assert group.focusWidget() is group.buttons()[0]
    qtbot.keyClick(group.focusWidget(), Qt.Key.Key_Space)
    assert group.value() == "outstanding"


def test_delete_clears_a_grade(qtbot: QtBot, group: GradeGroup):
    """A grade given by mistake can be taken back; nothing is told twice."""
    group.show_chosen("good")
    with qtbot.waitSignal(group.chosen) as told:
        qtbot.keyClick(group.focusWidget(), Qt.Key.Key_Delete)
    assert told.args == [""]
    assert group.value() == ""
    with qtbot.assertNotEmitted(group.chosen):
        qtbot.keyClick(group.focusWidget(), Qt.Key.Key_Delete)


def test_other_keys_go_on_to_the_page(qtbot: QtBot, group: GradeGroup):
    """N for not applicable and Ctrl+2 belong to the page, not to the grades."""
    with qtbot.assertNotEmitted(group.chosen):
        qtbot.keyClick(group.focusWidget(), Qt.Key.Key_N)
        qtbot.keyClick(group.focusWidget(), "2", Qt.KeyboardModifier.ControlModifier)
    assert group.value() == ""


def test_only_one_tab_stop_and_always_one_grade(group: GradeGroup):
    """Tab stops at the chosen grade, or at the first; two grades are never chosen."""
    assert [b.focusPolicy() == Qt.FocusPolicy.StrongFocus for b in group.buttons()] == [
        True, False, False, False, False,
    ]  # fmt: skip
    group.choose_place(4)
    assert [b.focusPolicy() == Qt.FocusPolicy.StrongFocus for b in group.buttons()][3]
    group.choose_place(2)
    assert [b.isChecked() for b in group.buttons()] == [False, True, False, False, False]


def test_grades_are_radio_buttons_with_whole_names(group: GradeGroup):
    """A screen reader hears which grade of how many, not a check box."""
    for place, button in enumerate(group.buttons(), 1):
        assert role(button) == QAccessible.Role.RadioButton
        assert button.accessibleName() == f"Grade {place} of 5: {GRADES[place - 1].word}"


def test_a_grade_that_is_only_shown_cannot_be_changed(qtbot: QtBot, group: GradeGroup):
    """Read only means by mouse, by key and by Alt."""
    group.show_chosen("good")
    group.show_read_only(True)
    assert not group.choose_place(1)
    qtbot.mouseClick(group.buttons()[0], Qt.MouseButton.LeftButton)
    assert group.value() == "good"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [330, 640, 1100])
def test_no_grade_word_is_cut(qtbot: QtBot, scale: float, width: int):
    """The longest word of a grade has all the height it needs, at every text size and width."""
    look.apply(QGuiApplication.instance(), "light", scale)
    group = GradeGroup("Grade of risk")
    group.show_choices(GRADES)
    holder = Scroll(column(group))
    qtbot.addWidget(holder)
    holder.resize(width, 500)
    holder.show()
    QGuiApplication.processEvents()
    for button in group.buttons():
        assert button.height() >= button.heightForWidth(button.width())
        assert button.geometry().right() < holder.viewport().width()


def test_typing_is_told_after_a_pause_and_at_once_when_leaving(qtbot: QtBot):
    """Half a second after the last key, and never twice; leaving the field does not wait."""
    box = TextBox("Reason")
    box.PAUSE = 60
    qtbot.addWidget(box)
    box.show()
    with qtbot.waitSignal(box.changed, timeout=1000) as told:
        qtbot.keyClicks(box, "abc")
    assert told.args == ["abc"]
    box.PAUSE = 60_000
    qtbot.keyClicks(box, "d")
    with qtbot.waitSignal(box.changed, timeout=100) as told:
        box.flush()
    assert told.args == ["abcd"]
    with qtbot.assertNotEmitted(box.changed):
        box.flush()


def test_showing_a_text_is_no_typing(qtbot: QtBot):
    """What the program shows is not told back as an answer; the cursor stays where it was."""
    box = TextBox("Reason")
    qtbot.addWidget(box)
    with qtbot.assertNotEmitted(box.changed):
        box.show_text("one two")
        box.flush()
    cursor = box.textCursor()
    cursor.setPosition(4)
    box.setTextCursor(cursor)
    box.show_text("one two")
    assert box.textCursor().position() == 4


def test_a_text_box_grows_with_its_text_and_lets_tab_go(qtbot: QtBot):
    """More lines make it higher up to a bound; Tab leaves it, as no keyboard may be caught."""
    box = TextBox("Reason", least=3, most=6)
    qtbot.addWidget(box)
    box.resize(400, 80)
    box.show()
    small = box.height()
    box.show_text("line\n" * 5)
    grown = box.height()
    box.show_text("line\n" * 60)
    assert small < grown < box.height() + 1
    assert box.height() < small * 3
    assert box.tabChangesFocus()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3/10/2026", date(2026, 10, 3)),
        ("03.10.26", date(2026, 10, 3)),
        ("3 10 2026", date(2026, 10, 3)),
        ("2026-10-03", date(2026, 10, 3)),
        ("03102026", date(2026, 10, 3)),
        ("29/2/2024", date(2024, 2, 29)),
        ("29/2/2026", None),
        ("3/13/2026", None),
        ("0/0/0", None),
        ("1/1/0000", None),
        ("yesterday", None),
        ("", None),
        ("١/١/٢٠٢٦", None),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, meant: date | None):
    """Day, month, year in the usual ways; never month first."""
    assert read_date(typed) == meant


@given(st.dates())
def test_every_date_that_is_shown_is_read_back(day: date):
    """What the field shows is what it reads."""
    assert read_date(f"{day.day}/{day.month}/{day.year:04}") == day
    assert read_date(day.isoformat()) == day


@given(st.text(max_size=30))
def test_reading_a_date_never_fails(text: str):
    """Whatever is typed gives a date or none."""
    read_date(text)


def test_a_wrong_date_stays_and_says_what_to_type(qtbot: QtBot):
    """Nothing typed is thrown away; the last good date is not told as if it were meant."""
    field = DateField("Seen on")
    qtbot.addWidget(field)
    field.show()
    with qtbot.waitSignal(field.changed) as told:
        qtbot.keyClicks(field.line, "3/10/2026")
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert told.args == [date(2026, 10, 3)]
    with qtbot.assertNotEmitted(field.changed):
        field.line.setText("31/31/2026")
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "31/31/2026"
    assert "3/10/2026" in field.problem()
    assert field.line.accessibleDescription() == field.problem()
    with qtbot.waitSignal(field.changed) as told:
        field.line.clear()
        qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert told.args == [None]


def test_the_wheel_changes_no_choice(qtbot: QtBot):
    """Scrolling the page over a list of choices must not answer a question."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QWheelEvent

    picker = Picker("Owner", [("a", "Amara"), ("b", "Ben")], "a")
    qtbot.addWidget(picker)
    picker.show()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(picker, wheel)
    assert picker.value() == "a"
    with qtbot.waitSignal(picker.picked) as told:
        qtbot.keyClick(picker, Qt.Key.Key_Down)
    assert told.args == ["b"]


def test_a_search_waits_for_a_pause_and_escape_empties_it(qtbot: QtBot):
    """One search for a word, not one a key."""
    field = SearchField("Filter", "Filter")
    qtbot.addWidget(field)
    field.show()
    told: list[str] = []
    field.searched.connect(told.append)
    qtbot.keyClicks(field, "north")
    qtbot.waitUntil(lambda: told == ["north"], timeout=1000)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: told == ["north", ""], timeout=1000)


def test_a_passphrase_is_hidden_can_be_pasted_and_shown(qtbot: QtBot):
    """No memory test: paste works; showing is one key away and says what it does."""
    field = PassphraseField()
    qtbot.addWidget(field)
    field.show()
    QGuiApplication.clipboard().setText("four made up words")
    field.line.setFocus()
    field.line.paste()
    assert field.value() == "four made up words"
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    eye = next(b for b in field.findChildren(QWidget) if b.accessibleName() == "Show passphrase")
    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Hide passphrase"
    field.empty()
    assert (field.value(), field.line.echoMode()) == ("", QLineEdit.EchoMode.Password)


def test_a_tile_says_its_figure_in_words(qtbot: QtBot):
    """A figure is read aloud with what it counts."""
    tile = BigFigure("6", "actions overdue", "of 41", 0.1)
    qtbot.addWidget(tile)
    assert tile.accessibleName() == "6 actions overdue. of 41"


def test_chips_say_their_word_and_differ_by_shape(qtbot: QtBot):
    """The word is read aloud; two grades differ even without colour."""
    pictures = []
    for grade in GRADES:
        chip = GradeChip(grade.tone, "")
        qtbot.addWidget(chip)
        chip.show_grade(grade.tone, "")
        chip.resize(QSize(60, 26))
        grey = chip.grab().toImage().convertToFormat(chip.grab().toImage().Format.Format_Mono)
        pictures.append(grey)
        chip.show_grade(grade.tone, grade.word)
        assert chip.accessibleName() == grade.word
    assert all(a != b for n, a in enumerate(pictures) for b in pictures[n + 1 :])


def test_a_shortened_line_tells_all_of_it(qtbot: QtBot):
    """What has no room is never simply cut: … and the whole as a tip."""
    line = Eliding("A rather long name of a quarterly sample of audits")
    qtbot.addWidget(line)
    line.resize(90, 20)
    line.show()
    assert line.text().endswith("…")
    assert line.toolTip() == line.whole()
    line.resize(900, 20)
    assert line.text() == line.whole()
    assert line.toolTip() == ""


def test_words_are_never_markup(qtbot: QtBot):
    """What people typed is shown as typed, and loads nothing."""
    words = Words("<b>bold</b> <img src='file:///x'>")
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText


def test_a_row_wraps_where_the_room_is_short(qtbot: QtBot):
    """Buttons go to the next line instead of out of the window."""
    line = FlowRow(*(Button(f"Button number {n}") for n in range(6)))
    qtbot.addWidget(line)
    line.resize(1200, line.heightForWidth(1200))
    one_line = line.heightForWidth(1200)
    assert line.heightForWidth(300) > 2 * one_line
    line.resize(300, line.heightForWidth(300))
    line.show()
    for button in line.findChildren(QPushButton):
        assert button.geometry().right() <= 300


def test_tiles_share_the_width_and_never_leave_one_alone(qtbot: QtBot):
    """Four tiles stand four, two, or one in a line, never three and one."""
    grid = EqualGrid(*(QLabel("x") for _ in range(4)), least=200, spacing=10)
    qtbot.addWidget(grid)
    found = set()
    for width in range(180, 1000, 10):
        grid.resize(width, 300)
        grid.show()
        tops = [label.y() for label in grid.findChildren(QLabel)]
        found.add(tops.count(tops[0]))
    assert found == {1, 2, 4}


def test_an_empty_page_says_what_to_do(qtbot: QtBot):
    """Words and the one button that helps."""
    done: list[bool] = []
    empty = EmptyState("No audits", "Allocate a case first.", "Allocate", lambda: done.append(True))
    qtbot.addWidget(empty)
    empty.show()
    empty.button.click()
    assert done == [True]


def test_a_banner_without_words_is_not_there(qtbot: QtBot):
    """A banner comes and goes with its words."""
    banner = Banner("Two audits wait.", "warning", "Show", lambda: None)
    qtbot.addWidget(banner)
    banner.show()
    assert banner.isVisible()
    assert banner.accessibleName() == "Two audits wait."
    banner.show_message("")
    assert not banner.isVisible()


def test_a_field_says_what_is_wrong_under_itself(qtbot: QtBot):
    """The sentence stands at the field, and the field is marked."""
    field = Labelled("Due", QLineEdit(), "A working day.", required=True)
    qtbot.addWidget(field)
    field.show()
    assert field.field.accessibleName() == "Due"
    field.show_problem("The date is in the past.")
    assert "The date is in the past." in [
        w.text() for w in field.findChildren(Words) if w.isVisible()
    ]
    assert field.field.property("wrong") is True


def test_a_button_that_cannot_be_pressed_says_why(qtbot: QtBot):
    """Disabled with a reason for eye and ear, and free again."""
    button = Button("Hand in")
    qtbot.addWidget(button)
    button.forbid("Three questions need an answer.")
    assert (button.isEnabled(), button.toolTip()) == (False, "Three questions need an answer.")
    assert button.accessibleDescription() == "Three questions need an answer."
    button.forbid("")
    assert button.isEnabled()
