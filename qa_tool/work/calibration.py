"""A calibration session: made by the QA lead, graded in private by everybody, saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa_tool.audit import safety
from qa_tool.audit.form import Form
from qa_tool.council.line import why_not_independent
from qa_tool.council.model import Case
from qa_tool.errors import QAError, Refused
from qa_tool.moderation.calibration import Calibration, CalibrationGrades, Example
from qa_tool.store import calibration as shelf
from qa_tool.store import council as council_shelf
from qa_tool.store import safety as safety_shelf
from qa_tool.store.drafts import Step
from qa_tool.template.model import Template
from qa_tool.work import template as templates
from qa_tool.work.audit import NotReady
from qa_tool.work.change import Change, changed
from qa_tool.work.workspace import Workspace

_LEAST = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form of a new session holds; an example has a case's id or its own words."""

    title: str
    template: str
    examples: tuple[tuple[str, str, str], ...]
    """Title, id of a case or "", words or ""."""
    takes_part: tuple[str, ...]
    due: date | None = None


def make(workspace: Workspace, wanted: Wanted) -> Change:
    """Make a session; refuses a case that somebody who takes part may not judge."""
    workspace.need("qa_lead")
    if not wanted.title.strip():
        raise QAError("The session has no name.", "Type what people should find it by.")
    if len(set(wanted.takes_part)) < _LEAST:
        raise QAError("At least two people grade the same example.", "Choose who takes part.")
    if wanted.due is not None and wanted.due < workspace.clock.today():
        raise QAError("The due date lies in the past.", "Choose a day from today on.")
    _template, mark = templates.current(workspace, wanted.template)
    examples = tuple(_example(workspace, wanted, n) for n in range(len(wanted.examples)))
    if not examples:
        raise QAError("There is nothing to grade.", "Choose a case, or write a worked example.")
    session = Calibration(
        workspace.ids.new_id("cal"), wanted.title.strip(), wanted.template, mark,
        workspace.person.id, workspace.clock.now(), wanted.due,
        tuple(dict.fromkeys(wanted.takes_part)), examples,
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("calibration", session.id, session)
    return changed("calibration", ids=(session.id,))


def _example(workspace: Workspace, wanted: Wanted, number: int) -> Example:
    title, case_id, text = wanted.examples[number]
    name = f"ex{number + 1}"
    if not case_id:
        if not text.strip():
            raise QAError(
                f"Example {number + 1} has neither a case nor words.",
                "Choose a case, or write the example without names.",
            )
        return Example(name, title.strip() or f"Example {number + 1}", "", text.strip())
    case = council_shelf.case(workspace.store, case_id)
    if case is None:
        raise QAError("The case of this example is not known.", "Choose it from the list.")
    if shelf.waits_for_reading(workspace.store, case_id):
        raise Refused(
            f"Case {case.reference} waits for a blind second reading; a talk about it would spoil it.",
            "Choose another case, or wait until it is read.",
        )
    line = workspace.line(case.worker)
    for person in wanted.takes_part:
        if why_not_independent(person, case, line):
            raise Refused(
                f"{workspace.name(person)} holds case {case.reference}, stands above who does, or "
                "may not open this file.",
                "Choose another case, or leave them out of this session.",
            )
    return Example(name, title.strip() or f"Case {case.reference}", case_id)


def session_of(workspace: Workspace, session_id: str) -> Calibration:
    """A session that this person takes part in, or made, or leads."""
    session = shelf.one(workspace.store, session_id)
    if session is None:
        raise QAError("This calibration session is not here.", "Look at the list again.")
    me = workspace.person.id
    if me not in {*session.takes_part, session.made_by} and not workspace.is_a("qa_lead", "cswo"):
        raise Refused("You do not take part in this session.", "Ask the QA lead.")
    return session


@dataclass(frozen=True, slots=True)
class OpenExample:
    """One example on one's own desk: the engine, the case or the words; nobody else's grades."""

    session: Calibration
    example: Example
    form: Form
    template: Template
    case: Case | None
    saved: bool

    @property
    def draft(self) -> str:
        """The name that one's answers are kept under."""
        return f"{self.session.id}/{self.example.id}"


def open_example(workspace: Workspace, session_id: str, example_id: str) -> OpenExample:
    """Grade an example, or look at what one graded; the same for everybody, and private."""
    session = session_of(workspace, session_id)
    example = session.example(example_id)
    if example is None:
        raise QAError("This example is not in the session.", "Look at the session again.")
    me = workspace.person.id
    if me not in session.takes_part:
        raise Refused("You do not grade in this session.", "Only those who take part do.")
    template = templates.by_fingerprint(workspace, session.fingerprint)
    mine = shelf.own(workspace.store, session_id, me)
    saved = next((g for g in mine if g.example == example_id), None)
    if saved is not None:
        answers = {f"{key}.grade": value for key, value in saved.grades.items()}
        answers |= {f"{key}.reason": value for key, value in saved.reasons.items()}
        answers |= {"overall.grade": saved.overall} if saved.overall else {}
    else:
        answers = workspace.store.drafts.answers(_draft(workspace, session_id, example_id))
    case = council_shelf.case(workspace.store, example.case) if example.case else None
    if case is not None and not workspace.policy.keep_council_number:
        case = replace(case, council_number="")
    form = Form(
        template, answers, today=workspace.clock.today(),
        read_only=saved is not None or session.state != "open",
    )  # fmt: skip
    return OpenExample(session, example, form, template, case, saved is not None)


def _draft(workspace: Workspace, session_id: str, example_id: str) -> str:
    return f"{session_id}/{example_id}/{workspace.person.id}"


def keep_answer(
    workspace: Workspace, opened: OpenExample, key: str, value: object, *, merge: bool = False
) -> Change:
    """Keep one answer at once, in its own transaction."""
    name = _draft(workspace, opened.session.id, opened.example.id)
    workspace.store.drafts.begin(name)
    workspace.store.drafts.keep(name, key, value, workspace.clock.now(), merge=merge)
    return changed("draft", ids=(name,))


def undo(workspace: Workspace, opened: OpenExample) -> Step | None:
    """Take one's last answer back."""
    name = _draft(workspace, opened.session.id, opened.example.id)
    return workspace.store.drafts.undo(name) if workspace.store.drafts.has(name) else None


def missing(opened: OpenExample) -> tuple[tuple[str, str], ...]:
    """What is still to be given: a grade and a reason for each domain, and the overall."""
    form, found = opened.form, []
    for domain in opened.template.graded:
        if not form.grade(domain.key):
            found.append((f"{domain.key}.grade", f"{domain.title}: choose a grade."))
        elif not str(form.answers.get(f"{domain.key}.reason", "")).strip():
            found.append((f"{domain.key}.reason", f"{domain.title}: say why."))
    if opened.template.overall.kind == "graded" and not form.overall():
        found.append(("overall.grade", "Overall: choose a grade."))
    return tuple(found)


def save(workspace: Workspace, session_id: str, example_id: str, *, named: bool = False) -> Change:
    """Seal one's own grades of an example; `named` lets the group see one's name beside them later."""
    opened = open_example(workspace, session_id, example_id)
    if opened.saved:
        raise QAError("Your grades of this example are saved already.", "Go on with the next one.")
    if opened.session.state != "open":
        raise Refused(
            "The grades of this session were revealed, so yours would no longer be private.",
            "Take part in the talk; your notes stay on this page.",
        )
    gaps = missing(opened)
    if gaps:
        raise NotReady(gaps, "your grades can be saved")
    _refuse_unanswered(workspace, opened.example)
    me, form = workspace.person.id, opened.form
    reasons = {
        key: str(form.answers[f"{key}.reason"]).strip()
        for key in (*(d.key for d in opened.template.graded), "overall")
        if str(form.answers.get(f"{key}.reason", "")).strip()
    }
    name = _draft(workspace, session_id, example_id)
    kept = CalibrationGrades(
        name, session_id, example_id, me, workspace.clock.now(), form.overall() or "",
        form.grades(), reasons, named,
    )  # fmt: skip
    with workspace.store.together():
        workspace.write("calibration", name, kept, parents=newest(workspace, session_id))
        workspace.store.drafts.finish(name)
    return changed("calibration", ids=(session_id,))


def _refuse_unanswered(workspace: Workspace, example: Example) -> None:
    """A safety stop of one's own on the case is answered before anything else goes on."""
    if not example.case:
        return
    stops = safety_shelf.stops(workspace.store, case=example.case, only_open=True)
    if any(s.raised_by == workspace.person.id and not safety.answered(s) for s in stops):
        raise Refused(
            "Your safety stop on this case has no answer yet.",
            "Record on the page Safety who was told and what they answered.",
        )


def newest(workspace: Workspace, object_: str) -> Sequence[str]:
    """The newest entry of a session."""
    found = workspace.store.ledger.entries(kind="calibration", object=object_)
    return [entry.id for entry in found][-1:]
