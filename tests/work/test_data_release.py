"""Data out in steps: a look first, files and record together, of one period, and what has left."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_tool.errors import Cancelled, QAError, Refused
from qa_tool.store import audit as audit_shelf
from qa_tool.store.audit import Wanted
from qa_tool.work import council, data, data_release, inspection
from qa_tool.work.data import Asked
from qa_tool.work.data_sight import Period
from qa_tool.work.workspace import Workspace
from tests.work.test_blind import PLANTED, plant

Desk = Callable[[str], Workspace]


def _tables(workspace: Workspace, asked: Asked) -> dict[str, list[tuple[object, ...]]]:
    source = data.build(data.sight_of(workspace, asked), asked)
    return {table.name: list(table.rows()) for table in source.all_tables}


def test_the_look_tells_what_the_file_then_holds(desk: Desk, tmp_path: Path) -> None:
    """Rows and columns that are counted before are those that are written; looking writes nothing."""
    lead = desk("qa lead")
    asked = Asked(wide=True)
    found = data_release.look(lead, asked)
    held = _tables(lead, asked)
    assert {part.name: part.rows for part in found.parts} == {n: len(r) for n, r in held.items()}
    assert found.rows == sum(map(len, held.values())) > 100
    audits = next(part for part in found.parts if part.name == "audits")
    assert len(audits.columns) == len(held["audits"][0])
    assert all(told for part in found.parts for _name, told in part.columns)
    assert list(lead.store.ledger.entries(kind="release")) == []


def test_files_and_record_come_together(desk: Desk, tmp_path: Path) -> None:
    """Before the record there is no file with that name, after it no room is left beside it."""
    lead = desk("qa lead")
    for name in ("out.xlsx", "out.sqlite", "out"):
        ready = data_release.write(lead, tmp_path / name, Asked(why="A made-up analysis."))
        assert not (tmp_path / name).exists()
        change, made = data_release.let_out(lead, ready)
        assert change.touches("release")
        assert (tmp_path / name).exists()
        assert made.audits > 0
    left = {path.name for path in tmp_path.iterdir() if path.name.startswith("out")}
    assert left == {"out.xlsx", "out.sqlite", "out"}
    assert not list(tmp_path.glob(".case-audit-*"))
    assert len(list(lead.store.ledger.entries(kind="release"))) == 3


def test_where_the_file_gets_no_name_nothing_is_recorded(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A place that is taken in the meantime: a sentence, no record, and nothing left lying."""
    lead = desk("qa lead")
    ready = data_release.write(lead, tmp_path / "out.xlsx", Asked(why="A made-up analysis."))

    def refused(*_paths: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(QAError, match="was not written"):
        data_release.let_out(lead, ready)
    assert list(lead.store.ledger.entries(kind="release")) == []
    assert not list(tmp_path.glob(".case-audit-*"))


class _Stop:
    """A person who presses Cancel at once."""

    def step(self, done: int, total: int, words: str) -> None:
        """Stop."""
        raise Cancelled


def test_a_stop_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    """Neither the look nor the writing goes on, and no half file lies about."""
    lead = desk("qa lead")
    with pytest.raises(Cancelled):
        data_release.look(lead, Asked(), _Stop())
    with pytest.raises(Cancelled):
        data_release.write(lead, tmp_path / "out.xlsx", Asked(why="Made up."), _Stop())
    assert not list(tmp_path.glob(".case-audit-*"))
    assert not (tmp_path / "out.xlsx").exists()


def test_nothing_leaves_without_a_reason_or_over_a_full_folder(desk: Desk, tmp_path: Path) -> None:
    """Why is asked for whatever goes out; a folder with something in it stays as it is."""
    lead = desk("qa lead")
    with pytest.raises(QAError, match="why the data leave"):
        data_release.write(lead, tmp_path / "out.xlsx", Asked(why="  "))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("made up", encoding="utf-8")
    with pytest.raises(QAError, match="not an empty folder"):
        data_release.write(lead, tmp_path / "full", Asked(why="Made up."))
    with pytest.raises(Refused):
        data_release.write(
            desk("cswo"), tmp_path / "out.xlsx", Asked(case_numbers=True, why="Made up.")
        )


def test_one_round_goes_out_with_what_belongs_to_it(desk: Desk) -> None:
    """Only its audits, and only rows that hang on them; the key says what was asked for."""
    lead = desk("qa lead")
    whole = _tables(lead, Asked())
    rounds = council.rounds(lead)
    asked = Asked(period=Period(round=rounds[0].id))
    held = _tables(lead, asked)
    numbers = audit_shelf.rows_of(lead.store, Wanted())
    of_round = {a.id for a in audit_shelf.heads(lead.store, numbers) if a.round == rounds[0].id}
    known = {str(row[0]) for row in held["audits"]}
    assert of_round <= known
    assert 0 < len(known) < len(whole["audits"])
    for name in ("answers", "domain_grades", "tags", "voices"):
        place = 1 if name == "tags" else 0
        assert {str(row[place]) for row in held.get(name, [])} <= known
    assert {row[1] for row in held["actions"]} <= known
    assert rounds[0].name in dict(held["about"])["period"]  # type: ignore[arg-type]


def test_days_choose_audits_and_what_hangs_on_none(desk: Desk) -> None:
    """By the day of hand-in; actions of the service and notices by the day they were raised."""
    lead = desk("qa lead")
    numbers = audit_shelf.rows_of(lead.store, Wanted())
    days = sorted(a.handed_in.date() for a in audit_shelf.heads(lead.store, numbers) if a.handed_in)
    middle = days[len(days) // 2]
    first = _tables(lead, Asked(period=Period(since=middle)))
    second = _tables(lead, Asked(period=Period(until=date.fromordinal(middle.toordinal() - 1))))
    whole = _tables(lead, Asked())
    for name in ("audits", "actions", "notices"):
        both = [*first[name], *second[name]]
        assert {row[0] for row in both} == {row[0] for row in whole[name]}, name
    assert {r[0] for r in first["audits"]}.isdisjoint(r[0] for r in second["audits"])
    none = data_release.look(lead, Asked(period=Period(since=date(2999, 1, 1))))
    assert none.audits == 0


def test_what_has_left_stands_with_who_when_and_why(desk: Desk, tmp_path: Path) -> None:
    """Data and printed audits in one list, the newest first; nobody else is told of it."""
    lead = desk("qa lead")
    who = lead.person.name
    numbers = audit_shelf.rows_of(lead.store, Wanted(states=("signed_off",)))
    one = audit_shelf.heads(lead.store, numbers[:1])[0]
    name = next(r.name for r in council.rounds(lead) if r.id == one.round)
    inspection.release(lead, [one.id], "Asked for by a made-up inspector.")
    asked = Asked(why="For a made-up board.", period=Period(round=one.round))
    data_release.let_out(lead, data_release.write(lead, tmp_path / "x.xlsx", asked))
    found = {line.why: line for line in data_release.released(desk("cswo"))}
    assert found["For a made-up board."].who == who
    assert name in found["For a made-up board."].what
    assert found["Asked for by a made-up inspector."].audits == 1
    other = desk("auditor")
    with pytest.raises(Refused):
        data_release.released(other)
    with pytest.raises(Refused):
        data_release.look(other, Asked())


def test_the_blind_holds_in_the_look_and_the_history(desk: Desk) -> None:
    """An audit that waits for this person is neither counted nor told of by somebody else's reason."""
    lead = desk("qa lead")
    whole = data_release.look(lead, Asked()).audits
    mira = next(p for p in lead.people.values() if p.name == "Mira Castellane")
    reading = plant(lead, mira.id)
    inspection.release(lead, [reading.audit], PLANTED)
    assert [one.why for one in data_release.released(lead)] == [PLANTED]
    both = desk("moderator")
    both.person = replace(both.person, roles=("moderator", "qa_lead"))
    seen = data_release.look(both, Asked())
    assert seen.audits == whole + 1 - seen.withheld
    never = Asked(period=Period(since=date(2999, 1, 1)))
    assert data_release.look(both, never).withheld == 0
    (line,) = data_release.released(both)
    assert (line.withheld, line.why) == (True, "")
    assert PLANTED not in json.dumps([line.why, line.what, line.to])
