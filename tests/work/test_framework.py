"""A framework's life: written from what the council has, sent out, proposed, in effect, replaced."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.framework.model import Planned
from qa_tool.store import framework as shelf
from qa_tool.work import (
    framework,
    framework_comment,
    framework_effect,
    framework_view,
    notice_ladder,
    session,
    theme,
)
from qa_tool.work import template as templates
from qa_tool.work.framework_now import now
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
TODAY = date(2026, 11, 20)


def begun(lead: Workspace, version: str = "9") -> str:
    """A draft of the council's framework."""
    return framework.begin(lead, "Made-up framework", version, "New clocks").ids[0]


def proposed(desk: Desk, version: str = "9") -> str:
    """A draft that changes a setting, proposed."""
    lead = desk("qa lead")
    made = begun(lead, version)
    framework.set_value(lead, made, "clocks.feedback_days", (3,))
    framework.propose(lead, made)
    return made


def test_a_draft_says_what_the_council_works_by(desk: Desk) -> None:
    """Templates by fingerprint, settings, ladders and themes are those in use; rounds are planned."""
    lead = desk("qa lead")
    one = framework.whole(lead, begun(lead))
    have = now(lead)
    assert one.content.templates == have.templates
    assert {t.fingerprint for t in have.templates} == {
        row.fingerprint for row in templates.rows(lead) if row.current
    }
    assert one.content.setting("moderation_share").values == (30,)  # type: ignore[union-attr]
    assert len(one.content.ladders) == len(notice_ladder.in_use(lead))
    assert len(one.content.themes) == len(theme.codebook(lead).in_use)
    assert one.content.rounds


def test_only_the_cswo_puts_it_into_effect_and_only_what_is_proposed(desk: Desk) -> None:
    """The QA lead proposes; the CSWO decides; a draft cannot slip through."""
    lead = desk("qa lead")
    draft = begun(lead)
    made = proposed(desk, "10")
    with pytest.raises(Refused, match="role"):
        framework_effect.put_into_effect(desk("qa lead"), made)
    chief = desk("cswo")
    with pytest.raises(Refused, match="not proposed"):
        framework_effect.put_into_effect(chief, draft)
    framework_effect.put_into_effect(chief, made)
    assert chief.policy.clocks.feedback_days == 3
    stands = framework.in_effect(chief)
    assert stands is not None
    assert stands.version == "10"


def test_the_preview_says_field_by_field_what_changes_and_nothing_more(desk: Desk) -> None:
    """One clock was changed: that is one line, with before and after."""
    made = proposed(desk)
    plan = framework_effect.preview(desk("cswo"), made)
    assert [str(c) for c in plan.changes] == [
        "Practitioner and manager hear of an audit within: 5 working days → 3 working days"
    ]
    assert plan.goes == ()
    assert plan.hinders == ()


def test_what_stands_in_no_framework_is_not_touched(desk: Desk) -> None:
    """Numbers to ring, name and titles stay as the council typed them."""
    lead = desk("qa lead")
    policy = replace(lead.policy, numbers=replace(lead.policy.numbers, danger="Made-up 01"))
    session.keep_policy(lead, policy)
    made = proposed(desk)
    chief = desk("cswo")
    framework_effect.put_into_effect(chief, made)
    assert chief.policy.numbers == policy.numbers
    assert chief.policy.council_name == policy.council_name
    assert chief.policy.lock_minutes == policy.lock_minutes


def test_templates_ladders_and_themes_follow_in_the_same_act(desk: Desk) -> None:
    """A version brought back from before puts its own texts back into use."""
    lead = desk("qa lead")
    made = begun(lead)
    framework.propose(lead, made)
    old = framework.whole(lead, made).content
    one = old.themes[0]
    theme.reword(lead, replace(theme.theme(lead, one.id), definition="Other made-up words."))
    ladder = old.ladders[0]
    notice_ladder.keep(lead, replace(ladder, title="Another made-up title"))
    template, mark = templates.current(lead, old.templates[0].key)
    templates.use(lead, [replace(template, version="99", about="Other words.")])
    chief = desk("cswo")
    said = {c.clause for c in framework_effect.preview(chief, made).changes}
    assert said == {f"theme/{one.id}", f"ladder/{ladder.key}", f"template/{template.key}"}
    framework_effect.put_into_effect(chief, made)
    assert theme.theme(chief, one.id).definition == one.definition
    assert templates.current(chief, template.key)[1] == mark
    assert next(r.ladder for r in notice_ladder.in_use(chief)) == ladder
    assert framework_effect.drift(chief) == ()


def test_nothing_half_comes_into_effect(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trouble in the middle leaves the policy, the templates and the list as they were."""
    made = proposed(desk)
    chief = desk("cswo")
    lead_theme = now(chief).themes[0]
    theme.retire(chief, lead_theme.id, "Made-up reason")
    entries = len(list(chief.store.ledger.entries()))

    def fail(*_given: object) -> None:
        raise QAError("Made-up trouble")

    monkeypatch.setattr(framework_effect, "_write_theme", fail)
    with pytest.raises(QAError, match="Made-up trouble"):
        framework_effect.put_into_effect(chief, made)
    assert chief.policy.clocks.feedback_days == 5
    assert framework.timeline(chief).effects == () or framework.in_effect(chief).framework != made  # type: ignore[union-attr]
    assert len(list(chief.store.ledger.entries())) == entries


def test_a_theme_of_the_framework_before_is_retired_when_the_next_leaves_it_out(desk: Desk) -> None:
    """What was in the last framework and is not in this one goes; what never was in one stays."""
    made = proposed(desk)
    framework_effect.put_into_effect(desk("cswo"), made)
    lead = desk("qa lead")
    gone = framework.whole(lead, made).content.themes[0]
    fresh = theme.Theme("", "Made-up new theme", "strength", "Made-up meaning.")
    own = theme.add(lead, fresh).ids[0]
    second = begun(lead, "10")
    framework.leave_out(lead, second, f"theme/{gone.id}")
    framework.leave_out(lead, second, f"theme/{own}")
    framework.leave_out(lead, second, "template/practice_observation")
    framework.propose(lead, second)
    chief = desk("cswo")
    plan = framework_effect.preview(chief, second)
    assert plan.goes == ("Template “Practice observation”", f"Theme “{gone.title}”")
    assert "Made-up new theme" in plan.stays
    framework_effect.put_into_effect(chief, second)
    assert theme.theme(chief, gone.id).state == "retired"
    assert theme.theme(chief, own).state == "in_use"
    assert "practice_observation" not in templates.offered(chief)


def test_exactly_one_stands_on_a_day_and_the_older_stays_readable(desk: Desk) -> None:
    """The second takes the place of the first; on one day the later decision stands."""
    one = proposed(desk, "9")
    chief = desk("cswo")
    framework_effect.put_into_effect(chief, one)
    lead = desk("qa lead")
    two = begun(lead, "10")
    framework.propose(lead, two)
    chief = desk("cswo")
    chief.clock._moment += timedelta(days=30)  # type: ignore[attr-defined]
    framework_effect.put_into_effect(chief, two)
    line = framework.timeline(chief)
    mine = [s for s in line.spans() if s.effect.framework in {one, two}]
    assert [(s.effect.version, s.ends) for s in mine] == [
        ("9", TODAY + timedelta(days=30)), ("10", None),
    ]  # fmt: skip
    for days in (0, 29, 30, 400):
        stands = framework.in_effect(chief, TODAY + timedelta(days=days))
        assert stands is not None
        assert stands.framework == (one if days < 30 else two)
    first = framework_view.view(chief, one)
    assert first.row.standing == "replaced"
    assert first.clauses
    with pytest.raises(Refused, match="came into effect"):
        framework.set_value(chief, one, "clocks.reply_days", (9,))


def test_what_came_into_effect_stays_though_somebody_writes_on_elsewhere(desk: Desk) -> None:
    """A change of the draft that arrives later from another laptop does not change what stood."""
    made = proposed(desk)
    chief = desk("cswo")
    framework_effect.put_into_effect(chief, made)
    late = replace(framework.whole(chief, made), name="Changed elsewhere")
    with chief.store.together():
        chief.write("framework", made, {"framework": late})
    assert framework_view.view(chief, made).framework.name == "Made-up framework"


def test_a_version_planned_for_later_waits_for_its_day(desk: Desk) -> None:
    """Before that day it is refused, with the day; on it, it comes into effect from then."""
    lead = desk("qa lead")
    made = begun(lead)
    framework.revise(
        lead, made, name="Made-up framework", version="9", note="", planned=date(2027, 4, 1)
    )
    framework.propose(lead, made)
    chief = desk("cswo")
    with pytest.raises(Refused, match="1 April 2027"):
        framework_effect.put_into_effect(chief, made)
    chief.clock._moment += timedelta(days=140)  # type: ignore[attr-defined]
    framework_effect.put_into_effect(chief, made)
    assert framework.in_effect(chief).day >= date(2027, 4, 1)  # type: ignore[union-attr]


def test_an_unanswered_comment_holds_the_proposal(desk: Desk) -> None:
    """People who were asked get an answer before it goes on."""
    lead = desk("qa lead")
    made = begun(lead)
    framework.send_out(lead, made, TODAY + timedelta(days=14))
    ada = desk("auditor")
    framework_comment.say(ada, made, "setting/clocks.feedback_days", "Three days are too few.")
    lead = desk("qa lead")
    with pytest.raises(Refused, match="no answer"):
        framework.propose(lead, made)
    comment = shelf.comments(lead.store, made)[0]
    with pytest.raises(QAError, match="no reason"):
        framework_comment.answer(lead, comment.id, "not_accepted", " ")
    framework_comment.answer(lead, comment.id, "accepted", "Five again.")
    framework.propose(lead, made)
    said = framework_view.view(lead, made).comments["setting/clocks.feedback_days"]
    assert said[0].answer is not None
    assert said[0].answer.decision == "accepted"


def test_colleagues_read_a_comment_without_its_name(desk: Desk) -> None:
    """Who wrote the framework knows who said what; others read what was said."""
    lead = desk("qa lead")
    made = begun(lead)
    framework.send_out(lead, made)
    framework_comment.say(desk("auditor"), made, "whole", "Far too many forms.")
    own = framework_view.view(desk("auditor"), made).comments["whole"][0]
    other = framework_view.view(desk("iro"), made).comments["whole"][0]
    keeper = framework_view.view(desk("qa lead"), made).comments["whole"][0]
    assert own.who == keeper.who != "Somebody"
    assert (other.who, other.comment.text) == ("Somebody", "Far too many forms.")


def test_a_draft_is_nobody_elses_until_it_goes_out(desk: Desk) -> None:
    """An auditor does not find a draft, finds it when it is out, and cannot change it."""
    lead = desk("qa lead")
    made = begun(lead)
    ada = desk("auditor")
    assert made not in {row.id for row in framework_view.rows(ada)}
    with pytest.raises(QAError, match="no such framework"):
        framework_view.view(ada, made)
    framework.send_out(desk("qa lead"), made)
    ada = desk("auditor")
    assert made in {row.id for row in framework_view.rows(ada)}
    with pytest.raises(Refused, match="role"):
        framework.set_value(ada, made, "clocks.reply_days", (9,))


def test_home_tells_each_what_waits_for_them(desk: Desk) -> None:
    """Out for comments: colleagues once; then the answer; then the CSWO's yes."""
    lead = desk("qa lead")
    made = begun(lead)

    def told(name: str) -> list[str]:
        found = framework.waiting(desk(name))
        return [w.title for w in found if w.place["framework"] == made]

    framework.send_out(lead, made, TODAY + timedelta(days=3))
    assert told("auditor") == ["Made-up framework, version 9 is out for comments"]
    assert told("qa lead") == []
    framework_comment.say(desk("auditor"), made, "whole", "Good.")
    assert told("auditor") == []
    assert told("qa lead") == ["1 comment on Made-up framework, version 9 without an answer"]
    lead = desk("qa lead")
    framework_comment.answer(lead, shelf.comments(lead.store, made)[0].id, "accepted", "Thank you.")
    framework.propose(lead, made)
    assert told("cswo") == ["Made-up framework, version 9 is proposed"]
    framework_effect.put_into_effect(desk("cswo"), made)
    assert told("cswo") == []


def test_wrong_values_are_refused_with_place_and_cure(desk: Desk) -> None:
    """The same ranges as on the settings page; a calendar names only what is in the framework."""
    lead = desk("qa lead")
    made = begun(lead)
    with pytest.raises(QAError, match="400 is outside"):
        framework.set_value(lead, made, "moderation_share", (400,))
    with pytest.raises(QAError, match="not in this framework"):
        framework.keep_round(lead, made, Planned("", "Made-up", 9, 3, ("no_such",)))
    with pytest.raises(QAError, match="already"):
        begun(lead)
    assert framework.whole(lead, made).content.setting("moderation_share").values == (30,)  # type: ignore[union-attr]


def test_the_rows_can_be_made_again_from_the_ledger(desk: Desk) -> None:
    """Drafts, comments, answers and what came into effect stand in the ledger alone."""
    lead = desk("qa lead")
    made = begun(lead)
    framework.send_out(lead, made)
    framework_comment.say(desk("auditor"), made, "whole", "Good.")
    lead = desk("qa lead")
    framework_comment.answer(lead, shelf.comments(lead.store, made)[0].id, "accepted", "Thanks.")
    framework.propose(lead, made)
    framework_effect.put_into_effect(desk("cswo"), made)
    assert not [p for p in session.verify(desk("qa lead")) if p.severity == "error"]
