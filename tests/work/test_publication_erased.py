"""A quotation that was erased is never written by a report again, whoever erased it and wherever."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from qa_tool.store import audit as audit_shelf
from qa_tool.store import publication as shelf
from qa_tool.store.audit import Wanted
from qa_tool.store.record import plain
from qa_tool.store.verify import verify
from qa_tool.work import publication, publication_publish, quotation, report_annual
from qa_tool.work.quotation import Proposal
from qa_tool.work.workspace import Workspace

Desk = Callable[[str], Workspace]
YEAR, HERE = "2026-27", "publication-2026-27"
ONE = "Made-up words: zebra came late."
OTHER = "Made-up words: heron came in time."


def _quoted(desk: Desk) -> tuple[str, str]:
    """Two quotations with a second yes, chosen for the report, frozen, reviewed and approved; the CSWO sits."""
    cswo = desk("cswo")
    numbers = audit_shelf.rows_of(cswo.store, Wanted(states=("closed", "signed_off")))
    audit = next(iter(audit_shelf.heads(cswo.store, numbers))).id
    names = [
        quotation.propose(cswo, Proposal(audit, "risk.reason", "drift", words, words)).ids[0]
        for words in (ONE, OTHER)
    ]
    lead = desk("qa lead")
    for name in names:
        quotation.approve(lead, name, "public")
    publication.quote(lead, HERE, names)
    publication.write_text(lead, HERE, "activity", "Words of the QA lead.")
    publication.freeze(lead, HERE)
    publication.review(lead, HERE)
    publication.approve(desk("cswo"), HERE)
    return names[0], names[1]


def _printed(workspace: Workspace) -> str:
    """Both editions as one text."""
    made = report_annual.annual_of(workspace, YEAR)
    return json.dumps([plain(one.report) for one in made.editions], default=str)


def _in_ledger(workspace: Workspace, word: str) -> int:
    asked = "SELECT count(*) FROM entry WHERE instr(body, ?)"
    return int(workspace.store.raw.execute(asked, [word]).fetchone()[0])


def test_an_erased_quotation_leaves_a_report_that_is_not_out(desk: Desk) -> None:
    """It is printed no more, the yes is asked again, the words are gone from the frozen set; the other stays."""
    one, _other = _quoted(desk)
    lead = desk("qa lead")
    assert "zebra" in _printed(lead)
    assert publication.one(lead, HERE).stands.state == "approved"
    quotation.erase(lead, one, "They asked for it in a made-up letter.")
    printed = _printed(lead)
    assert "zebra" not in printed
    assert "heron" in printed
    assert publication.one(lead, HERE).stands.state == "draft"
    assert _in_ledger(lead, "zebra") == 0
    publication.freeze(lead, HERE)
    found = publication.one(lead, HERE)
    assert one not in found.publication.quotations
    assert found.kept is not None
    assert [quoted.words for quoted in found.kept.quoted] == [OTHER]
    assert verify(lead.store) == ()


def test_a_set_that_came_with_the_words_prints_them_no_more(desk: Desk) -> None:
    """Frozen on a laptop that did not know of the erasure: the set still has the words, no report does."""
    one, _other = _quoted(desk)
    lead = desk("qa lead")
    kept = shelf.kept(lead.store, HERE)
    assert kept is not None
    chosen = publication.one(lead, HERE).publication
    quotation.erase(lead, one, "They asked for it in a made-up letter.")
    with lead.store.together():
        lead.write("publication", HERE, {"publication": chosen})
        lead.write("publication", f"{HERE}/set", {"set": replace(kept, by="somebody")})
    assert _in_ledger(lead, "zebra") == 1
    assert "zebra" not in _printed(lead)
    told = [check.what for check in publication_publish.checked(lead, HERE).checks]
    assert any("erased since" in what for what in told)
    publication.freeze(lead, HERE)
    assert publication.one(lead, HERE).publication.quotations == chosen.quotations[1:]
    told = [check.what for check in publication_publish.checked(lead, HERE).checks]
    assert not any("erased since" in what for what in told)


def test_what_is_out_stays_published_without_the_words(desk: Desk, tmp_path: Path) -> None:
    """Published is published: the state stays, the stored words go, and the ledger is whole."""
    one, _other = _quoted(desk)
    cswo = desk("cswo")
    publication_publish.publish(cswo, HERE, tmp_path / "out")
    quotation.erase(desk("qa lead"), one, "They asked for it in a made-up letter.")
    lead = desk("qa lead")
    assert publication.one(lead, HERE).stands.state == "published"
    assert "zebra" not in _printed(lead)
    assert "heron" in _printed(lead)
    assert _in_ledger(lead, "zebra") == 0
    assert verify(lead.store) == ()
