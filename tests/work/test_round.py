"""A whole round through the verbs: made, shared out, changed by hand, given back, chased, repeated."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qa_tool.council.model import Auditor, Away, Case, Exemption, Person, Planned, Round
from qa_tool.errors import QAError, Refused
from qa_tool.report import chase as chasing
from qa_tool.sampling.model import Rules
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import council as shelf
from qa_tool.store import round as round_shelf
from qa_tool.store.audit import Wanted
from qa_tool.work import audit, audit_list, council, moderation_queue, round_table, sample, session
from qa_tool.work import round as rounds
from qa_tool.work.change import Change
from qa_tool.work.round_desk import Asked, Preview
from qa_tool.work.round_hand import by_hand, choices, move, takers
from qa_tool.work.round_sharing import loads, preview, share_out, waiting
from qa_tool.work.workspace import Workspace
from tests.work.test_audit_life import fill, reasons

Desk = Callable[[str], Workspace]
FIRST, LAST = date(2026, 11, 2), date(2027, 1, 29)
CORE = "core_case_audit"


def made(lead: Workspace, **more: object) -> Round:
    """A round of a quarter, with audits due after twenty working days."""
    terms: dict[str, object] = {"planned": 40, "due_days": 20, "due": LAST, **more}
    change = rounds.keep(
        lead,
        replace(Round("", "Winter", "Neglect", (CORE,), FIRST, LAST), **terms),  # type: ignore[arg-type]
    )
    return rounds.by_id(lead, change.ids[0])


def cases(lead: Workspace, n: int, team: int = 3, **more: object) -> list[Asked]:
    """New made-up cases of one team, held by one of its workers."""
    place = sorted(lead.teams)[team]
    worker = next(
        p.id for p in lead.people.values() if p.team == place and "social_worker" in p.roles
    )
    case = replace(
        Case("", "", kind="child_in_need", team=place, worker=worker),
        **more,  # type: ignore[arg-type]
    )
    return [Asked(council.keep_case(lead, case).ids[0]) for _ in range(n)]


def person(lead: Workspace, name: str) -> Person:
    """Somebody by name."""
    return next(p for p in lead.people.values() if p.name == name)


def test_a_whole_round(desk: Desk) -> None:
    """Made, shared out, begun, given back, shared again, handed in, read: each number follows."""
    lead = desk("qa lead")
    ada, team = person(lead, "Ada Fenwright").id, sorted(lead.teams)[3]
    round_ = made(lead, planned_teams=(Planned(team, 12),), planned_auditors=(Planned(ada, 10),))
    found = preview(lead, round_.id, cases(lead, 12))
    assert (len(found.offers), found.left, found.unprovable) == (12, (), 0)
    assert {o.due for o in found.offers} == {date(2026, 12, 18)}
    assert {o.selection for o in found.offers} == {"picked"}
    share_out(lead, found)
    whole = round_table.table(lead, round_).whole
    assert (whole.planned, whole.allocated, whole.begun, whole.handed_in) == (40, 12, 0, 0)

    own = [o for o in found.offers if o.auditor == ada]
    assert len(own) >= 2
    auditor = desk("auditor")
    todo = [r for r in audit_list.mine(auditor) if r.allocation and _in(auditor, r, round_)]
    assert len(todo) == len(own)
    begun = audit.start(auditor, todo[0].allocation, declared=True)
    back = shelf.allocation(auditor.store, todo[1].allocation)
    assert back is not None
    council.give_back(auditor, back.id, "I know this family")
    fill(auditor, begun, 4)
    whole = round_table.table(auditor, round_).whole
    assert (whole.planned, whole.begun, whole.handed_in) == (None, 1, 0)
    audit.hand_in(auditor, begun, reasons(auditor, begun))

    lead = desk("qa lead")
    told = round_table.table(lead, round_)
    assert (told.whole.allocated, told.whole.begun, told.whole.handed_in) == (11, 1, 1)
    assert told.waiting == 1
    again = preview(lead, round_.id)
    assert [o.job.case for o in again.offers] == [back.case]
    assert again.offers[0].auditor != ada
    assert next(c for c in choices(lead, again, again.offers[0].job) if c.auditor == ada).why_not
    share_out(lead, again)
    told = round_table.table(lead, round_)
    assert (told.whole.allocated, told.waiting) == (12, 0)
    assert [(t.name, t.planned, t.allocated) for t in told.teams] == [
        (lead.team_name(team), 12, 12)
    ]
    of_ada = next(a for a in told.auditors if a.id == ada)
    assert (of_ada.planned, of_ada.handed_in) == (10, 1)
    assert session.verify(lead) == ()


def _in(workspace: Workspace, row: audit_list.AuditRow, round_: Round) -> bool:
    found = shelf.allocation(workspace.store, row.allocation)
    return found is not None and found.round == round_.id and found.state == "allocated"


def test_what_is_drawn_is_shared_out(desk: Desk) -> None:
    """A drawn sample waits to be shared out, and its cases count as drawn by chance."""
    lead = desk("qa lead")
    cases(lead, 8)
    round_ = made(lead)
    with pytest.raises(QAError, match="no case to share out"):
        preview(lead, round_.id)
    sample.record_seed(lead, round_, CORE, "made up")
    sample.draw_sample(lead, round_, CORE, Rules(size=5))
    found = preview(lead, round_.id)
    assert len(found.offers) == 5
    assert {o.selection for o in found.offers} == {"random"}
    assert len(waiting(lead, round_)) == 5
    share_out(lead, found)
    assert waiting(lead, round_) == ()
    with pytest.raises(QAError, match="in the meantime"):
        share_out(lead, found)


def test_nobody_gets_their_own_line_team_or_a_restricted_file(desk: Desk) -> None:
    """The team's own manager gets none of its cases; named auditors alone get a restricted file."""
    lead = desk("qa lead")
    jonah = person(lead, "Jonah Pellow")
    ada = min(  # whoever has the most time left
        (p for p in lead.people.values() if p.roles == ("auditor",)),
        key=lambda p: len(
            council_shelf.allocations(lead.store, auditor=p.id, states=("allocated",))
        ),
    )
    own = cases(lead, 14, team=sorted(lead.teams).index(jonah.team))
    closed = cases(lead, 1, restricted_to=(ada.id,))
    found = preview(lead, made(lead).id, [*own, *closed])
    assert not found.left
    assert jonah.id not in {o.auditor for o in found.offers}
    assert next(o.auditor for o in found.offers if o.job.case == closed[0].case) == ada.id
    counts = [row.audits for row in loads(lead, found) if not row.had and row.auditor != jonah.id]
    assert max(counts) - min(counts) <= 1


def test_the_same_round_gives_the_same_shares_in_any_order(desk: Desk) -> None:
    """Nothing depends on the order in which cases were chosen."""
    lead = desk("qa lead")
    round_, asked = made(lead), cases(lead, 20)

    def who(found: Preview) -> dict[str, str]:
        return {o.job.case: o.auditor for o in found.offers}

    assert who(preview(lead, round_.id, asked)) == who(preview(lead, round_.id, asked[::-1]))


def test_exempt_untrained_and_away_get_nothing_and_it_says_why(desk: Desk) -> None:
    """A case that nobody can have names every candidate with the reason."""
    lead = desk("qa lead")
    pool = rounds.pool(lead)
    cswo = person(lead, "Selma Ravensby")
    exempt = Exemption(cswo.id, FIRST, date(2027, 3, 1), "New in post")
    rounds.keep_auditor(lead, Auditor(pool[0].id, trained=FIRST, exemptions=(exempt,)))
    rounds.keep_auditor(lead, Auditor(pool[1].id, trained=FIRST, leave=(Away(FIRST, LAST),)))
    rounds.keep_auditor(lead, Auditor(pool[2].id, 0, trained=FIRST))
    round_ = made(lead, independence=("trained",))
    found = preview(lead, round_.id, cases(lead, 2))
    assert found.offers == ()
    told = found.left[0].each
    assert found.left[0].grouped[-1].startswith("Each of these is not trained")
    assert all(name.name in " ".join(found.left[0].grouped) for name in pool)
    assert len(told) == len(pool)
    assert f"{pool[0].name} is exempt until 1 March 2027." in told
    assert f"{pool[1].name} has no time for audits from 2 November 2026 to 29 January 2027." in told
    assert f"{pool[3].name} is not trained as an auditor yet." in told
    with pytest.raises(QAError, match="Nobody would get a case"):
        share_out(lead, found)


def test_a_file_read_lately_goes_to_somebody_else(desk: Desk) -> None:
    """Who audited a case within a year does not get it again, unless the round allows it."""
    lead = desk("qa lead")
    before = next(a for a in shelf.allocations(lead.store) if a.state == "done")
    held = shelf.case(lead.store, before.case)
    assert held is not None
    open_ = preview(lead, made(lead).id, [Asked(held.id, CORE)])
    job = (*open_.offers, *open_.left)[0].job
    why = {c.auditor: c.why_not for c in choices(lead, open_, job)}
    assert why[before.auditor] == "has read this file in the last 12 months"
    free = made(lead, name="Free", independence=())
    found = preview(lead, free.id, [Asked(held.id, CORE)])
    again = (*found.offers, *found.left)[0].job
    assert "read this file" not in str(choices(lead, found, again))


def test_by_hand_needs_a_reason_and_some_bars_stay(desk: Desk) -> None:
    """A change before and after keeps its reason; own cases, own line and restricted files stay barred."""
    lead = desk("qa lead")
    jonah, ada = person(lead, "Jonah Pellow"), person(lead, "Ada Fenwright")
    round_ = made(lead)
    found = preview(lead, round_.id, cases(lead, 2, team=sorted(lead.teams).index(jonah.team)))
    offer = next((o for o in found.offers if o.auditor != ada.id), found.offers[0])
    with pytest.raises(Refused, match="Jonah Pellow manages whoever holds this case"):
        by_hand(lead, found, offer.job, jonah.id, "He knows the field")
    with pytest.raises(QAError, match="no reason"):
        by_hand(lead, found, offer.job, ada.id, "  ")
    with pytest.raises(QAError, match="longer than 500"):
        by_hand(lead, found, offer.job, ada.id, "x" * 501)
    kept = by_hand(lead, found, offer.job, ada.id, "She asked for\nthis kind of case")
    change = share_out(lead, kept)
    held = {a.case: a for a in shelf.allocations(lead.store, round_=round_.id)}
    given = held[offer.job.case]
    assert (given.auditor, given.reason) == (ada.id, "She asked for this kind of case")
    with pytest.raises(QAError, match="has the case already"):
        move(lead, given.id, ada.id, "Again")
    other = next(c for c in takers(lead, given.id) if not c.why_not)
    assert ada.id not in {c.auditor for c in takers(lead, given.id)}
    move(lead, given.id, other.auditor, "Ada is ill")
    moved = shelf.allocation(lead.store, given.id)
    assert moved is not None
    assert (moved.auditor, moved.reason, moved.state) == (other.auditor, "Ada is ill", "allocated")
    assert len(change.ids) == 2


def test_what_is_begun_stays_where_it_is(desk: Desk) -> None:
    """Nobody takes a half-written audit from its auditor."""
    ada = desk("auditor")
    todo = next(r for r in audit_list.mine(ada) if r.state == "allocated")
    audit.start(ada, todo.allocation, declared=True)
    lead = desk("qa lead")
    with pytest.raises(Refused, match="has begun this audit"):
        takers(lead, todo.allocation)


def test_the_chase_list_names_no_child(desk: Desk, tmp_path: Path) -> None:
    """E-mails and workbook hold references, due dates and what is begun, and nothing of the case."""
    lead = desk("qa lead")
    round_ = made(lead)
    asked = cases(lead, 9, council_number="SECRET777")
    share_out(lead, preview(lead, round_.id, asked))
    told = round_table.table(lead, round_)
    assert (told.behind, told.whole.overdue, round_table.chase(lead, round_).lines) == ((), 0, ())
    lead.clock.advance(31 * 86400)  # type: ignore[attr-defined]  21 December, a Monday
    told = round_table.table(lead, round_)
    assert told.whole.overdue == 9
    assert told.behind[0].why.endswith("overdue, since 18 December 2026")
    found = round_table.chase(lead, round_)
    assert {line.late for line in found.lines} == {1}
    text = chasing.text(found)
    assert "was due on 18 December 2026, 1 working day ago; not begun" in text
    assert "please tell Tom Averill" in text
    assert (
        text.count("To: ") == len(chasing.letters(found)) == len({o.auditor for o in found.lines})
    )
    target = round_table.write_chase(lead, round_, tmp_path / "chase.xlsx")
    book = load_workbook(target)
    assert book.sheetnames == ["Chase list", "By auditor", "By team"]
    words = text + str([[c.value for c in row] for sheet in book for row in sheet.iter_rows()])
    held = shelf.cases(lead.store, [one.case for one in asked]).values()
    assert "SECRET777" not in words
    assert all(case.reference in words and case.id not in words for case in held)
    with pytest.raises(QAError, match="cannot be written"):
        round_table.write_chase(lead, round_, tmp_path / "chase.pdf")


def test_others_see_their_own_part_only(desk: Desk) -> None:
    """An auditor's table holds their own line, no teams, and no chase list."""
    lead = desk("qa lead")
    round_ = made(lead)
    found = preview(lead, round_.id, cases(lead, 12))
    given = by_hand(lead, found, found.offers[0].job, person(lead, "Ada Fenwright").id, "Her field")
    share_out(lead, given)
    ada = desk("auditor")
    told = round_table.table(ada, round_)
    assert ([a.name for a in told.auditors], told.teams) == (["Ada Fenwright"], ())
    for act in (
        lambda: round_table.chase(ada, round_), lambda: preview(ada, round_.id),
        lambda: rounds.auditors(ada, round_),
        lambda: rounds.terms_of(ada, person(ada, "Jonah Pellow").id),
        lambda: rounds.keep_auditor(ada, Auditor(ada.person.id, 0)),
        lambda: rounds.repeat(ada, round_.id, "Mine", FIRST, LAST),
    ):  # fmt: skip
        with pytest.raises(Refused):
            act()


def test_a_round_repeated_keeps_its_terms_and_gets_a_new_seed(desk: Desk) -> None:
    """Same templates, rules and plans; new dates, a new seed, and the due date as far from the end."""
    lead = desk("qa lead")
    old = made(lead, due=date(2027, 1, 22), moderation_share=50, independence=("trained",))
    change = rounds.repeat(lead, old.id, "Spring", date(2027, 2, 1), date(2027, 4, 30))
    new = rounds.by_id(lead, change.ids[0])
    assert (new.templates, new.planned, new.due_days) == (old.templates, 40, 20)
    assert (new.moderation_share, new.independence) == (50, ("trained",))
    assert new.due == date(2027, 4, 23)
    assert new.repeats == old.id
    assert new.seed
    assert new.seed != old.seed


@pytest.mark.parametrize(("share", "read"), [(0, False), (100, True)])
def test_a_round_may_have_its_own_share_read_again(desk: Desk, share: int, read: bool) -> None:
    """Where a round says so, its own share decides and not the council's."""
    lead = desk("qa lead")
    done = next(a for a, _ in audit_shelf.whole(lead.store, Wanted(states=("signed_off",))))
    found = audit_shelf.audit(lead.store, done.id)
    assert found is not None
    case = shelf.case(lead.store, found.case)
    assert case is not None
    round_ = rounds.by_id(lead, found.round)
    council.keep_round(lead, replace(round_, moderation_share=share))
    plain = replace(found, overall="good", grades=dict.fromkeys(found.grades, "good"))
    entry = audit_shelf.head_entry(lead.store, found.id)
    with lead.store.together():
        assert bool(moderation_queue.choose(lead, plain, case, entry)) is read


def test_an_auditor_is_kept_as_told(desk: Desk) -> None:
    """Load, training, leave and exemptions come back from the ledger's rows as they went in."""
    lead = desk("qa lead")
    ada, cswo = person(lead, "Ada Fenwright").id, person(lead, "Selma Ravensby").id
    terms = Auditor(
        ada, 3, FIRST, LAST, (Away(FIRST, FIRST + timedelta(days=4)),),
        (Exemption(cswo, FIRST, LAST, "Long inquiry"),),
    )  # fmt: skip
    assert isinstance(rounds.keep_auditor(lead, terms), Change)
    assert rounds.terms_of(lead, ada) == terms == round_shelf.auditors(lead.store)[ada]
    assert rounds.terms_of(desk("auditor"), ada) == terms


def test_what_is_wrong_is_said(desk: Desk) -> None:
    """Each wrong term of a round or an auditor is one sentence with its cure."""
    lead = desk("qa lead")
    ada = person(lead, "Ada Fenwright").id
    for more, words in (
        ({"planned_teams": (Planned("nowhere", 1),)}, "teams that are not known"),
        ({"planned_auditors": (Planned(ada, -1),)}, "below zero"),
        ({"planned_auditors": (Planned(ada, 1), Planned(ada, 2))}, "two planned numbers"),
        ({"planned_auditors": (Planned(ada, 41),)}, "add up to 41, more than the 40 planned"),
        ({"due_days": 900}, "900 working days"),
        ({"due": date(2026, 10, 1)}, "due before it begins"),
        ({"moderation_share": 101}, "share of 101 %"),
        ({"independence": ("blind",)}, "no rule of independence called 'blind'"),
        ({"same_file_months": -1}, "months since somebody read"),
        ({"templates": ("none",)}, "'none' is not in use"),
        ({"planned": 10**9}, "planned number cannot be right"),
    ):
        with pytest.raises(QAError, match=words) as trouble:
            made(lead, **more)  # type: ignore[arg-type]
        assert trouble.value.cure
    made(lead)
    with pytest.raises(QAError, match="Another round has this name"):
        made(lead, name=" winter ")
    for terms, words in (
        (Auditor("nobody"), "not known here"),
        (Auditor(ada, 99), "Nobody does 99 audits a month"),
        (Auditor(ada, leave=(Away(LAST, FIRST),)), "Leave ends before it begins"),
        (
            Auditor(ada, exemptions=(Exemption(ada, FIRST, LAST, "x"),)),
            "somebody else who approved",
        ),
        (Auditor(ada, exemptions=(Exemption("q", FIRST, LAST, ""),)), "has no reason"),
    ):
        with pytest.raises(QAError, match=words):
            rounds.keep_auditor(lead, terms)
    with pytest.raises(QAError, match="not known here"):
        rounds.by_id(lead, "round-x")


def test_what_cannot_be_shared_out_is_said(desk: Desk) -> None:
    """Unknown case, template of another round, a round that is over, a case named twice, none that fits."""
    lead = desk("qa lead")
    round_, asked = made(lead), cases(lead, 1)
    with pytest.raises(QAError, match="not known here"):
        preview(lead, round_.id, [Asked("case-x")])
    with pytest.raises(QAError, match="does not belong to this round"):
        preview(lead, round_.id, [replace(asked[0], template="care_leaver")])
    found = preview(lead, round_.id, [*asked, *asked, *cases(lead, 1, subject="worker")])
    assert sorted(one.sentence for one in found.left) == [
        "It was named twice; once is enough.",
        "None of the round's templates is for cases of this kind.",
    ]
    over = made(lead, name="Over", due=date(2026, 11, 19))
    with pytest.raises(Refused, match="19 November 2026, is past"):
        preview(lead, over.id, asked)
    nobody = council.keep_case(lead, Case("", "", kind="child_in_need")).ids[0]
    unknown = preview(lead, round_.id, [*cases(lead, 1), Asked(nobody)])
    assert unknown.unprovable == 1


def test_the_table_agrees_with_the_glance(desk: Desk) -> None:
    """By auditor, by team and as a whole the numbers are the same, and those of the first page."""
    lead = desk("qa lead")
    every = council.rounds(lead)
    for round_ in every:
        told, glance = round_table.table(lead, round_), council.round_state(lead, round_)
        whole = told.whole
        assert (whole.allocated, whole.handed_in) == (glance.allocated, glance.handed_in)
        assert whole.overdue == glance.overdue
        for part in (told.auditors, told.teams):
            for name in ("allocated", "begun", "handed_in", "read", "overdue", "minutes"):
                assert sum(getattr(one, name) for one in part) == getattr(whole, name)
    assert any(round_table.table(lead, round_).whole.read for round_ in every)
