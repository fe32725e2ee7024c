"""Lines that people type for a session come back as they were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_tool.diagnostic.model import Came, Indicator
from qa_tool.diagnostic.typed import came_of, came_text, scorecard_of, scorecard_text
from qa_tool.errors import QAError

WORD = st.text("abcdefgh %0123456789", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.dictionaries(WORD, st.integers(0, 99), max_size=5))
def test_who_came_survives_the_way_to_text_and_back(roles: dict[str, int]) -> None:
    """Roles and numbers are the same after text and reading."""
    came = tuple(Came(role, n) for role, n in roles.items())
    assert came_of(came_text(came)) == came


@given(st.lists(st.tuples(WORD, WORD, st.one_of(st.just(""), WORD)), max_size=5))
def test_the_scorecard_survives_too(rows: list[tuple[str, str, str]]) -> None:
    """Indicator, value and target are the same after text and reading."""
    kept = tuple(Indicator(*row) for row in rows)
    assert scorecard_of(scorecard_text(kept)) == kept


def test_what_cannot_be_read_is_told_with_an_example() -> None:
    """A line without a number counts one person; no number after a colon is refused."""
    assert came_of("Team manager\n\nSocial worker: 3") == (
        Came("Team manager", 1), Came("Social worker", 3),
    )  # fmt: skip
    with pytest.raises(QAError, match="has no number"):
        came_of("Social worker: many")
    with pytest.raises(QAError, match="not a line of the scorecard"):
        scorecard_of("Visits in time")
