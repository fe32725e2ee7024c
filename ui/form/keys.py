"""The keys of the form: what each does, and where it stands on the sheet of keys."""

from collections.abc import Callable
from typing import Protocol

from ui.commands import Command, Commands
from ui.form.question import QuestionBox
from ui.form.view import FormView

GROUP = "Audit form"
MOST_GRADES = 5


class Doing(Protocol):
    """What the page lends to the keys."""

    view: FormView

    def at_work(self) -> bool:
        """Whether the form is on screen."""

    def finish(self) -> None:
        """Hand in, or save one's grades."""

    def raise_action(self, key: str) -> None:
        """Raise an action from a question."""

    def timeliness(self) -> None:
        """Show the dates of the statutory clocks."""

    def give_up(self) -> None:
        """Give the case back."""


def add_keys(commands: Commands, page: Doing) -> None:
    """Give the form its keys; they act while it is on screen."""
    view = page.view
    every: list[tuple[str, str, Callable[[], object], str, str]] = [
        ("before", "Previous domain", lambda: view.step(-1), "Ctrl+PgUp", "chevron-left"),
        ("after", "Next domain", lambda: view.step(1), "Ctrl+PgDown", "chevron-right"),
        ("up", "Previous question", lambda: view.step_question(-1), "Alt+PgUp", ""),
        ("down", "Next question", lambda: view.step_question(1), "Alt+PgDown", ""),
        ("finish", "Hand in, or save my grades", page.finish, "Ctrl+Return", "send"),
        ("safety", "Safety stop", lambda: view.show_side("safety"), "Ctrl+Shift+S", "shield-alert"),
        ("missing", "What is missing", lambda: turn(view, "missing"), "Ctrl+Shift+M", "list-checks"),
        ("guide", "Guidance", lambda: turn(view, "guide"), "Ctrl+Shift+G", "lightbulb"),
        ("help", "How to answer this question", _on(view, QuestionBox.turn_help), "Ctrl+Shift+H", ""),
        ("comment", "Comment on this question", _on(view, QuestionBox.open_comment), "Ctrl+Shift+C", ""),
        ("later", "Come back to this question later", _on(view, QuestionBox.turn_later), "Ctrl+Shift+L", "flag"),
        ("na", "Not applicable", _on(view, lambda box: box.editor.not_applicable()), "Ctrl+Shift+N", ""),
        ("clear", "Clear this answer", _on(view, QuestionBox.clear_answer), "Ctrl+Del", ""),
        ("action", "Raise an action from this question",
         _on(view, lambda box: page.raise_action(box.key)), "Ctrl+Shift+A", "list-checks"),
        ("clocks", "Dates of the statutory clocks", page.timeliness, "Ctrl+Shift+D", "clock"),
        ("give_up", "Give this case back", page.give_up, "", "log-out"),
    ]  # fmt: skip
    every += [
        (f"grade.{n}", f"Grade this domain: number {n}", _grader(view, n), f"Alt+{n}", "")
        for n in range(1, MOST_GRADES + 1)
    ]
    for name, title, call, keys, picture in every:
        commands.add(
            Command(f"form.{name}", title, call, keys, picture, GROUP, enabled=page.at_work)
        )
    commands.add(
        Command("form.tag", "Tag a theme on this question", view.tagger.open_box, "Ctrl+T", "tag",
                GROUP, enabled=lambda: page.at_work() and view.tagger.ready())
    )  # fmt: skip


def turn(view: FormView, side: str) -> None:
    """Open a side, or close it where it is open."""
    view.show_side("" if view.side == side else side)  # type: ignore[arg-type]


def _on(view: FormView, do: Callable[[QuestionBox], object]) -> Callable[[], None]:
    """Do something with the question that has the focus."""

    def act() -> None:
        box = view.question()
        if box is not None:
            do(box)

    return act


def _grader(view: FormView, place: int) -> Callable[[], bool]:
    return lambda: view.grade(place)
