"""A small made-up council for the tests of pages: nobody in it lives, and no child is meant."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from qa_tool.audit.form import Form
from qa_tool.audit.views import QuestionView
from qa_tool.clock import FixedClock
from qa_tool.council.model import Area, Case, Person, Role, Round, Team
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.ledger.entry import Signer
from qa_tool.ledger.roster import enrol_body
from qa_tool.sampling.model import Rules
from qa_tool.work import audit, council, moderation, sample, session
from qa_tool.work.workspace import Workspace

NOW = datetime(2026, 11, 9, 9, 30, tzinfo=UTC)
TEMPLATE = "core_case_audit"
EVIDENCE = [{"what": "Made-up record", "date": "2026-10-01", "shows": "It is dated"}]
PEOPLE: tuple[tuple[str, str, tuple[Role, ...], str, str], ...] = (
    ("per-vera", "Vera Oakfield", ("cswo",), "", ""),
    ("per-head", "Hugo Stillwater", ("team_manager",), "", ""),
    ("per-mia", "Mia Fernley", ("team_manager",), "team-1", "per-head"),
    ("per-tom", "Tom Larkhill", ("social_worker",), "team-1", "per-mia"),
    ("per-una", "Una Brightwell", ("social_worker",), "team-2", "per-head"),
    ("per-ada", "Ada Merrow", ("auditor",), "team-3", ""),
    ("per-bo", "Bo Quillby", ("auditor",), "team-3", ""),
    ("per-mo", "Mo Thistlewood", ("moderator",), "team-3", ""),
    ("per-kim", "Kim Sallowfield", ("moderator", "auditor"), "team-3", ""),
)


@dataclass
class Council:
    """The made-up council: one store, a desk for each of its people, and a clock to push on."""

    lead: Workspace
    clock: FixedClock
    desks: dict[str, Workspace] = field(default_factory=dict)
    cases: list[str] = field(default_factory=list)
    round: str = ""

    def desk(self, person: str) -> Workspace:
        """The workspace of somebody, made when first asked for."""
        if person not in self.desks:
            signer = Signer.make()
            body = enrol_body(
                signer, person, tuple(self.lead.people[person].roles), "made-up-laptop"
            )
            with self.lead.store.together():
                self.lead.write("enrol", signer.writer, body)
            self.desks[person] = Workspace(
                self.lead.store, self.lead.people[person], self.clock, self.lead.ids,
                self.lead.folder, signer,
            )  # fmt: skip
        return self.desks[person]

    def draw(self) -> None:
        """Draw all cases by lot, so that their audits enter the rates; none is read again by chance."""
        council.keep_round(self.lead, replace(council.round_named(self.lead), moderation_share=0))
        round_ = council.round_named(self.lead)
        sample.record_seed(self.lead, round_, TEMPLATE, "4711")
        sample.draw_sample(self.lead, round_, TEMPLATE, Rules("simple", len(self.cases)))

    def allocate(self, case: int, auditor: str = "per-ada", due: date | None = None) -> str:
        """Give a case to an auditor; the id of the allocation."""
        wish = council.Wish(
            self.round, self.cases[case], TEMPLATE, auditor, due or date(2026, 11, 20)
        )
        return council.allocate(self.lead, [wish]).ids[0]

    def draft(self, case: int, auditor: str = "per-ada") -> str:
        """An audit that is being written; its id."""
        given = self.allocate(case, auditor)
        return audit.start(self.desk(auditor), given, declared=True)

    def hand_in(
        self, case: int, auditor: str = "per-ada", grade: str = "good", **grades: str
    ) -> str:
        """An audit that is handed in, whole, with these grades; its id."""
        made = self.draft(case, auditor)
        desk = self.desk(auditor)
        form = audit.open_draft(desk, made).form
        fill(form, grade, grades)
        desk.store.drafts.fill(made, form.answers, self.clock.now())
        findings = audit.readiness(desk, made, form).findings
        audit.hand_in(desk, made, {f.code: "Looked at again, and it stands." for f in findings})
        return made

    def reading_of(self, audit_id: str) -> str:
        """The id of the second reading of an audit, or nothing."""
        from qa_tool.store import moderation as shelf

        found = shelf.of_audit(self.lead.store, audit_id)
        return found.id if found else ""

    def read_again(self, reading: str, grade: str = "good", **grades: str) -> Workspace:
        """Save the moderator's own grades; the moderator's desk."""
        from qa_tool.store import moderation as shelf

        found = shelf.reading(self.lead.store, reading)
        assert found is not None
        desk = self.desk(found.moderator)
        moderation.declare(desk, reading)
        form = moderation.open_blind(desk, reading).form
        fill(form, grade, grades)
        desk.store.drafts.begin(reading)
        desk.store.drafts.fill(reading, form.answers, self.clock.now())
        stands = {f.code: "Looked at again, and it stands." for f in moderation.findings(form)}
        moderation.save_grades(desk, reading, "blind", stands)
        return desk


def fill(form: Form, grade: str, grades: dict[str, str]) -> None:
    """Answer all that is missing, in plain made-up words."""
    for domain in form.template.graded:
        form.answer(f"{domain.key}.grade", grades.get(domain.key, grade))
        form.answer(f"{domain.key}.evidence", EVIDENCE)
    if form.template.overall.kind == "graded":
        form.answer("overall.grade", grades.get("overall", grade))
    for _turn in range(6):
        gaps = form.gaps()
        if not gaps:
            return
        for gap in gaps:
            _answer(form, form.view(gap.key))
    raise AssertionError([gap.text for gap in form.gaps()])


def _answer(form: Form, view: QuestionView) -> None:
    if view.kind == "evidence":
        form.answer(view.key, EVIDENCE)
    elif view.kind == "text":
        form.answer(view.key, f"Made-up words about {view.key}.")
    elif view.kind == "date":
        form.answer(view.key, "2026-10-01")
    elif view.kind == "number":
        form.answer(view.key, view.least or 1)
    elif view.kind == "some_of":
        form.answer(view.key, [view.choices[0].key])
    elif view.key.startswith("safety."):
        form.answer(view.key, _calm(form, view))
    else:
        form.answer(view.key, view.choices[0].key)


def _calm(form: Form, view: QuestionView) -> str:
    question = next(q for q in form.template.safety if f"safety.{q.key}" == view.key)
    return next(c.key for c in view.choices if c.key not in question.worry)


def found(folder: Path, *, cases: int = 6) -> Council:
    """A council with people, teams, cases and one round."""
    clock = FixedClock(NOW)
    doors = session.Doors(clock, SeededIds(7), Cost(memory=8, rounds=1, lanes=1), folder / "laptop")
    lead, _code = session.found(
        folder / "store", "Made-up Council", "Amara Lindenow", "made-up words",
        doors=doors, person_id="per-lead",
    )  # fmt: skip
    with lead.store.together():
        for number in (1, 2):
            council.keep_area(lead, Area(f"area-{number}", f"Area {number}"))
        for number, area in ((1, 1), (2, 2), (3, 1)):
            council.keep_team(lead, Team(f"team-{number}", f"Team {number}", f"area-{area}"))
        for id_, name, roles, team, above in PEOPLE:
            council.keep_person(lead, Person(id_, name, roles, team, above))
        made = Council(lead, clock)
        for number in range(cases):
            worker, team = (("per-tom", "team-1"), ("per-una", "team-2"))[number % 2]
            council.keep_case(
                lead,
                Case(
                    f"case-{number}", f"MADE-{number:03}", council_number=f"CN-{number}", team=team,
                    worker=worker, kind="child_in_need", age_band="5 to 9",
                    opened=date(2026, 1, 5),
                ),
            )  # fmt: skip
            made.cases.append(f"case-{number}")
        made.round = council.keep_round(
            lead,
            Round("", "Quarter 3", templates=(TEMPLATE,), starts=date(2026, 10, 1),
                  due=date(2026, 11, 30), planned=20, seed="made-up"),
        ).ids[0]  # fmt: skip
    return made


def after(council_: Council, days: float) -> None:
    """Let so many days pass."""
    council_.clock.advance(timedelta(days=days).total_seconds())
