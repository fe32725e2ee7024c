"""A publication from its beginning to its withdrawal, and what stands in its way."""

import base64
import json
import shutil
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa_tool.disclosure.table import Cell, CountsTable, ProtectedTable
from qa_tool.errors import QAError, Refused
from qa_tool.export.file import NotWritten
from qa_tool.figures import years
from qa_tool.publication.model import Merging, Priority
from qa_tool.store import publication as shelf
from qa_tool.store.record import plain
from qa_tool.store.verify import verify
from qa_tool.work import (
    publication,
    publication_freeze,
    publication_publish,
    publication_write,
    publish_check,
    report_annual,
    session,
)
from qa_tool.work.workspace import Workspace
from tests.work.steps import session_policy

Desk = Callable[[str], Workspace]
YEAR, HERE = "2026-27", "publication-2026-27"


def approved(desk: Desk) -> Workspace:
    """Written by two, frozen and reviewed by the QA lead, approved by the CSWO, who sits here now."""
    lead = desk("qa lead")
    publication.write_text(lead, HERE, "activity", "Words of the QA lead.")
    publication.freeze(lead, HERE)
    publication.review(lead, HERE)
    cswo = desk("cswo")
    publication.approve(cswo, HERE)
    return cswo


def blocks_of(workspace: Workspace) -> str:
    """Both editions as one text."""
    made = report_annual.annual_of(workspace, YEAR)
    return json.dumps([plain(one.report) for one in made.editions], default=str, sort_keys=True)


def test_from_draft_to_published_and_read_by_an_attacker(desk: Desk, tmp_path: Path) -> None:
    """One act writes every format, keeps that it did, and nothing falls to whoever reads the files."""
    cswo = approved(desk)
    done = publication_publish.checked(cswo, HERE)
    assert done.ready, [check for check in done.checks if check.weight == "stop"]
    target = tmp_path / "out"
    change, files = publication_publish.publish(cswo, HERE, target)
    assert change.touches("publication")
    names = {str(path.relative_to(target)) for path in files}
    for edition in ("internal", "public"):
        for ending in (".pdf", ".html", "-tables.xlsx"):
            assert f"{edition}/annual-report{ending}" in names
        assert any(name.startswith(f"{edition}/tables/table-1-") for name in names)
    assert {"disclosure-record.pdf", "disclosure-record.csv"} <= names
    assert publish_check.check(target / "public").holds
    assert publication.one(cswo, HERE).stands.state == "published"
    assert [path.name for path in tmp_path.iterdir() if "case-audit" in path.name] == []
    with pytest.raises(Refused, match="stays as it is"):
        publication.write_text(cswo, HERE, "foreword", "Other words.")


def primaries_only(table: ProtectedTable, counts: CountsTable) -> ProtectedTable:
    """What a hand-made table does: counts of 1 to 5 are blanked, everything else stands open."""
    high, wide = range(len(table.rows) + 1), range(len(table.columns) + 1)
    cells = tuple(
        tuple(
            Cell(None, "small") if 0 < counts.true(r, c) <= 5 else Cell(counts.true(r, c))
            for c in wide
        )
        for r in high
    )
    return replace(table, cells=cells)


def test_a_set_without_secondary_suppression_falls(desk: Desk, tmp_path: Path) -> None:
    """The control: where only the small counts are hidden, the attack finds them, and nothing is published."""
    made = report_annual.annual_of(approved(desk), YEAR)
    counts = {one.key: one for one in made.public.edition.counted.tables}
    weak = tuple(
        replace(one, table=primaries_only(one.table, counts[one.table.key]))
        for one in made.public.tables.tables
        if one.table.key in counts
    )
    broken = replace(
        made, public=replace(made.public, tables=replace(made.public.tables, tables=weak))
    )
    with pytest.raises(Refused, match="can be worked out"):
        publication_write.write_set(broken, tmp_path / "out", look=publication_publish.attacked)
    assert not (tmp_path / "out").exists()


def test_a_changed_word_asks_for_both_again(desk: Desk) -> None:
    """What was said yes to is the very words and figures."""
    cswo = approved(desk)
    assert publication.one(cswo, HERE).stands.state == "approved"
    publication.write_text(cswo, HERE, "foreword", "One letter more.")
    assert publication.one(cswo, HERE).stands.state == "draft"
    with pytest.raises(Refused, match="Nobody has reviewed"):
        publication.approve(cswo, HERE)


def test_the_store_may_change_and_the_report_does_not(desk: Desk, tmp_path: Path) -> None:
    """Years later: audits, names, colours and the ladder have changed, the blocks are the same."""
    cswo = approved(desk)
    publication_publish.publish(cswo, HERE, tmp_path / "out")
    before = blocks_of(cswo)
    session_policy(desk, small_team_audits=3)
    lead = desk("qa lead")
    titles = replace(lead.policy.titles, cswo="Director of Practice")
    session.keep_policy(lead, replace(lead.policy, titles=titles, council_name="Another Council"))
    frozen = publication_freeze.freeze(lead, YEAR)
    assert shelf.fingerprint_of(frozen) != publication.one(lead, HERE).kept.fingerprint  # type: ignore[union-attr]
    assert blocks_of(lead) == before


def test_a_set_that_was_altered_is_found_out(desk: Desk) -> None:
    """The fingerprint does not fit: nothing is made of it, and the sentence says what to do."""
    cswo = approved(desk)
    kept = publication.one(cswo, HERE).kept
    assert kept is not None
    values = json.loads(zlib.decompress(base64.b85decode(kept.packed)))
    values["audits"][0]["final"] = "outstanding"
    with pytest.raises(shelf.Altered, match="fingerprint differs"):
        shelf.frozen_of(replace(kept, packed=shelf.pack(values)))
    with pytest.raises(shelf.Altered, match="damaged"):
        shelf.frozen_of(replace(kept, packed=kept.packed[:100]))


def test_the_ledger_gives_the_same_rows_again(desk: Desk) -> None:
    """Every publication, word and yes is made anew from its entries."""
    cswo = approved(desk)
    before = publication.one(cswo, HERE)
    assert verify(cswo.store) == ()
    cswo.store.rebuild()
    assert publication.one(cswo, HERE) == before


def test_codes_only_stand_in_the_frozen_set(desk: Desk) -> None:
    """No name of a person, no reference of a case, and no worker's id is frozen."""
    lead = desk("qa lead")
    text = json.dumps(plain(publication_freeze.freeze(lead, YEAR)))
    for person in lead.people.values():
        assert person.name not in text
        assert person.id not in text
    references = lead.store.raw.execute(
        "SELECT reference, council_number FROM child_case"
    ).fetchall()
    assert references
    assert not any(value and f'"{value}"' in text for row in references for value in row)


def test_why_audits_are_left_out_stands_in_the_set(desk: Desk) -> None:
    """Every audit of the year is there; what is left out says why and keeps no final grade."""
    frozen = publication_freeze.freeze(desk("qa lead"), YEAR)
    left = [audit for audit in frozen.audits if audit.why]
    assert left
    assert all(not audit.final and not audit.finals for audit in left)
    assert all(audit.final for audit in frozen.counted)


def test_two_freezes_of_the_same_facts_have_one_fingerprint(desk: Desk) -> None:
    """Whoever freezes, on whatever laptop, gets the same set."""
    one = shelf.fingerprint_of(publication_freeze.freeze(desk("qa lead"), YEAR))
    assert shelf.fingerprint_of(publication_freeze.freeze(desk("cswo"), YEAR)) == one


@pytest.mark.parametrize("who", ["auditor", "moderator", "team manager", "iro", "partner"])
def test_only_those_who_publish_see_it(desk: Desk, who: str) -> None:
    """Questions and verbs refuse everybody else."""
    person = desk(who)
    if person.is_a("qa_lead", "cswo"):
        pytest.skip("publishes")
    for ask in (
        lambda: publication.every(person),
        lambda: publication.one(person, HERE),
        lambda: report_annual.annual_of(person, YEAR),
        lambda: publication.begin(person, "2025-26"),
        lambda: publication.write_text(person, HERE, "foreword", "Mine"),
    ):
        with pytest.raises(Refused, match="needs the role"):
            ask()


def test_who_reviewed_cannot_approve_and_the_lead_cannot_approve(desk: Desk) -> None:
    """Two people, and the second is the one who signs."""
    lead = desk("qa lead")
    publication.freeze(lead, HERE)
    publication.review(lead, HERE)
    with pytest.raises(Refused, match="Chief Social Work Officer"):
        publication.approve(lead, HERE)


def test_names_and_missing_words_stop_it(desk: Desk) -> None:
    """The list says where somebody is named, a case stands, and a needed section is empty."""
    lead = desk("qa lead")
    name = next(iter(lead.people.values())).name
    number = lead.store.raw.execute("SELECT reference FROM child_case LIMIT 1").fetchone()[0]
    publication.write_text(lead, HERE, "voice", f"As {name} said of {number}.")
    publication.write_text(lead, HERE, "foreword", "")
    publication.freeze(lead, HERE)
    stops = {
        c.section: c.what
        for c in publication_publish.checked(lead, HERE).checks
        if c.weight == "stop"
    }
    what = [c.what for c in publication_publish.checked(lead, HERE).checks if c.section == "voice"]
    assert any(name in one for one in what)
    assert any(number in one for one in what)
    assert "no words" in stops["foreword"]


def test_a_draft_can_be_looked_at_and_says_that_it_is_one(desk: Desk, tmp_path: Path) -> None:
    """Nothing is kept, every edition says draft, and nothing is published without approval."""
    lead = desk("qa lead")
    made = report_annual.annual_of(lead)
    assert (made.year, made.draft) == (YEAR, True)
    assert all("draft" in one.report.subtitle for one in made.editions)
    with pytest.raises(Refused):
        publication_publish.publish(lead, HERE, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_next_year_starts_from_this_one(desk: Desk) -> None:
    """Words come along when asked for; this year's priorities become last year's."""
    lead = desk("qa lead")
    lead.clock._moment = lead.clock.now().replace(year=2027)  # type: ignore[attr-defined]
    publication.begin(lead, "2027-28", from_last=True)
    made = publication.one(lead, "publication-2027-28")
    assert made.texts["role"].words.startswith("The Chief Social Work Officer")
    assert [p.title for p in made.priorities.last_year] == [
        p.title for p in publication.one(lead, HERE).priorities.next_year
    ]
    assert made.priorities.next_year == ()
    with pytest.raises(Refused, match="begun already"):
        publication.begin(lead, "2027-28")


def test_withdrawn_with_a_reason_another_may_be_begun_and_is_compared(
    desk: Desk, tmp_path: Path
) -> None:
    """People have the first one on paper: the second is held against it."""
    cswo = approved(desk)
    publication_publish.publish(cswo, HERE, tmp_path / "out")
    with pytest.raises(QAError, match="no reason"):
        publication.withdraw(cswo, HERE, " ")
    publication.withdraw(cswo, HERE, "A table was wrong.")
    publication.begin(cswo, YEAR)
    again = publication.of_year(cswo, YEAR)
    assert again is not None
    assert again.publication.number == 2
    first = publication.one(cswo, HERE)
    tables = report_annual.published_tables(cswo, first)
    assert tables
    assert tables == report_annual.annual_of(cswo, YEAR).public.edition.tables or again.kept is None


def test_what_was_open_before_stops_a_stricter_rule(desk: Desk, tmp_path: Path) -> None:
    """A count that stood open in the withdrawn report is hidden now: found, and settled with a reason."""
    cswo = approved(desk)
    publication_publish.publish(cswo, HERE, tmp_path / "out")
    publication.withdraw(cswo, HERE, "Another rule is wanted.")
    publication.begin(cswo, YEAR)
    new = f"{HERE}-2"
    publication.set_rule(cswo, new, "ten")
    publication.freeze(cswo, new)
    found = [
        c for c in publication_publish.checked(cswo, new).checks if "was published as" in c.what
    ]
    assert found
    assert all(check.weight == "stop" for check in found)
    with pytest.raises(QAError, match="no reason"):
        publication.settle(cswo, new, found[0].what, "")
    publication.settle(cswo, new, found[0].what, "It is on paper already; nothing more falls out.")
    left = [c.what for c in publication_publish.checked(cswo, new).checks]
    assert found[0].what not in left


def test_merges_are_decided_with_a_reason_and_kept_in_the_record(desk: Desk) -> None:
    """Rows of a table are counted as one where somebody says why."""
    lead = desk("qa lead")
    names = ("Child in care", "Child protection")
    merge = Merging("open-cases", "rows", names, "In care or on a plan", "Few are on a plan.")
    with pytest.raises(QAError, match="no reason"):
        publication.set_rule(lead, HERE, "dfe", [replace(merge, why=" ")])
    publication.set_rule(lead, HERE, "dfe", [merge])
    made = report_annual.annual_of(lead, YEAR)
    table = made.public.edition.table("open-cases")
    assert table is not None
    assert "In care or on a plan" in table.rows
    assert any(one.into == "In care or on a plan" for one in made.record.merges)


@pytest.mark.parametrize("words", ["<b>&amp;</b> {{x}} =1+1 \\par", "x" * 40_000])
def test_words_with_markup_and_of_any_length_are_printed(
    desk: Desk, tmp_path: Path, words: str
) -> None:
    """Markup is words; the longest section is printed whole."""
    lead = desk("qa lead")
    publication.write_text(lead, HERE, "how", words)
    files = publication_write.write_set(report_annual.annual_of(lead, YEAR), tmp_path / "out")
    page = next(
        path for path in files if path.name == "annual-report.html" and "public" in str(path)
    )
    text = page.read_text(encoding="utf-8")
    assert words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in text


def test_too_long_or_too_many_is_refused(desk: Desk) -> None:
    """40,001 characters, thirteen priorities, one without words."""
    lead = desk("qa lead")
    with pytest.raises(QAError, match="40,001"):
        publication.write_text(lead, HERE, "how", "x" * 40_001)
    with pytest.raises(QAError, match="13 priorities"):
        publication.keep_priorities(lead, HERE, [Priority("One")] * 13, [])
    with pytest.raises(QAError, match="no words"):
        publication.keep_priorities(lead, HERE, [Priority(" ")], [])


def test_a_target_that_cannot_take_it_stays_as_it_was(desk: Desk, tmp_path: Path) -> None:
    """A file, a folder with other things, a folder that is not there: one sentence, nothing half."""
    made = report_annual.annual_of(desk("qa lead"), YEAR)
    file, full = tmp_path / "file", tmp_path / "full"
    file.write_text("mine")
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    with pytest.raises(NotWritten, match="no folder"):
        publication_write.write_set(made, file)
    with pytest.raises(Refused, match=r"mine\.txt"):
        publication_write.write_set(made, full)
    with pytest.raises(NotWritten, match="is not there"):
        publication_write.write_set(made, tmp_path / "no" / "where")
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "data") == ["file", "full"]


def test_when_the_ledger_refuses_the_earlier_set_stands_again(desk: Desk, tmp_path: Path) -> None:
    """The files and the entry go together: a fault in one takes the other back."""
    made = report_annual.annual_of(desk("qa lead"), YEAR)
    target = tmp_path / "out"
    publication_write.write_set(made, target)
    page = target / "public" / "annual-report.html"
    page.write_text("the earlier one")

    def fault() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(NotWritten, match="disk is full"):
        publication_write.write_set(made, target, keep=fault)
    assert page.read_text() == "the earlier one"
    publication_write.write_set(made, target)
    assert page.read_text() != "the earlier one"
    shutil.rmtree(target)


@pytest.mark.parametrize(("year", "says"), [("2026", "not a year"), ("2030-31", "has not begun")])
def test_a_year_that_is_none_is_refused(desk: Desk, year: str, says: str) -> None:
    """A sentence with the way in which a year is written, or that it has not begun."""
    with pytest.raises(QAError, match=says):
        report_annual.annual_of(desk("qa lead"), year)


def test_a_year_with_no_audits_is_an_honest_report(desk: Desk, tmp_path: Path) -> None:
    """The year before has none: the report says so and is written."""
    made = report_annual.annual_of(desk("qa lead"), "2025-26")
    assert not made.frozen.audits
    assert "No first audit of a drawn sample" in json.dumps(plain(made.public.report), default=str)
    assert publication_write.write_set(made, tmp_path / "out")


def test_every_published_year_before_is_read_until_one_is_missing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The years before last year come from their own frozen sets, the oldest first."""
    cswo = approved(desk)
    publication_publish.publish(cswo, HERE, tmp_path / "out")
    last = publication.one(cswo, HERE)

    def published(_workspace: object, year: str) -> publication.View | None:
        if year <= "2024-25":
            return None
        earlier = replace(last.publication, year=years.before(year))
        return replace(last, publication=earlier)

    monkeypatch.setattr(publication, "published_before", published)
    found = report_annual._earlier(cswo, last, public=True)
    assert len(found) == 2
    assert all(one.public and one.frozen.counted for one in found)
    assert report_annual._earlier(cswo, None, public=True) == ()
