"""Everything out: tidy tables with a key, wide over versions, blind, without names and numbers."""

import csv
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qa_tool.errors import QAError, Refused
from qa_tool.figures.basis import COUNTED_STATES
from qa_tool.report.data_sheets import DataTable
from qa_tool.store import action as action_shelf
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store.audit import Wanted
from qa_tool.template.model import Choice, Question
from qa_tool.template.plain import fingerprint
from qa_tool.work import data, template
from qa_tool.work.data import Asked
from qa_tool.work.data_sight import Sight
from qa_tool.work.workspace import Workspace
from tests.work.test_blind import PLANTED, plant

Desk = Callable[[str], Workspace]


def _said(workspace: Workspace, asked: Asked | None = None) -> dict[str, list[dict[str, object]]]:
    """Every table as this person gets it, row by row."""
    wanted = asked or Asked(wide=True)
    source = data.build(Sight(workspace, numbers=wanted.case_numbers), wanted)
    return {table.name: _dicts(table) for table in source.all_tables}


def _dicts(table: DataTable) -> list[dict[str, object]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows()]


def test_the_three_kinds_of_file_hold_the_same(desk: Desk, tmp_path: Path) -> None:
    """Every row stands in the workbook, in SQLite and in CSV; what points to a row finds it."""
    lead = desk("qa lead")
    told = _said(lead)
    for name in ("all.xlsx", "all.sqlite", "all"):
        made = data.export(lead, tmp_path / name, Asked(wide=True))
        assert set(made.tables) == set(told)
    db = sqlite3.connect(tmp_path / "all.sqlite")
    book = load_workbook(tmp_path / "all.xlsx", read_only=True)
    for at, (name, rows) in enumerate(told.items()):
        assert db.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (len(rows),), name
        sheet = list(book.worksheets[at].iter_rows(values_only=True))
        assert len(sheet) == len(rows) + 1, name
        with (tmp_path / "all" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(rows), name
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("SELECT count(*) FROM audits_standing").fetchone()[0] == audit_shelf.count(
        lead.store, Wanted()
    )
    db.close()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"data", "all.xlsx", "all.sqlite", "all"}


def test_what_stands_in_it_is_what_the_program_holds(desk: Desk) -> None:
    """Audits, grades first and final, reasons, and every answer part by part."""
    lead = desk("qa lead")
    told = _said(lead)
    numbers = audit_shelf.rows_of(lead.store, Wanted())
    assert len([r for r in told["audits"] if r["stands"] == "yes"]) == len(numbers) > 50
    heads = audit_shelf.heads(lead.store, numbers)
    head = next(h for h in heads if h.state in COUNTED_STATES)
    one = audit_shelf.audit(lead.store, head.id)
    assert one is not None
    grades = {r["domain"]: r for r in told["grades"] if r["audit"] == one.id}
    assert {d: r["first"] for d, r in grades.items() if d != "overall"} == one.grades
    assert grades["overall"]["final"] == one.final_overall
    kept = audit_shelf.answers(lead.store, one.id)
    reasons = {r["domain"]: r["words"] for r in told["reasons"] if r["audit"] == one.id}
    assert reasons["overall"] == kept["overall.reason"]
    asked = {r["key"] for r in told["answers"] if r["audit"] == one.id}
    own = {f"{domain}.{part}" for domain in grades for part in ("grade", "reason")}
    words = {f"family_view.{last}" for last in ("said", "arrangement", "attempts")}
    assert words & set(kept)
    assert asked == {k for k in kept if not k.endswith("#later")} - own - words
    rows = {r["action"] for r in told["actions"]}
    assert rows == {a.id for a in action_shelf.actions(lead.store)}
    for name in ("readings", "reading_grades", "voices", "notices", "notice_stages", "tags"):
        assert told[name], name


def test_the_key_explains_every_column_and_every_choice(desk: Desk) -> None:
    """No column without a meaning; every choice and question in an answer stands in the codebook."""
    told = _said(desk("qa lead"))
    meant = {(r["table"], r["column"]) for r in told["columns"] if r["about"]}
    for name, rows in told.items():
        if name not in {"about", "columns"} and rows:
            assert {(name, column) for column in rows[0]} <= meant
    mark = {r["audit"]: r["fingerprint"] for r in told["audits"]}
    choices = {(r["fingerprint"], r["question"], r["choice"]): r["text"] for r in told["choices"]}
    questions = {(r["fingerprint"], r["question"]) for r in told["questions"]}
    with_text = [r for r in told["answers"] if r["text"]]
    assert len(with_text) > 100
    for row in with_text:
        assert choices[mark[str(row["audit"])], row["question"], row["value"]] == row["text"]
        assert (mark[str(row["audit"])], row["question"]) in questions


def test_no_name_and_no_number_leaves_by_itself(desk: Desk) -> None:
    """Neither a person of the council nor a case number stands in what is not somebody's own words."""
    lead = desk("qa lead")
    told = _said(lead)
    assert lead.person.name not in json.dumps(told.pop("about"), default=str)
    typed = {"answers", "reasons", *(name for name in told if name.startswith("wide_"))}
    whole = json.dumps({k: v for k, v in told.items() if k not in typed}, default=str)
    numbers = [c.council_number for c in council_shelf.cases(lead.store).values()]
    assert any(numbers)
    assert not [n for n in numbers if n and f'"{n}"' in whole]
    auditors = {lead.name(str(r["auditor"])) for r in told["audits"]}
    assert auditors
    assert not [name for name in auditors if json.dumps(told["audits"], default=str).count(name)]


def test_numbers_want_a_reason_and_are_recorded(desk: Desk, tmp_path: Path) -> None:
    """Without a reason nothing is written; with one it is, and the ledger says who, what and why."""
    lead = desk("qa lead")
    target = tmp_path / "n.sqlite"
    with pytest.raises(QAError, match="not said why"):
        data.export(lead, target, Asked(case_numbers=True, why="  "))
    assert not target.exists()
    made = data.export(lead, target, Asked(case_numbers=True, why="Asked for by made-up audit."))
    (entry,) = lead.store.ledger.entries(kind="release", object=made.release)
    assert entry.body is not None
    assert entry.body["why"] == "Asked for by made-up audit."
    assert entry.body["by"] == lead.person.id
    assert "with case numbers" in entry.body["what"]
    assert len(entry.body["audits"]) == made.audits
    db = sqlite3.connect(target)
    row = db.execute("SELECT reference, case_number FROM audits WHERE case_number != ''").fetchone()
    db.close()
    case = council_shelf.case_by_reference(lead.store, row[0])
    assert case is not None
    assert case.council_number == row[1]
    with pytest.raises(Refused, match="QA lead"):
        data.export(desk("cswo"), tmp_path / "c.xlsx", Asked(case_numbers=True, why="Wants it."))


def test_a_file_that_cannot_be_written_is_not_recorded(desk: Desk, tmp_path: Path) -> None:
    """The record and the file come together; an unknown ending is refused with a sentence."""
    lead = desk("qa lead")
    before = lead.store.raw.execute("SELECT count(*) FROM entry").fetchone()
    for name in ("nowhere/x.sqlite", "nowhere/x.xlsx", "nowhere/x"):
        with pytest.raises(QAError, match="not written"):
            data.export(lead, tmp_path / name, Asked(why="For analysis."))
    with pytest.raises(QAError, match="is not written here"):
        data.export(lead, tmp_path / "x.pdf", Asked(why="For analysis."))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(QAError, match="not an empty folder"):
        data.export(lead, tmp_path / "full", Asked(why="For analysis."))
    assert lead.store.raw.execute("SELECT count(*) FROM entry").fetchone() == before
    assert {p.name for p in tmp_path.iterdir()} == {"data", "full"}


@pytest.mark.parametrize("who", ["auditor", "moderator", "team manager", "iro", "partner"])
def test_it_is_for_the_qa_lead_and_the_cswo_alone(desk: Desk, tmp_path: Path, who: str) -> None:
    """Everybody else is refused, and no file is there."""
    with pytest.raises(Refused, match="needs the role"):
        data.export(desk(who), tmp_path / "x.xlsx", Asked())
    assert not (tmp_path / "x.xlsx").exists()


def test_the_blind_holds_in_every_table(desk: Desk) -> None:
    """A QA lead who moderates gets nothing of an audit that waits for them; the CSWO gets it."""
    lead = desk("qa lead")
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, mira.id)
    both = desk("moderator")
    both.person = replace(both.person, roles=("moderator", "qa_lead"))
    blind = _said(both)
    whole = json.dumps(blind, default=str)
    assert PLANTED not in whole
    assert reading.audit not in whole
    assert len(blind["audits"]) > 20
    seen = json.dumps(_said(desk("cswo")), default=str)
    assert PLANTED in seen
    assert reading.audit in seen


def test_words_of_a_restricted_file_stay_in(desk: Desk) -> None:
    """Its codes stand in the tables, its typed words do not; whoever is named on the file gets them."""
    lead = desk("qa lead")
    first = next(r for r in _said(lead)["reasons"] if r["words"])
    found = audit_shelf.audit(lead.store, str(first["audit"]))
    assert found is not None
    case = council_shelf.case(lead.store, found.case)
    assert case is not None
    shut = replace(case, restricted_to=("per-somebody",))
    with lead.store.together():
        lead.write("case", case.id, shut)
    told = _said(lead)
    assert not [r for r in told["reasons"] if r["audit"] == found.id]
    left = {str(r["kind"]) for r in told["answers"] if r["audit"] == found.id}
    assert left
    assert not left & {"", "text", "evidence"}
    assert [r for r in told["grades"] if r["audit"] == found.id]
    assert first["words"] not in json.dumps(
        [
            r
            for name in told
            if name.startswith("wide_")
            for r in told[name]
            if r["audit"] == found.id
        ]
    )
    with lead.store.together():
        lead.write("case", case.id, replace(shut, restricted_to=(lead.person.id,)))
    assert first in _said(lead)["reasons"]


def test_no_final_grade_stands_before_it_is_signed_off(desk: Desk) -> None:
    """An audit that waits for a moderator or is disputed has a first grade, and no grade that counts."""
    told = _said(desk("qa lead"))
    open_ = {r["audit"] for r in told["audits"] if r["state"] not in COUNTED_STATES}
    assert any(r["overall"] for r in told["audits"] if r["audit"] in open_)
    assert {r["final_overall"] for r in told["audits"] if r["audit"] in open_} == {""}
    assert all(
        not r["final"] and not r["final_name"] for r in told["grades"] if r["audit"] in open_
    )
    wide = [r for name, rows in told.items() if name.startswith("wide_") for r in rows]
    finals = [v for r in wide if r["audit"] in open_ for k, v in r.items() if k.endswith(".final")]
    assert finals
    assert not any(finals)
    assert any(r["final_overall"] for r in told["audits"] if r["state"] in COUNTED_STATES)


def test_wide_has_the_columns_of_every_version(desk: Desk) -> None:
    """A question that the newer version dropped and one that it added both stand there, each once."""
    lead = desk("qa lead")
    every = audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, Wanted()))
    used = next(h for h in every if h.state in COUNTED_STATES)
    old, _mark = template.current(lead, used.template)
    domain = next(d for d in old.domains if len(d.questions) > 1)
    gone, *rest = domain.questions
    added = replace(rest[0], key=f"{domain.key}.a_new_one", ask_when="", text="A new one?")
    newer = replace(domain, questions=(*rest, added))
    domains = tuple(newer if d.key == domain.key else d for d in old.domains)
    template.use(lead, [replace(old, version="99", domains=domains)])
    rows = _said(lead)[f"wide_{old.key}"]
    assert {gone.key, added.key, "overall.grade", "overall.final"} <= set(rows[0])
    assert len(rows) == len([r for r in _said(lead)["audits"] if r["template"] == old.key])
    kept = next(r for r in rows if r["audit"] == used.id)
    assert kept["overall.grade"] == used.overall
    assert kept["overall.final"] == used.final_overall


def _with_a_group(lead: Workspace) -> str:
    """An audit of two made-up children with a grid, an order, and words about one of them."""
    every = audit_shelf.heads(lead.store, audit_shelf.rows_of(lead.store, Wanted()))
    used = next(h for h in every if h.state in COUNTED_STATES)
    old, _mark = template.current(lead, used.template)
    domain, *others = old.domains
    here = f"{domain.key}.kids"
    two = (Choice("a", "First"), Choice("b", "Second"))
    group = Question(
        here, "group", "Each child", each="Child", most=4,
        questions=(
            Question(f"{here}.how", "one_of", "How?", choices=two, companions=("comment",)),
            Question(f"{here}.grid", "rating_grid", "Rate", choices=two, rows=two),
        ),
    )  # fmt: skip
    order = Question(f"{domain.key}.order", "rank", "In order", choices=two)
    newer = replace(domain, questions=(*domain.questions, group, order))
    fresh = replace(old, version="98", domains=(newer, *others))
    template.use(lead, [fresh])
    audit = replace(used, id="aud-group", version="98", fingerprint=fingerprint(fresh), parent="")
    said = {
        here: ["1", "3"], f"{here}[1].how": "a", f"{here}[3].how": "b", f"{here}[3].how#comment": "Why.",
        f"{here}[3].grid": {"a": "b", "b": "a"}, f"{domain.key}.order": ["b", "a"],
        "family_view.safe": "yes", "family_view.said": PLANTED,
    }  # fmt: skip
    with lead.store.together():
        lead.write("audit", audit.id, {"audit": audit, "answers": said})
    return here


def test_groups_grids_and_orders_lie_flat(desk: Desk) -> None:
    """Each entry, cell and place is a row that the codebook knows, and a column in the wide form."""
    lead = desk("qa lead")
    here = _with_a_group(lead)
    told = _said(lead)
    rows = {
        (r["key"], r["item"]): (r["question"], r["entry"], r["value"], r["text"])
        for r in told["answers"]
        if r["audit"] == "aud-group"
    }
    assert rows[f"{here}[3].how", ""] == (f"{here}.how", 3, "b", "Second")
    assert rows[f"{here}[3].how#comment", ""][:3] == (f"{here}.how#comment", 3, "Why.")
    assert rows[f"{here}[3].grid", "a"] == (f"{here}.grid", 3, "b", "Second")
    order = here.replace("kids", "order")
    assert rows[order, "1"] == (order, None, "b", "Second")
    known = {r["question"]: r["text"] for r in told["questions"]}
    assert all(question in known for question, *_ in rows.values())
    assert PLANTED not in json.dumps(told, default=str)
    assert rows["family_view.safe", ""][2] == "yes"
    wide = next(
        r for name in told if name.startswith("wide_") for r in told[name]
        if r["audit"] == "aud-group"
    )  # fmt: skip
    assert wide[f"{here}[1].how"] == "a"
    assert wide[f"{here}[3].how"] == "b"
    assert wide[f"{here}[3].grid/a"] == "b"
    assert wide[order] == "b; a"
