"""A made-up framework for these tests, with one small template; nothing in it is anybody's."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from qa_tool.framework import settings
from qa_tool.framework.model import Content, Framework, Planned, Setting, TemplateRef
from qa_tool.notice.ladder import Ladder, Stage
from qa_tool.paths import FORMS
from qa_tool.policy.model import Policy
from qa_tool.template.model import Template
from qa_tool.template.plain import fingerprint
from qa_tool.template.read import read_template
from qa_tool.theme.model import Theme


def template() -> Template:
    """The shipped dip sample."""
    found = read_template(FORMS / "front_door_dip_sample.toml")[0]
    assert found is not None
    return found


DIP = template()
MARK = fingerprint(DIP)
TEXTS = {MARK: DIP}
LADDER = Ladder(
    "made_up", "Made-up ladder", "other",
    (Stage("informal", 0, "Informal", "Team manager", 5, formal=False),
     Stage("one", 1, "Stage 1", "Head of service", 5)),
    date(2026, 4, 1), "Local pattern",
)  # fmt: skip
THEME = Theme("drift", "Made-up drift", "development", "Nothing happened for months.")
CONTENT = Content(
    (TemplateRef(DIP.key, DIP.title, DIP.version, MARK),), settings.of_policy(Policy()),
    (Planned("autumn", "Autumn", 9, 3, (DIP.key,)),), (LADDER,), (THEME,),
)  # fmt: skip
FRAMEWORK = Framework("fwk-one", "Made-up framework", "1", CONTENT)

_words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
_some = _words.map(str.strip).filter(bool)


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """A framework with words and numbers of any kind that one may hold."""
    rounds = draw(st.lists(st.builds(
        Planned, _some, _some, st.integers(1, 12), st.integers(1, 24), st.just((DIP.key,)),
        theme=_words, audits=st.integers(0, 500), share=st.none() | st.integers(0, 100),
    ), max_size=3, unique_by=lambda one: one.key))  # fmt: skip
    themes = draw(st.lists(st.builds(
        Theme, _some, _some, st.sampled_from(["strength", "development"]), _some, counts=_words,
    ), max_size=3, unique_by=(lambda one: one.id, lambda one: one.title.casefold())))  # fmt: skip
    values = draw(st.lists(st.integers(0, 100), min_size=1, max_size=3))
    given = (Setting("clocks.child_action_days", tuple(values)),)
    content = replace(CONTENT, rounds=tuple(rounds), themes=tuple(themes), settings=given)
    planned = draw(st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)))
    return Framework("fwk-any", draw(_some), draw(_some), content, draw(_words), planned)
