"""A crosswalk is confirmed by a person; then trends and exports go over two versions, and not before."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from qa_tool.errors import QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store.audit import Wanted
from qa_tool.template.crosswalk import Answer, Crosswalk, Link, Move
from qa_tool.template.model import Domain, Grade, Scale, Template
from qa_tool.template.plain import fingerprint
from qa_tool.work import (
    crosswalk,
    crosswalk_waiting,
    dashboard,
    dashboard_line,
    dashboard_trend,
    data,
    home,
    session,
    template,
)
from qa_tool.work.dashboard import Filter
from qa_tool.work.data import Asked
from qa_tool.work.data_sight import Sight
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
GRADES = {
    "outstanding": "a", "good": "b", "requires_improvement": "c", "inadequate": "d",
    "not_enough_evidence": "e",
}  # fmt: skip
NEW = Scale(
    "letters", "Letters",
    (Grade("a", "A", 1, 1, good_or_better=True), Grade("b", "B", 2, 2, good_or_better=True),
     Grade("c", "C", 3, 3), Grade("d", "D", 4, 4), Grade("e", "E", None, 5)),
)  # fmt: skip


def _second(old: Template, renamed: str) -> Template:
    """A second version: one domain has another key, everything is graded in letters."""
    domains = tuple(_renamed(d) if d.key == renamed else replace(d, scale="") for d in old.domains)
    return replace(old, version="2.0", domains=domains, scale="letters", scales=(NEW,), rules=())


def _renamed(domain: Domain) -> Domain:
    key = f"{domain.key}_anew"
    questions = tuple(
        replace(q, key=q.key.replace(f"{domain.key}.", f"{key}.", 1)) for q in domain.questions
    )
    return replace(domain, key=key, questions=questions, scale="")


def _in_use(lead: Workspace) -> tuple[Template, Template, str, Crosswalk]:
    """The largest group's template, a second version of it in use, the renamed domain, what is proposed."""
    group = dashboard.choices(lead).groups[0]
    old, _mark = template.current(lead, group.template)
    new = _second(old, old.graded[0].key)
    template.use(lead, [new])
    look = crosswalk.look(lead, fingerprint(old), fingerprint(new))
    return old, new, old.graded[0].key, look.proposal.crosswalk


def _scale(said: Crosswalk, old: Template, answer: Answer = "map") -> Crosswalk:
    """The proposal with an answer for every scale."""
    steps = tuple(Link(k, v) for k, v in GRADES.items()) if answer == "map" else ()
    used = {d.scale or old.scale for d in old.graded} | {old.scale}
    return replace(said, scales=tuple(Move(key, "letters", answer, steps) for key in sorted(used)))


def _coded_anew(lead: Workspace, old: Template, new: Template, renamed: str) -> None:
    """From the middle of the time on the audits are of the second version: kept sums coded anew."""
    with lead.store.together():
        _code(lead, old, new, renamed)


def _code(lead: Workspace, old: Template, new: Template, renamed: str) -> None:
    raw = lead.store.raw
    words = [fingerprint(new), f"{renamed}_anew", *GRADES.values()]
    raw.executemany("INSERT OR IGNORE INTO term (text) VALUES (?)", [(w,) for w in words])

    def term(word: str) -> int:
        return int(raw.execute("SELECT id FROM term WHERE text = ?", [word]).fetchone()[0])

    mark = term(fingerprint(old))
    months = [m for (m,) in raw.execute("SELECT DISTINCT month FROM tally WHERE form = ? ORDER BY 1", [mark])]  # fmt: skip
    where = "WHERE form = ? AND month >= ?"
    at = [mark, months[len(months) // 2]]
    for grade, letter in GRADES.items():
        known = raw.execute("SELECT id FROM term WHERE text = ?", [grade]).fetchone()
        if known:
            raw.execute(f"UPDATE tally SET grade = ? {where} AND grade = ?", [term(letter), *at, known[0]])  # fmt: skip
    raw.execute(f"UPDATE tally SET domain = ? {where} AND domain = ?", [term(f"{renamed}_anew"), *at, term(renamed)])  # fmt: skip
    for table in ("tally", "counted"):
        raw.execute(f"UPDATE {table} SET form = ? {where}", [term(fingerprint(new)), *at])


def test_figures_over_a_crosswalk_are_those_of_audits_coded_anew(desk: Desk) -> None:
    """The trend over two versions, once confirmed, is the trend of the same audits under one version."""
    lead = desk("qa lead")
    group = dashboard.choices(lead).groups[0]
    wanted = Filter(template=group.template, kind=group.kind)
    first, _mark = template.current(lead, group.template)
    keys = (dashboard.OVERALL, first.graded[0].key, first.graded[1].key)
    whole = {
        (key, step): dashboard_trend.over_time(lead, wanted, domain=key, step=step).trend
        for key in keys for step in ("month", "year")
    }  # fmt: skip
    years = {key: dashboard_trend.years(lead, wanted, domain=key) for key in keys}
    old, new, renamed, said = _in_use(lead)
    _coded_anew(lead, old, new, renamed)
    later = {key: f"{key}_anew" if key == renamed else key for key in keys}

    assert [(w.page, w.place) for w in crosswalk_waiting.waiting(lead)] == [
        ("templates", {"compare": old.key})
    ]

    assert any(one.page == "templates" for one in home.overview(lead).waiting)
    broken = dashboard_trend.over_time(lead, wanted, step="month")
    assert len(broken.cuts) == 1
    assert broken.joins == ()
    assert "as confirmed" not in broken.sentence

    crosswalk.confirm(lead, _scale(said, old))
    assert crosswalk_waiting.waiting(lead) == []
    for key in keys:
        for step in ("month", "year"):
            found = dashboard_trend.over_time(lead, wanted, domain=later[key], step=step)
            assert found.trend == whole[key, step], (key, step)
            assert (found.cuts, found.left, len(found.joins)) == ((), 0, 1)
            assert "The line goes on over a new version" in found.sentence
        assert dashboard_trend.years(lead, wanted, domain=later[key]) == years[key]
    crosswalk.withdraw(lead, said.before, said.after, "Two grades were mixed up.")
    again = dashboard_trend.over_time(lead, wanted, step="month")
    assert (again.cuts, again.trend) == (broken.cuts, broken.trend)


def test_keep_breaks_and_reset_shows_only_what_came_after(desk: Desk) -> None:
    """Both versions apart, or the newer alone with how many are not shown."""
    lead = desk("qa lead")
    group = dashboard.choices(lead).groups[0]
    wanted = Filter(template=group.template, kind=group.kind)
    old, new, renamed, said = _in_use(lead)
    _coded_anew(lead, old, new, renamed)
    apart = dashboard_trend.over_time(lead, wanted, step="month")
    crosswalk.confirm(lead, _scale(said, old, "keep"))
    kept = dashboard_trend.over_time(lead, wanted, step="month")
    assert kept.trend.counts == apart.trend.counts
    assert [cut.kind for cut in kept.cuts] == ["break"]
    assert "kept apart" in kept.cuts[0].why
    crosswalk.confirm(lead, _scale(said, old, "reset"))
    anew = dashboard_trend.over_time(lead, wanted, step="month")
    assert 0 < sum(c.n for c in anew.trend.counts) < sum(c.n for c in kept.trend.counts)
    assert anew.left == sum(c.n for c in kept.trend.counts) - sum(c.n for c in anew.trend.counts)
    assert "the line begins anew" in anew.sentence
    assert anew.cuts == ()


def test_a_domain_is_followed_from_the_older_version_too(desk: Desk) -> None:
    """Looked at by the older version, its key leads on; where nothing took its place its line ends there."""
    lead = desk("qa lead")
    group = dashboard.choices(lead).groups[0]
    old, new, renamed, said = _in_use(lead)
    _coded_anew(lead, old, new, renamed)
    newest = Filter(template=group.template, kind=group.kind)
    older = replace(newest, form=fingerprint(old))
    crosswalk.confirm(lead, _scale(said, old))
    whole = dashboard_trend.over_time(lead, newest, domain=f"{renamed}_anew", step="month").trend
    assert dashboard_trend.over_time(lead, older, domain=renamed, step="month").trend == whole
    gone = tuple(
        replace(link, after="") if link.before == renamed else link for link in said.domains
    )
    crosswalk.confirm(lead, _scale(replace(said, domains=gone), old))
    ends = dashboard_trend.over_time(lead, older, domain=renamed, step="month")
    fresh = dashboard_trend.over_time(lead, newest, domain=f"{renamed}_anew", step="month")
    n = [sum(count.n for count in one.counts) for one in (ends.trend, fresh.trend, whole)]
    assert n[0] > 0
    assert n[1] > 0
    assert n[0] + n[1] == n[2]


def test_it_is_asked_for_whole_and_by_those_who_may(desk: Desk) -> None:
    """The QA lead or the CSWO; undecided scales are refused with what to do; who and when is kept."""
    lead = desk("qa lead")
    old, new, _key, said = _in_use(lead)
    with pytest.raises(QAError, match="it is not said what that means"):
        crosswalk.confirm(lead, said)
    change = crosswalk.confirm(lead, _scale(said, old), "Agreed in the framework group.")
    assert change.kinds == frozenset({"crosswalk"})
    look = crosswalk.look(lead, said.before, said.after)
    assert look.holds
    assert look.confirmed is not None
    assert crosswalk.told(lead, look.confirmed).startswith(f"Confirmed by {lead.person.name} on 20 November 2026: Agreed")  # fmt: skip
    assert (old.key, new.title) in crosswalk.several(lead)
    assert session.verify(lead) == ()
    with pytest.raises(QAError, match="came into use before"):
        crosswalk.look(lead, said.after, said.before)
    with pytest.raises(QAError, match="not two versions"):
        crosswalk.look(lead, said.after, said.after)
    with pytest.raises(QAError, match="not said why"):
        crosswalk.withdraw(lead, said.before, said.after, " ")
    for name in ("auditor", "moderator", "team manager", "iro", "partner"):
        with pytest.raises(Refused):
            crosswalk.confirm(desk(name), _scale(said, old))
    cswo = desk("cswo")
    crosswalk.withdraw(cswo, said.before, said.after, "Not agreed after all.")
    assert crosswalk.confirmed(cswo, old.key) == ()
    with pytest.raises(QAError, match="Nothing is confirmed"):
        crosswalk.withdraw(cswo, said.before, said.after, "Again.")


def test_from_first_to_third_over_the_second(desk: Desk) -> None:
    """Composed by the fewest steps; what is taken back leads nowhere."""
    lead = desk("qa lead")
    old, new, renamed, said = _in_use(lead)
    crosswalk.confirm(lead, _scale(said, old))
    third = replace(new, version="3.0", about="Other words.")
    template.use(lead, [third])
    marks = [fingerprint(one) for one in (old, new, third)]
    crosswalk.confirm(lead, crosswalk.look(lead, marks[1], marks[2]).start)
    held = [one.crosswalk for one in crosswalk.confirmed(lead, old.key)]
    whole = crosswalk.between(held, marks[0], marks[2])
    assert whole is not None
    assert (whole.before, whole.after) == (marks[0], marks[2])
    assert Link(renamed, f"{renamed}_anew") in whole.domains
    assert [row.version for row in crosswalk.versions(lead, old.key)] == [old.version, "2.0", "3.0"]
    crosswalk.withdraw(lead, marks[1], marks[2], "A mistake.")
    held = [one.crosswalk for one in crosswalk.confirmed(lead, old.key)]
    assert crosswalk.between(held, marks[0], marks[2]) is None
    assert dashboard_line.lines_of(dashboard.Desk(lead, Filter(until=None)), "overall")


def _wide(lead: Workspace, key: str) -> dict[str, dict[str, object]]:
    """The wide rows of one template by audit."""
    source = data.build(Sight(lead), Asked(wide=True))
    table = source.table(f"wide_{key}")
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows()]
    return {str(row["audit"]): row for row in rows}


def test_the_wide_form_has_joined_columns_once_confirmed(desk: Desk) -> None:
    """Every column of both versions, and beside them one over both with the older codes told anew."""
    lead = desk("qa lead")
    heads = audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, Wanted()))
    used = next(audit for audit in heads if audit.state in {"signed_off", "closed"})
    old, mark = template.current(lead, used.template)
    renamed = old.graded[0].key
    new = _second(old, renamed)
    template.use(lead, [new])
    fresh = replace(
        used, id="aud-new", version="2.0", fingerprint=fingerprint(new), parent="", overall="b",
        final_overall="c", grades={f"{renamed}_anew": "d"}, final_grades={f"{renamed}_anew": "d"},
    )  # fmt: skip
    yes = next(q.key for d in old.graded[1:] for q in d.questions if q.kind == "yes_no")
    answers = {"overall.grade": "b", f"{renamed}_anew.grade": "d", yes: "yes"}
    with lead.store.together():
        lead.write("audit", fresh.id, {"audit": fresh, "answers": answers})
    before = _wide(lead, old.key)
    assert not [name for name in before["aud-new"] if name.startswith("joined.")]
    said = crosswalk.look(lead, mark, fingerprint(new)).proposal.crosswalk
    crosswalk.confirm(lead, _scale(said, old))
    rows = _wide(lead, old.key)
    assert set(before["aud-new"]) <= set(rows["aud-new"])
    kept = audit_shelf.audit(lead.store, used.id)
    assert kept is not None
    assert rows[used.id]["joined.overall.final"] == GRADES[kept.final_overall]
    assert rows["aud-new"]["joined.overall.final"] == "c"
    assert rows["aud-new"]["joined.overall.grade"] == "b"
    assert rows["aud-new"][f"joined.{renamed}_anew.final"] == "d"
    for audit, row in rows.items():
        if audit == "aud-new":
            continue
        own = row[f"{renamed}.final"]
        assert row[f"joined.{renamed}_anew.final"] == (GRADES[str(own)] if own else None)
        assert row[f"joined.{yes}"] == row[yes]
        assert row[f"{renamed}_anew.final"] in {None, ""}  # nothing of an old audit is written over
    told = data.build(Sight(lead), Asked(wide=True)).table("crosswalks")
    every = [dict(zip([c.name for c in told.columns], row, strict=True)) for row in told.rows()]
    lines = [line for line in every if line["before"] == mark]
    assert {"part": "domain", "older": renamed, "newer": f"{renamed}_anew"}.items() <= next(
        line for line in lines if line["older"] == renamed
    ).items()
    assert {line["steps"] for line in lines if line["part"] == "grade"} == {"map"}


def test_several_older_answers_in_one_joined_cell(desk: Desk) -> None:
    """Words stand one after the other; codes only where they agree."""
    from qa_tool.work.data_joined import Joined, _Source

    lead = desk("qa lead")
    used = audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, Wanted()))[0]
    two = {used.fingerprint: _Source(("a", "b"), {"x": "z", "gone": ""})}
    codes, words = Joined("joined.q", "", two), Joined("joined.q", "", two, typed=True)
    assert codes.value(used, {"a": "x", "b": "z"}) == "z"
    assert codes.value(used, {"a": "x", "b": "y"}) is None
    assert codes.value(used, {"a": "gone", "b": "y"}) == "y"
    assert codes.value(used, {}) is None
    assert words.value(used, {"a": "One.", "b": "Two."}) == "One.\nTwo."
    assert codes.value(used, {"a": ["x", "gone", "k"]}) == "z; k"
    assert codes.value(replace(used, fingerprint="other"), {"a": "x"}) is None
    grid = Joined("joined.q/row", "", two, cell="row")
    assert grid.value(used, {"a": {"row": "x", "other": "y"}}) == "z"
    assert grid.value(used, {"a": {"na": True}}) is None
