"""A framework as one signed file between two councils, and the comments that come back."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qa_tool.clock import FixedClock
from qa_tool.errors import QAError, Refused
from qa_tool.export import framework_file as files
from qa_tool.framework.model import Framework
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.store import framework as shelf
from qa_tool.template.plain import from_plain
from qa_tool.work import (
    council,
    framework,
    framework_comment,
    framework_effect,
    framework_file,
    framework_view,
    report_framework,
    session,
)
from qa_tool.work import template as templates
from qa_tool.work.session import Doors
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
TODAY = date(2026, 11, 20)
CLAUSE = "setting/clocks.feedback_days"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    """Another council, founded a moment ago; its founder is QA lead and CSWO."""
    doors = Doors(
        FixedClock(datetime(2026, 11, 20, 12, tzinfo=UTC)), SeededIds(5), Cost(1024, 1, 1),
        tmp_path / "there",
    )  # fmt: skip
    space, _code = session.found(
        tmp_path / "other", "Made-up Elsewhere", "Amara Lindenow", "made-up words", doors=doors
    )
    council.keep_person(space, replace(space.person, roles=("qa_lead", "cswo")))
    space.person = space.people[space.person.id]
    yield space
    space.store.close()


@pytest.fixture
def sent(desk: Desk, tmp_path: Path) -> tuple[Path, str]:
    """A draft that is out for comments, as a file, and its id."""
    lead = desk("qa lead")
    core, _mark = templates.current(lead, "core_case_audit")
    templates.use(lead, [replace(core, version="9.9", about="Made-up words.")])
    made = framework.begin(lead, "Made-up framework", "9", "New clocks", date(2027, 4, 1)).ids[0]
    framework.set_value(lead, made, "clocks.feedback_days", (3,))
    framework.send_out(lead, made, date(2026, 12, 4))
    target = tmp_path / "made-up.qaframework"
    framework_file.write(lead, made, target)
    return target, made


def _whole(space: Workspace, framework_id: str) -> Framework:
    return framework.whole(space, framework_id)


def test_export_import_export_gives_the_same_apart_from_who_signed(
    sent: tuple[Path, str], other: Workspace, tmp_path: Path
) -> None:
    """What the file says is byte for byte the same after it was taken in elsewhere and sent on."""
    change, look = framework_file.take_in(other, sent[0])
    again = tmp_path / "again.qaframework"
    framework_file.write(other, change.ids[0], again)
    first, second = sent[0].read_bytes(), again.read_bytes()
    assert first.partition(b"\n\n")[2] == second.partition(b"\n\n")[2]
    assert files.read(sent[0]).head["Council"] != files.read(again).head["Council"]
    assert look.framework.origin is not None
    assert look.framework.origin.council == "Demonstration Council"


def test_nothing_is_taken_in_before_it_was_looked_at(
    sent: tuple[Path, str], other: Workspace
) -> None:
    """Who signed, that nobody can vouch for the key, and what differs; and the store is as before."""
    entries = len(list(other.store.ledger.entries()))
    look = framework_file.look(other, sent[0])
    assert look.signed.by
    assert look.signed.known == ""
    assert "Nobody here can vouch" in look.signed.words
    assert look.signed.code in look.signed.words
    changed = {c.clause: c for c in look.changes}
    assert (changed[CLAUSE].before, changed[CLAUSE].after) == ("5 working days", "3 working days")
    assert [p.code for p in look.warnings] == ["made_up"]
    assert len(list(other.store.ledger.entries())) == entries


def test_it_comes_in_as_a_draft_with_the_whole_text_of_every_template(
    sent: tuple[Path, str], other: Workspace
) -> None:
    """What is not in use elsewhere can be read there, and is used only when the framework is in effect."""
    change, _look = framework_file.take_in(other, sent[0])
    view = framework_view.view(other, change.ids[0])
    assert view.row.standing == "draft"
    assert {ref.fingerprint for ref in view.framework.content.templates} <= set(view.templates)
    assert templates.current(other, "core_case_audit")[0].version != "9.9"
    wanted = next(t for t in view.templates.values() if t.key == "core_case_audit")
    assert (wanted.version, wanted.about) == ("9.9", "Made-up words.")
    assert other.policy.clocks.feedback_days == 5
    framework.revise(other, change.ids[0], name="Ours", version="1", note="", planned=None)
    framework.propose(other, change.ids[0])
    framework_effect.put_into_effect(other, change.ids[0])
    assert other.policy.clocks.feedback_days == 3
    assert templates.current(other, "core_case_audit")[0] == wanted
    assert not [p for p in session.verify(other) if p.severity == "error"]


def test_the_same_file_twice_is_once(sent: tuple[Path, str], other: Workspace, desk: Desk) -> None:
    """The second time it is refused, and so is one's own file at home."""
    framework_file.take_in(other, sent[0])
    with pytest.raises(Refused, match="word for word"):
        framework_file.take_in(other, sent[0])
    assert len(shelf.frameworks(other.store)) == 1
    with pytest.raises(Refused, match="word for word"):
        framework_file.take_in(desk("qa lead"), sent[0])


def test_one_that_was_changed_here_is_not_written_over(
    sent: tuple[Path, str], other: Workspace
) -> None:
    """Our changes to their draft stay when somebody opens the file again; it is no longer theirs."""
    made = framework_file.take_in(other, sent[0])[0].ids[0]
    framework.set_value(other, made, "clocks.reply_days", (7,))
    with pytest.raises(Refused, match="changed here since"):
        framework_file.take_in(other, sent[0])
    one = _whole(other, made)
    assert one.content.setting("clocks.reply_days").values == (7,)  # type: ignore[union-attr]
    assert one.identity == made


def test_no_number_to_ring_travels(desk: Desk, tmp_path: Path) -> None:
    """Another council's duty number on a safety panel would be dangerous."""
    lead = desk("qa lead")
    numbers = replace(lead.policy.numbers, danger="Made-up 0-5-5-5")
    session.keep_policy(lead, replace(lead.policy, numbers=numbers))
    made = framework.begin(lead, "Made-up framework", "9").ids[0]
    target = framework_file.write(lead, made, tmp_path / "f.qaframework")
    assert b"Made-up 0-5-5-5" not in target.read_bytes()
    assert b"feedback_days" in target.read_bytes()


def test_only_who_keeps_it_writes_and_takes_in(
    sent: tuple[Path, str], desk: Desk, tmp_path: Path
) -> None:
    """An auditor may read what is out, and not send it on in the council's name."""
    ada = desk("auditor")
    with pytest.raises(Refused, match="role"):
        framework_file.write(ada, sent[1], tmp_path / "no.qaframework")
    with pytest.raises(Refused, match="role"):
        framework_file.take_in(ada, sent[0])


def _resigned(space: Workspace, path: Path, change: Callable[[dict[str, object]], None]) -> Path:
    """The same file with another body, signed by somebody else: whole, and yet wrong."""
    assert space.signer is not None
    opened = files.read(path)
    change(opened.body)
    path.write_bytes(files.pack("framework", opened.head, opened.body, space.signer))
    return path


def test_a_signed_file_with_a_template_that_is_not_its_fingerprint_is_refused(
    sent: tuple[Path, str], other: Workspace
) -> None:
    """The signature is right, the text is not the one that is named: nothing comes in."""

    def swap(body: dict[str, object]) -> None:
        texts = body["templates"]
        assert isinstance(texts, dict)
        texts[next(iter(texts))]["about"] = "Other made-up words."

    _resigned(other, sent[0], swap)
    with pytest.raises(QAError, match="not as expected"):
        framework_file.take_in(other, sent[0])
    assert shelf.frameworks(other.store) == ()


WRONG: tuple[Callable[[Any], object], ...] = (
    lambda body: body["content"].pop("templates"),
    lambda body: body["content"].update(rounds="none"),
    lambda body: body["content"].update(more="of it"),
    lambda body: body["content"]["settings"][0].update(values=[10**9]),
    lambda body: body["content"]["settings"][0].update(values=[]),
    lambda body: body["content"]["settings"].append({"name": "lock_minutes", "values": [1]}),
    lambda body: body["content"]["ladders"][0].update(stages=[]),
    lambda body: body["content"]["themes"][0].update(tone="neither"),
    lambda body: body.update(planned="soon"),
    lambda body: body.update(version="9b"),
    lambda body: body.pop("note"),
    lambda body: body.update(templates=[]),
)


def test_a_signed_file_that_says_what_no_framework_can_is_refused(
    sent: tuple[Path, str], other: Workspace
) -> None:
    """A plain sentence for each, and nothing half taken in."""
    whole = sent[0].read_bytes()
    for wrong in WRONG:
        sent[0].write_bytes(whole)
        _resigned(other, sent[0], wrong)
        with pytest.raises(QAError) as told:
            framework_file.take_in(other, sent[0])
        assert told.value.cure
    assert shelf.frameworks(other.store) == ()


def test_comments_come_back_from_the_other_council_once(
    sent: tuple[Path, str], other: Workspace, desk: Desk, tmp_path: Path
) -> None:
    """They comment in their program, send a file, and each comment stands here with who said it."""
    made = framework_file.take_in(other, sent[0])[0].ids[0]
    framework_comment.say(other, made, CLAUSE, "Three days are too few.")
    framework_comment.say(other, made, "whole", "Clear.")
    target = framework_comment.write(other, made, tmp_path / "back.qacomments")
    lead = desk("qa lead")
    look = framework_comment.look(lead, target)
    assert look.signed is not None
    assert (len(look.fresh), look.already, look.older) == (2, 0, False)
    assert shelf.comments(lead.store, sent[1]) == ()
    framework_comment.bring(lead, target)
    _change, again = framework_comment.bring(lead, target)
    assert (again.fresh, again.already) == ((), 2)
    said = framework_view.view(lead, sent[1]).comments
    assert [one.comment.who for one in said[CLAUSE]] == [other.person.name]
    assert not said[CLAUSE][0].older
    framework.set_value(lead, sent[1], "clocks.feedback_days", (4,))
    assert framework_view.view(lead, sent[1]).comments[CLAUSE][0].older


def test_comments_on_a_framework_that_is_not_here_are_refused(
    sent: tuple[Path, str], other: Workspace, desk: Desk, tmp_path: Path
) -> None:
    """A sentence, and where to open them."""
    made = framework_file.take_in(other, sent[0])[0].ids[0]
    framework.set_value(other, made, "clocks.reply_days", (7,))
    framework_comment.say(other, made, "whole", "About ours.")
    target = framework_comment.write(other, made, tmp_path / "back.qacomments")
    with pytest.raises(QAError, match="not here"):
        framework_comment.look(desk("qa lead"), target)


def _filled(lead: Workspace, made: str, path: Path, **cells: str) -> Path:
    report_framework.comment_sheet(lead, made, path)
    book = load_workbook(path)
    for cell, value in cells.items():
        book["Comments"][cell] = value
    book.save(path)
    return path


def _row_of(path: Path, code: str) -> int:
    sheet = load_workbook(path)["Comments"]
    return next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 4).value == code)


def test_a_comment_sheet_comes_back_with_who_and_which_clause(
    sent: tuple[Path, str], desk: Desk, tmp_path: Path
) -> None:
    """Filled in without the program; a second time nothing is new; rows put in above do no harm."""
    lead = desk("qa lead")
    path = _filled(lead, sent[1], tmp_path / "c.xlsx")
    row = _row_of(path, CLAUSE)
    _filled(lead, sent[1], path, B4="Made-up Person", B5="Team manager", **{f"C{row}": "Too few."})
    look = framework_comment.look(lead, path)
    assert [(c.clause, c.who, c.role, c.text) for c in look.fresh] == [
        (CLAUSE, "Made-up Person", "Team manager", "Too few.")
    ]
    framework_comment.bring(lead, path)
    book = load_workbook(path)
    book["Comments"].insert_rows(2, 3)
    book.save(path)
    assert framework_comment.look(lead, path).already == 1


@pytest.mark.parametrize(
    ("cells", "place", "what"),
    [
        ({"C10": "Words."}, "B4", "who comments"),
        ({"B4": "Made-up Person", "C10": "=B2"}, "C10", "formula"),
        ({"B4": "Made-up Person", "C10": "x" * 4001}, "C10", "4,001 characters"),
    ],
)
def test_a_fault_in_a_comment_sheet_is_told_by_its_cell(
    sent: tuple[Path, str], desk: Desk, tmp_path: Path, cells: dict[str, str], place: str, what: str
) -> None:  # fmt: skip
    """And nothing comes in until it is put right."""
    lead = desk("qa lead")
    path = _filled(lead, sent[1], tmp_path / "c.xlsx", **cells)
    look = framework_comment.look(lead, path)
    assert any(place in p.where and what in p.what for p in look.problems)
    with pytest.raises(QAError, match=place):
        framework_comment.bring(lead, path)
    assert shelf.comments(lead.store, sent[1]) == ()


def test_merged_cells_are_a_fault_and_another_workbook_is_refused(
    sent: tuple[Path, str], desk: Desk, tmp_path: Path
) -> None:
    """It would not be clear which clause is meant."""
    lead = desk("qa lead")
    path = _filled(lead, sent[1], tmp_path / "c.xlsx", B4="Made-up", C10="About both.")
    book = load_workbook(path)
    book["Comments"].merge_cells("C10:C11")
    book.save(path)
    assert [p.code for p in framework_comment.look(lead, path).problems] == ["merged"]
    book.properties.identifier = ""
    book.save(path)  # a spreadsheet program that keeps no property: the cell says it as well
    assert [p.code for p in framework_comment.look(lead, path).problems] == ["merged"]
    book["Comments"]["D6"] = ""
    book.save(path)
    with pytest.raises(QAError, match="no comment sheet"):
        framework_comment.look(lead, path)


@pytest.mark.outside("soffice")
def test_a_sheet_that_libreoffice_saved_comes_back(
    sent: tuple[Path, str], desk: Desk, tmp_path: Path
) -> None:
    """Opened and saved there, every word and its clause is still what it was."""
    lead = desk("qa lead")
    path = _filled(lead, sent[1], tmp_path / "c.xlsx", B4="Made-up Person", C10="Words.")
    out = tmp_path / "saved"
    command = [
        shutil.which("soffice") or "soffice",
        f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to",
        "xlsx", "--outdir", str(out), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=150)
    before, after = (framework_comment.look(lead, one) for one in (path, out / "c.xlsx"))
    assert [(c.clause, c.who, c.text) for c in after.fresh] == [
        (c.clause, c.who, c.text) for c in before.fresh
    ]
    assert (len(after.fresh), after.problems) == (1, ())


def test_words_like_a_formula_are_words_in_the_sheet(desk: Desk, tmp_path: Path) -> None:
    """A note that begins with an equals sign does not become a formula in somebody's Excel."""
    lead = desk("qa lead")
    made = framework.begin(lead, "Made-up framework", "9", "=1+1").ids[0]
    path = report_framework.comment_sheet(lead, made, tmp_path / "c.xlsx")
    cell = load_workbook(path)["Comments"]["B9"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_texts_in_the_file_are_the_templates_themselves(
    sent: tuple[Path, str], desk: Desk
) -> None:
    """Each text opens as the template in use."""
    lead = desk("qa lead")
    body = files.read(sent[0]).body
    for ref in _whole(lead, sent[1]).content.templates:
        assert from_plain(body["templates"][ref.fingerprint]) == templates.by_fingerprint(
            lead, ref.fingerprint
        )


def test_a_copied_store_reads_the_same(desk: Desk, sent: tuple[Path, str], tmp_path: Path) -> None:
    """A read-only desk, as the worker has it, sees the draft and its comments."""
    lead = desk("qa lead")
    framework_comment.say(lead, sent[1], "whole", "A note of my own.")
    shutil.copytree(lead.folder, tmp_path / "copy")
    reader = lead.reader()
    assert framework_view.view(reader, sent[1]).comments["whole"]
    reader.store.close()
