"""The main job without a screen: one audit from allocation to sign-off, as people do it, and its reports."""

import random
from dataclasses import dataclass, replace
from pathlib import Path

from qa_tool.action.model import Action
from qa_tool.demo import make, mould, reports, words
from qa_tool.progress import SILENT, Progress
from qa_tool.store import action as action_shelf
from qa_tool.store import moderation as reading_shelf
from qa_tool.work import action, audit, audit_list, moderation, report, session
from qa_tool.work.session import Doors
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Done:
    """What the main job made."""

    folder: Path
    audit: str
    files: tuple[Path, ...]


def run(
    folder: Path, wishes: make.Wishes | None = None, progress: Progress = SILENT
) -> tuple[Done, Workspace]:
    """Make the demonstration in `folder`/store, take one audit through everything, write the reports.

    Returns what was made, and the QA lead's desk, still open.
    """
    w = wishes or make.Wishes()
    store = folder / "store"
    make.make_demonstration(store, w, progress).store.close()
    usual = session.usual()
    doors = replace(usual, cost=w.cost, installation=w.installation)
    made = _through(store, w, doors)
    lead = _sit(store, "qa lead", w, doors)
    audit.sign_off(lead, made)
    files = reports.write_all(lead, folder / "reports", progress)
    feedback = folder / "reports" / "this-audit-feedback.pdf"
    files += (report.write(lead, "audit", feedback, report.Scope(audit=made)),)
    return Done(folder, made, files), lead


def _sit(store: Path, name: str, w: make.Wishes, doors: Doors) -> Workspace:
    return session.unlock(store, name, w.passphrase, doors=doors)


def _through(store: Path, w: make.Wishes, doors: Doors) -> str:
    """Started, answered, handed in, read again blind, acted on, verified; returns the audit's id."""
    ada = _sit(store, "auditor", w, doors)
    audit_id = _audited(ada)
    ada.store.close()
    lead = _sit(store, "qa lead", w, doors)
    reading = _passed_to_mira(lead, audit_id)
    lead.store.close()
    mira = _sit(store, "moderator", w, doors)
    _read_again(mira, reading)
    mira.store.close()
    ada = _sit(store, "auditor", w, doors)
    acted = _acted(ada, audit_id)
    ada.store.close()
    lead = _sit(store, "qa lead", w, doors)
    action.mark_done(lead, acted.id, words.PROOFS[2], words.DIFFERENCES[0])
    lead.store.close()
    cswo = _sit(store, "cswo", w, doors)
    action.verify(cswo, acted.id, words.DIFFERENCES[0])
    cswo.store.close()
    return audit_id


def _audited(ada: Workspace) -> str:
    """The first case that waits, graded through the form engine, answer by answer, and handed in."""
    waiting = next(row for row in audit_list.mine(ada) if row.state == "allocated")
    audit_id = audit.start(ada, waiting.allocation, declared=True)
    opened = audit.open_draft(ada, audit_id)
    rng = random.Random(11)  # noqa: S311  made-up content must repeat
    filled = mould.make(opened.template, 4, rng)
    days = (ada.clock.today() - mould.BASE).days
    for key, value in mould.moved(filled.answers, days).items():
        audit.keep_answer(ada, audit_id, key, value)
    form = audit.open_draft(ada, audit_id).form
    found = audit.readiness(ada, audit_id, form).findings
    audit.hand_in(ada, audit_id, {f.code: "Looked at again, and it stands." for f in found})
    return audit_id


def _passed_to_mira(lead: Workspace, audit_id: str) -> str:
    reading = reading_shelf.of_audit(lead.store, audit_id)
    if reading is None:
        raise LookupError("an Inadequate audit is always read again")
    mira = next(p for p, name in moderation.who_may_read(lead, reading.id) if "Mira" in name)
    if reading.moderator != mira:
        moderation.pass_on(lead, reading.id, mira)
    return reading.id


def _read_again(mira: Workspace, reading_id: str) -> None:
    """Blind first, then side by side; one grade differs and is explained."""
    moderation.declare(mira, reading_id)
    opened = moderation.open_blind(mira, reading_id)
    for domain in opened.template.graded:
        grade = "inadequate" if domain.limiting else "requires_improvement"
        moderation.keep_answer(mira, reading_id, f"{domain.key}.grade", grade)
    moderation.keep_answer(mira, reading_id, "overall.grade", "inadequate")
    moderation.keep_answer(mira, reading_id, "overall.reason", words.CHANGED[0])
    moderation.save_grades(mira, reading_id, "blind")
    found = moderation.comparison(mira, reading_id)
    moderation.close(
        mira,
        reading_id,
        moderation.Verdict(
            grade_right=True, well_done="mostly", final_overall="inadequate",
            final_grades=found.reading.grades, reason=words.CHANGED[0],
            feedback="Dated reasons throughout. Say more about what changed for the child.",
        ),
    )  # fmt: skip


def _acted(ada: Workspace, audit_id: str) -> Action:
    lead = next(p.id for p in ada.people.values() if "qa_lead" in p.roles)
    due = action.due_choices(ada)[1][1]
    template = audit_list.view(ada, audit_id).template
    limiting = next(domain.key for domain in template.graded if domain.limiting)
    wanted = action.Wanted(audit_id, f"{limiting}.grade", words.ACTIONS[1], owner=lead, due=due)
    action.raise_(ada, wanted)
    return action_shelf.actions(ada.store, audit=audit_id)[-1]
