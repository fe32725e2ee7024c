"""Where a publication stands, and who may say yes to it."""

from datetime import UTC, datetime

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.publication import rules
from qa_tool.publication.model import LONGEST, SECTIONS, Act, Step


def step(act: Act, by: str = "ada", mark: str = "m", turn: int = 1) -> Step:
    """One step."""
    return Step(
        f"{act}{turn}", "pub", act, by, datetime(2026, 4, 1, turn, tzinfo=UTC), mark, "", turn
    )


def test_a_yes_counts_only_for_what_it_was_said_to() -> None:
    """A changed word makes another mark, and then nobody has reviewed or approved it."""
    steps = [step("reviewed", turn=1), step("approved", "bea", turn=2)]
    assert rules.standing(steps, "m").state == "approved"
    assert rules.standing(steps, "other").state == "draft"


def test_sent_back_is_a_draft_again() -> None:
    """After it was sent back the earlier yeses do not count, later ones do."""
    steps = [step("reviewed", turn=1), step("returned", "bea", turn=2)]
    assert rules.standing(steps, "m").state == "draft"
    again = [*steps, step("reviewed", turn=3)]
    assert rules.standing(again, "m").state == "reviewed"


def test_the_order_is_what_the_writers_knew_of_not_the_order_of_reading() -> None:
    """Steps in any order give the same state."""
    steps = [step("reviewed", turn=1), step("returned", "bea", turn=2), step("reviewed", turn=3)]
    assert rules.standing(reversed(steps), "m") == rules.standing(steps, "m")


def test_published_stays_published_whatever_is_written_later() -> None:
    """What people have on paper does not become a draft again; only withdrawing ends it."""
    steps = [step("reviewed"), step("approved", turn=2), step("published", turn=3)]
    assert rules.standing(steps, "other").state == "published"
    gone = [*steps, step("withdrawn", mark="x", turn=4)]
    assert rules.standing(gone, "m").state == "withdrawn"


def test_two_people_see_it() -> None:
    """Nobody approves what they reviewed, or reviews what they alone wrote, or approves unseen."""
    reviewed = rules.standing([step("reviewed", "ada")], "m")
    with pytest.raises(Refused, match="cannot approve it too"):
        rules.may("approved", reviewed, "ada")
    rules.may("approved", reviewed, "bea")
    draft = rules.standing([], "m")
    with pytest.raises(Refused, match="Nobody has reviewed"):
        rules.may("approved", draft, "bea")
    with pytest.raises(Refused, match="somebody else has to review"):
        rules.may("reviewed", draft, "ada", ["ada"])
    rules.may("reviewed", draft, "ada", ["ada", "bea"])


def test_nothing_is_published_without_both_or_changed_afterwards() -> None:
    """Publishing needs an approval; what is published can only be withdrawn."""
    with pytest.raises(Refused, match="not approved"):
        rules.may("published", rules.standing([step("reviewed")], "m"), "bea")
    out = rules.standing([step("published")], "m")
    with pytest.raises(Refused, match="stays as it is"):
        rules.may("returned", out, "ada")
    rules.may("withdrawn", out, "ada")
    with pytest.raises(Refused, match="not been published"):
        rules.may("withdrawn", rules.standing([], "m"), "ada")


def test_words_are_kept_as_typed_up_to_their_length() -> None:
    """Markup and line breaks stay; control characters go; 40,001 characters are refused with both numbers."""
    assert rules.checked_text("<b>a</b> & c\r\nd\x00\x07") == "<b>a</b> & c\nd"
    assert len(rules.checked_text("x" * LONGEST)) == LONGEST
    with pytest.raises(QAError, match="40,001 characters; 40,000"):
        rules.checked_text("x" * (LONGEST + 1))


def test_every_section_has_a_key_of_its_own() -> None:
    """A section is found by its key, and an unknown one is refused with the list."""
    assert len({one.key for one in SECTIONS}) == len(SECTIONS)
    assert rules.section_of("foreword").needed
    with pytest.raises(QAError, match="no section called 'poem'"):
        rules.section_of("poem")
