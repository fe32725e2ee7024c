"""The bank of quotations: blanked words from audits, which a second person must have said yes to.

The words stand in the ledger's erasable entries only; a yes or no names the very words it is about,
so that a later change of one letter asks for another yes.
"""

from dataclasses import dataclass, replace

from qa_tool.audit.record import Audit
from qa_tool.errors import QAError, Refused
from qa_tool.figures.dataset import Words
from qa_tool.store import audit as audit_shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import theme as shelf
from qa_tool.theme import blanks
from qa_tool.theme.blanks import Known
from qa_tool.theme.model import Decision, Quotation, Use, Wording
from qa_tool.work import template as templates
from qa_tool.work import theme as themes
from qa_tool.work.change import Change, changed
from qa_tool.work.report_words import words_of
from qa_tool.work.retention_plan import carry_out, plan
from qa_tool.work.shield import hidden, may_read, need_read
from qa_tool.work.theme_tag import may_tag, root_of, unseen
from qa_tool.work.waiting import Waiting
from qa_tool.work.workspace import Workspace

LONGEST = 600  # letters: a quotation, not a case history


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposes to quote: where it stands, the words as they are, and as others may read them."""

    audit: str
    key: str
    theme: str
    original: str
    blanked: str
    family: bool = False
    consent: str = ""


def sources(workspace: Workspace, audit_id: str) -> tuple[Words, ...]:
    """Everything typed into an audit that this person may quote from."""
    audit = _audit(workspace, audit_id)
    template = templates.by_fingerprint(workspace, audit.fingerprint)
    answers = audit_shelf.answers(workspace.store, audit.id)
    found = words_of(answers, template)
    return tuple(words for words in found if not words.key.startswith("consistency."))


def known(workspace: Workspace, audit_id: str) -> Known:
    """Everybody and every team that the council knows by name, and the case of this audit."""
    audit = audit_shelf.audit(workspace.store, audit_id)
    case = council_shelf.case(workspace.store, audit.case) if audit is not None else None
    own = (case.reference, case.council_number) if case is not None else ()
    return Known(
        tuple(person.name for person in workspace.people.values()),
        (
            *(team.name for team in workspace.teams.values()),
            *(area.name for area in workspace.areas.values()),
        ),
        tuple(name for name in own if name),
    )


def proposed(workspace: Workspace, audit_id: str, original: str) -> str:
    """These words with names, teams, places, dates, ages and numbers blanked, for a person to correct."""
    _audit(workspace, audit_id)
    return blanks.blanked(original, known(workspace, audit_id))


def propose(workspace: Workspace, given: Proposal) -> Change:
    """Put words into the bank; they wait for somebody else's yes."""
    audit = _audit(workspace, given.audit)
    if not may_tag(workspace, audit):
        raise Refused(
            "This audit is not yours to quote from.",
            "Its auditor, its moderator and the QA lead can propose a quotation.",
        )
    return _write(workspace, workspace.ids.new_id("quo"), given)


def edit(workspace: Workspace, quotation_id: str, given: Proposal) -> Change:
    """Change the words or what is said about them; whatever was decided no longer counts."""
    before = _one(workspace, quotation_id)
    if workspace.person.id != before.by and not workspace.is_a(*themes.KEEPERS):
        raise Refused("Somebody else proposed these words.", "Ask them or the QA lead.")
    if before.state == "withdrawn":
        raise Refused("These words were taken back.", "Propose them anew.")
    return _write(workspace, before.id, replace(given, audit=before.version, key=before.key))


def _write(workspace: Workspace, quotation_id: str, given: Proposal) -> Change:
    cleaned, theme_id = _checked(workspace, given)
    kept = Wording(
        quotation_id, root_of(workspace, given.audit), given.audit, given.key, theme_id,
        given.original.strip(), cleaned, given.family, given.consent.strip(),
        workspace.person.id, workspace.clock.now(), workspace.ids.new_id("wrd"),
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("quotation", quotation_id, {shelf.WORDS: kept})
    return changed("quotation", ids=(quotation_id,))


def _checked(workspace: Workspace, given: Proposal) -> tuple[str, str]:
    """The words that others will read and the theme they stand for, or a sentence about what is wrong."""
    cleaned = given.blanked.strip()
    if not given.original.strip() or not cleaned:
        raise QAError("There are no words to quote.", "Select them in the answer first.")
    if len(cleaned) > LONGEST:
        raise QAError(
            f"These are {len(cleaned)} letters; a quotation has at most {LONGEST}.",
            "Choose the sentence that says it best.",
        )
    theme = themes.codebook(workspace).theme(given.theme)
    if theme is None or theme.state != "in_use":
        raise QAError("It is not said which theme the words stand for.", "Choose a theme.")
    if given.family and not given.consent.strip():
        raise QAError(
            "These are a family's words, and it is not said who agreed that they are used.",
            "Write who said yes, and when. Without that they stay in the audit.",
        )
    left = blanks.survivors(cleaned, known(workspace, given.audit))
    if left:
        raise Refused(
            f"A name that the council knows still stands there: {', '.join(left)}.",
            "Put [name] in its place.",
        )
    return cleaned, theme.id


def approve(workspace: Workspace, quotation_id: str, use: Use) -> Change:
    """Say yes to these very words, for internal reports or for public ones too."""
    if use not in ("internal", "public"):
        raise QAError("It is not said where the words may be used.", "Choose internal or public.")
    found = _second_look(workspace, quotation_id)
    if found.family and not found.consent:
        raise Refused("A family's words need their consent.", "Write who said yes, and when.")
    left = blanks.survivors(found.blanked, known(workspace, found.version))
    if left:
        raise Refused(
            f"A name that the council knows still stands there: {', '.join(left)}.",
            "Change the words; then somebody else says yes.",
        )
    return _decide(workspace, found, Decision(
        found.mark, "approved", use, "", workspace.person.id, workspace.clock.now()
    ))  # fmt: skip


def refuse(workspace: Workspace, quotation_id: str, reason: str) -> Change:
    """Say no to these words, with a reason that their proposer reads."""
    found = _second_look(workspace, quotation_id)
    if not reason.strip():
        raise QAError(
            "There is no reason.", "Say what stands in the way, so that it can be mended."
        )
    return _decide(workspace, found, Decision(
        found.mark, "refused", "", reason.strip(), workspace.person.id, workspace.clock.now()
    ))  # fmt: skip


def withdraw(workspace: Workspace, quotation_id: str, reason: str) -> Change:
    """Take a quotation out of use, also an approved one: no later report quotes it."""
    found = _one(workspace, quotation_id)
    if workspace.person.id != found.by and not workspace.is_a(*themes.KEEPERS):
        raise Refused("Somebody else proposed these words.", "Ask them or the QA lead.")
    if found.state == "withdrawn":
        raise QAError("These words were taken back already.", "Look at the list again.")
    if not reason.strip():
        raise QAError("There is no reason.", "Say in one sentence why it is taken back.")
    return _decide(workspace, found, Decision(
        found.mark, "withdrawn", "", reason.strip(), workspace.person.id, workspace.clock.now()
    ))  # fmt: skip


def erase(workspace: Workspace, quotation_id: str, reason: str) -> Change:
    """Blank the words for good, in every state they ever had; that somebody did stays on the record."""
    workspace.need(*themes.KEEPERS)
    found = _one(workspace, quotation_id)
    if not reason.strip():
        raise QAError("There is no reason.", "Say who asked for it, or why the words must go.")
    with workspace.store.together():
        # The words also stand in the frozen sets of reports that quote them.
        carry_out(workspace, plan(workspace, [found.id]), found.id, reason.strip())
    return changed("quotation", "publication", ids=(found.id,))


def _decide(workspace: Workspace, found: Quotation, given: Decision) -> Change:
    with workspace.store.together():
        workspace.write("quotation", found.id, {shelf.DECISION: given})
    return changed("quotation", ids=(found.id,))


def _second_look(workspace: Workspace, quotation_id: str) -> Quotation:
    workspace.need(*themes.KEEPERS)
    found = _one(workspace, quotation_id)
    if found.state != "waiting":
        raise QAError("These words wait for nobody's yes.", "Look at the list again.")
    if workspace.person.id == found.by:
        raise Refused(
            "You proposed these words, so somebody else must say yes to them.",
            "Ask another QA lead or the Chief Social Work Officer.",
        )
    return found


def _one(workspace: Workspace, quotation_id: str) -> Quotation:
    found = shelf.quotation(workspace.store, quotation_id)
    if found is None:
        raise QAError("This quotation is not here any more.", "Look at the list again.")
    if found.audit in unseen(workspace) or not _may_see(workspace, found):
        raise Refused("This quotation is not yours to see.", "Ask the QA lead.")
    return found


def _may_see(workspace: Workspace, found: Quotation) -> bool:
    """The whole of it: who proposed it, and who may say yes."""
    return found.by == workspace.person.id or workspace.is_a(*themes.KEEPERS)


def _audit(workspace: Workspace, audit_id: str) -> Audit:
    audit = audit_shelf.audit(workspace.store, audit_id)
    if audit is None:
        raise QAError(
            "Words can be quoted from an audit that is handed in.",
            "Hand it in first; then propose the quotation.",
        )
    need_read(workspace, audit)
    return audit


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A quotation in the bank; `quotation.original` is blank for whoever may read the blanked words only."""

    quotation: Quotation
    title: str
    by: str
    decided_by: str
    reference: str
    mine: bool
    may_decide: bool


def rows(
    workspace: Workspace, *, theme: str = "", audit: str = "", waiting_only: bool = False
) -> tuple[QuotationRow, ...]:
    """The bank as this person may see it: everything for the QA lead and CSWO, one's own, and what is approved."""
    book, blind = themes.codebook(workspace), unseen(workspace)
    wanted = book.settled(theme) if theme else ""
    root = root_of(workspace, audit) if audit else ""
    found = []
    for one in shelf.quotations(
        workspace.store, audit=root, states=("waiting",) if waiting_only else ()
    ):
        if one.audit in blind or (wanted and book.settled(one.theme) != wanted):
            continue
        whole = _may_see(workspace, one)
        if whole or one.usable:
            found.append(_row(workspace, one, book.theme(one.theme), whole=whole))
    return tuple(found)


def _row(workspace: Workspace, one: Quotation, theme: object, *, whole: bool) -> QuotationRow:
    audit = audit_shelf.audit(workspace.store, one.version)
    reference = ""
    if audit is not None and may_read(workspace, audit) and audit.id not in hidden(workspace):
        case = council_shelf.case(workspace.store, audit.case)
        reference = case.reference if case is not None else ""
    mine = one.by == workspace.person.id
    shown = one if whole else replace(one, original="", consent="", reason="")
    keeper = workspace.is_a(*themes.KEEPERS)
    return QuotationRow(
        shown, getattr(theme, "title", ""), workspace.name(one.by),
        workspace.name(one.decided_by) if one.decided_by else "", reference, mine,
        keeper and not mine and one.state == "waiting",
    )  # fmt: skip


def waiting(workspace: Workspace) -> list[Waiting]:
    """One line for Home: quotations that wait for this person's yes."""
    if not workspace.is_a(*themes.KEEPERS):
        return []
    n, oldest = shelf.waiting(
        workspace.store, workspace.person.id, moderates=workspace.is_a("moderator")
    )
    if not n:
        return []
    words = f"{n} quotation{'s wait' if n > 1 else ' waits'} for your yes"
    detail = "Look at the words before and after blanking; the oldest first"
    return [Waiting("info", words, detail, "themes", {"quotation": oldest})]
