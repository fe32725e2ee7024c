"""What every page promises, held for the outcome of a second reading and for calibration."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from qa_tool.work import calibration, moderation_dispute
from qa_tool.work.calibration import Wanted
from tests.ui.pages.conftest import Shown
from tests.ui.pages.made_up import TEMPLATE
from tests.ui.pages.test_every_page import (
    test_every_control_has_a_name_and_is_large_enough,
    test_nothing_goes_out_at_the_side,
    test_tab_reaches_every_control_and_comes_round,
)
from tests.work.moderated import found, read_and_close
from ui.look import apply
from ui.navigation import page_entry

__all__ = [
    "test_every_control_has_a_name_and_is_large_enough",
    "test_nothing_goes_out_at_the_side",
    "test_tab_reaches_every_control_and_comes_round",
]
WORDS = "Made up: a child of seven and a man nobody asked about, told in a few more words."
PLACES = ("answer", "disputed", "queue", "making", "grading", "spread")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """One council for all these tests: they only look."""
    made = found(tmp_path_factory.mktemp("council"))
    answer = read_and_close(made, made.hand_in(0, grade="inadequate", risk="good"), "good")
    other = read_and_close(made, made.hand_in(1, grade="inadequate", risk="good"), "good")
    ada = made.desk("per-ada")
    moderation_dispute.disagree(ada, other, "Risk: a made-up visit is on the record.")
    ids = []
    for people in (("per-ada", "per-bo"), ("per-bo", "per-mo")):
        wanted = Wanted("Winter calibration", TEMPLATE, (("R, seven", "", WORDS),), people)
        ids.append(calibration.make(made.lead, wanted).ids[0])
    for who, key in (("per-bo", "good"), ("per-mo", "inadequate")):
        desk = made.desk(who)
        opened = calibration.open_example(desk, ids[1], "ex1")
        for domain in opened.template.graded:
            calibration.keep_answer(desk, opened, f"{domain.key}.grade", key)
            calibration.keep_answer(desk, opened, f"{domain.key}.reason", WORDS)
        calibration.keep_answer(desk, opened, "overall.grade", key)
        calibration.save(desk, ids[1], "ex1", named=True)
    yield {
        "answer": ("moderation_outcome", ada, {"reading": answer}),
        "disputed": ("moderation_outcome", made.lead, {"reading": other}),
        "queue": ("moderation", made.lead, {}),
        "making": ("calibration", made.lead, {}),
        "grading": ("calibration", ada, {"session": ids[0], "example": "ex1"}),
        "spread": ("calibration", made.lead, {"session": ids[1]}),
    }
    made.lead.store.close()


@pytest.fixture(params=PLACES)
def page(request: pytest.FixtureRequest, filled: dict[str, Any], shown: Shown) -> Iterator[Any]:
    """Each place in turn."""
    key, desk, place = filled[request.param]
    made = shown(page_entry(key).make, desk, **place)
    if request.param == "making":
        made.new.click()
    yield made
    apply(QApplication.instance(), "light", 1.0)  # type: ignore[arg-type]
