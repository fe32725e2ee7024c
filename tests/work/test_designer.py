"""Writing a template: every word is kept, every step can be taken back, publishing refuses what is wrong."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from qa_tool.errors import Refused
from qa_tool.store import form_draft, verify
from qa_tool.template.edit import done, put, remove, value_at
from qa_tool.template.edit_new import add_domain, add_question
from qa_tool.template.read import read_template, shipped
from qa_tool.work import council, designer
from qa_tool.work import template as templates
from qa_tool.work.template_sheet import write_file
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]


def _begun(lead: Workspace) -> str:
    """A draft of the core case audit, and no other."""
    for row in designer.drafts(lead):
        designer.give_up(lead, row.id)
    return designer.begin_from(lead, templates.current(lead, "core_case_audit")[0]).ids[0]


def _say(lead: Workspace, draft: str, path: tuple[str | int, ...], value: object) -> None:
    """Write something at one place of a draft."""
    edit = put(designer.open_draft(lead, draft).tables, path, value)
    assert edit is not None
    designer.keep(lead, draft, edit)


def test_a_word_is_kept_at_once_and_can_be_taken_back_after_the_store_was_closed(
    desk: Desk,
) -> None:
    """What is typed stands on the disk with its step: another opening finds both."""
    lead = desk("qa lead")
    draft = _begun(lead)
    before = designer.open_draft(lead, draft).tables["title"]
    _say(lead, draft, ("title",), "Made-up audit")
    again = desk("qa lead")
    found = designer.open_draft(again, draft)
    assert (found.tables["title"], found.undo, found.redo) == ("Made-up audit", 1, 0)
    found, edit = designer.undo(again, draft)
    assert found.tables["title"] == before
    assert edit is not None
    assert designer.redo(again, draft)[0].tables["title"] == "Made-up audit"
    assert designer.undo(again, draft)[0].redo == 1
    _say(again, draft, ("about",), "Something else.")
    assert designer.redo(again, draft)[1] is None


def test_typing_on_is_one_step(desk: Desk) -> None:
    """A sentence typed in three pauses is taken back at once."""
    lead = desk("qa lead")
    draft = _begun(lead)
    before = designer.open_draft(lead, draft).tables["about"]
    for number, text in enumerate(("A", "A made-up", "A made-up audit.")):
        edit = put(designer.open_draft(lead, draft).tables, ("about",), text)
        assert edit is not None
        designer.keep(lead, draft, edit, merge=number > 0)
    found, _edit = designer.undo(lead, draft)
    assert (found.tables["about"], found.undo) == (before, 0)


def test_dates_and_scales_of_the_templates_own_come_through_a_draft(desk: Desk) -> None:
    """A date stays a date, and a scale that only this template has goes along into use."""
    lead = desk("qa lead")
    draft = _begun(lead)
    assert isinstance(designer.open_draft(lead, draft).tables["reviewed"], date)
    designer.publish(lead, draft)
    new, _mark = templates.current(lead, "core_case_audit")
    assert new.version == "1.2"
    assert isinstance(new.reviewed, date)


def test_a_draft_with_a_fault_is_not_published_and_all_faults_are_named(desk: Desk) -> None:
    """Two faults at two places: both are told, and the version in use stays."""
    lead = desk("qa lead")
    draft = _begun(lead)
    _say(lead, draft, ("domain", 1, "title"), "")
    _say(lead, draft, ("domain", 2, "question", 0, "ask_when"), "nowhere.asked == 'yes'")
    mark = templates.current(lead, "core_case_audit")[1]
    with pytest.raises(designer.NotWhole) as refused:
        designer.publish(lead, draft)
    assert {note.path for note in refused.value.notes} == {
        ("domain", 1, "title"), ("domain", 2, "question", 0, "ask_when"),
    }  # fmt: skip
    assert templates.current(lead, "core_case_audit")[1] == mark
    assert designer.open_draft(lead, draft).undo == 2


def test_a_version_that_exists_is_refused(desk: Desk) -> None:
    """The same number for another text would let nobody tell the two apart."""
    lead = desk("qa lead")
    draft = _begun(lead)
    _say(lead, draft, ("version",), "1.1")
    with pytest.raises(Refused, match=r"version 1\.1 of .* already") as refused:
        designer.publish(lead, draft)
    assert "1.2" in refused.value.cure


def test_published_with_notes_the_old_version_stays_and_verify_finds_nothing(desk: Desk) -> None:
    """The new version is in use with its notes, the old one can still be read, the rows are the ledger's."""
    lead = desk("qa lead")
    old = templates.current(lead, "core_case_audit")[1]
    draft = _begun(lead)
    _say(lead, draft, ("title",), "Core case audit, shorter")
    designer.publish(lead, draft, "Asks less.")
    row = next(r for r in templates.rows(lead) if r.key == "core_case_audit" and r.current)
    assert (row.version, row.notes, row.title) == ("1.2", "Asks less.", "Core case audit, shorter")
    assert templates.by_fingerprint(lead, old).title == "Core case audit"
    assert designer.drafts(lead) == ()
    designer.retire(lead, "core_case_audit")
    assert verify.verify(lead.store) == ()


def test_two_people_who_write_one_template_are_both_told(desk: Desk) -> None:
    """Both drafts are kept; each says the other, and what came into use after it began."""
    lead = desk("qa lead")
    mine = _begun(lead)
    head = form_draft.head(lead.store, mine)
    held = form_draft.held(lead.store, mine)
    other = form_draft.FormDraft(
        "form-other", "per-else", head.key, head.title, "1.3", head.based_on, head.started,
        head.touched,
    )  # fmt: skip
    form_draft.begin(lead.store, other, held.tables, held.scales)
    assert len(designer.drafts(lead)) == 2
    assert designer.drafts(lead)[0].others != ()
    assert "writing this template too" in designer.stands_beside(lead, mine)[0]
    with pytest.raises(Refused, match="one writer"):
        _say(lead, "form-other", ("title",), "Not mine")
    own = designer.copy(lead, "form-other").ids[0]
    _say(lead, own, ("title",), "Mine")
    designer.publish(lead, mine)
    assert any("Version 1.2 is in use" in said for said in designer.stands_beside(lead, own))


def test_only_the_qa_lead_writes(desk: Desk) -> None:
    """An auditor can neither begin nor look into a draft."""
    draft = _begun(desk("qa lead"))
    auditor = desk("auditor")
    for act in (
        lambda: designer.begin_empty(auditor, "Made up", "child", "ofsted"),
        lambda: designer.open_draft(auditor, draft),
        lambda: designer.drafts(auditor),
        lambda: designer.retire(auditor, "core_case_audit"),
    ):
        with pytest.raises(Refused, match="role"):
            act()


def test_begun_from_a_workbook(desk: Desk, tmp_path: Path) -> None:
    """A workbook becomes a draft; one with faults is refused with all of them."""
    lead = desk("qa lead")
    template, _problems = read_template(shipped()[0])
    assert template is not None
    file = write_file(template, tmp_path / "form.xlsx")
    draft = designer.begin_from_file(lead, file).ids[0]
    assert designer.open_draft(lead, draft).tables["title"] == template.title
    broken = tmp_path / "broken.toml"
    broken.write_text('key = "x"\n', "utf-8")
    with pytest.raises(designer.FileNotWhole) as refused:
        designer.begin_from_file(lead, broken)
    assert len(refused.value.problems) > 5


def test_retired_it_is_not_given_out_again_and_says_who_still_uses_it(desk: Desk) -> None:
    """What is given out goes on with its questions; nothing new is; it can be offered again."""
    lead = desk("qa lead")
    said = designer.still_using(lead, "core_case_audit")
    assert said
    assert "given out and not handed in" in said[0]
    designer.retire(lead, "core_case_audit")
    assert "core_case_audit" not in templates.offered(lead)
    assert templates.current(lead, "core_case_audit")[0].key == "core_case_audit"
    round_ = council.round_named(lead)
    case = lead.store.raw.execute("SELECT id FROM child_case LIMIT 1").fetchone()[0]
    with pytest.raises(Refused, match="retired"):
        council.allocate(lead, [council.Wish(round_.id, case, "core_case_audit", "per-x")])
    with pytest.raises(Refused, match="not in use"):
        designer.retire(lead, "core_case_audit")
    designer.retire(lead, "core_case_audit", back=True)
    assert "core_case_audit" in templates.offered(lead)


def test_an_audit_is_done_on_a_template_made_from_nothing(desk: Desk) -> None:
    """Keys come from the words; what was begun empty is whole once its gaps are filled."""
    lead = desk("qa lead")
    draft = designer.begin_empty(lead, "Made-up short audit", "child", "ofsted").ids[0]
    for make in (
        lambda t: put(t, ("about",), "A made-up audit of a few questions."),
        lambda t: add_domain(t, 1),
        lambda t: put(t, ("domain", 1, "title"), "Seen and heard"),
        lambda t: put(t, ("domain", 1, "purpose"), "Was the child seen?"),
        lambda t: add_question(t, ("domain", 1, "question", 0), "yes_no"),
        lambda t: put(t, ("domain", 1, "question", 0, "text"), "Was the child seen alone?"),
    ):
        edit = make(designer.open_draft(lead, draft).tables)
        assert edit is not None
        designer.keep(lead, draft, edit)
    for number, grade in enumerate(
        ("outstanding", "good", "requires_improvement", "inadequate"), 1
    ):
        _say(lead, draft, ("domain", 1, "descriptors", grade), f"Made-up practice, sort {number}.")
    designer.publish(lead, draft, "The first.")
    template, _mark = templates.current(lead, "made_up_short_audit")
    assert [d.key for d in template.domains] == ["about", "seen_heard"]
    assert template.domains[1].questions[0].key == "seen_heard.child_seen_alone"


def test_a_draft_given_up_is_gone(desk: Desk) -> None:
    """Nothing of it stays behind, and what is asked for afterwards is told in a sentence."""
    lead = desk("qa lead")
    draft = _begun(lead)
    _say(lead, draft, ("title",), "Made up")
    designer.give_up(lead, draft)
    assert not lead.store.raw.execute("SELECT * FROM form_step").fetchall()
    with pytest.raises(form_draft.NoFormDraft, match="not being written"):
        designer.open_draft(lead, draft)


@pytest.mark.parametrize(
    ("version", "after"), [("1.0", "1.1"), ("2026-9", "2026-10"), ("pilot", "pilot 2"), ("3", "4")]
)
def test_the_next_version(version: str, after: str) -> None:
    """The last number is one more."""
    assert designer.next_version(version) == after


def test_a_step_of_several_changes_is_one(desk: Desk) -> None:
    """What was removed comes back where it stood."""
    lead = desk("qa lead")
    draft = _begun(lead)
    tables = designer.open_draft(lead, draft).tables
    edit = remove(tables, ("domain", 1, "question", 0))
    designer.keep(lead, draft, edit)
    gone = designer.open_draft(lead, draft).tables
    assert gone == done(tables, edit)
    assert value_at(gone, ("domain", 1, "question", 0)) != value_at(
        tables, ("domain", 1, "question", 0)
    )
    assert designer.undo(lead, draft)[0].tables == tables
