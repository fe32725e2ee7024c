"""The made-up council has used the front-door sample before in other words: two versions, one crosswalk."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from qa_tool.demo.story import Teller
from qa_tool.template.model import Domain, Question, Template
from qa_tool.template.plain import fingerprint
from qa_tool.work import crosswalk
from qa_tool.work import template as templates

KEY = "front_door_dip_sample"
VERSION = "0.9"
_CAME, _AGAIN, _SAID = 240, 100, 98  # days ago: the older version, today's, what became of what
_OTHER_WORDS = {
    "history.earlier_read": "Were the earlier contacts about this child read before the decision?",
    "manager.looked": "Did a manager decide, and soon enough?",
}
_OTHER_KEY = ("decision.yours", "decision.own_view")
_GONE = Question(
    "feedback.letters", "text", "Which letters were sent, and on which days?",
    help="Asked until it showed that a list of letters says nothing about the child.",
)  # fmt: skip


def tell(teller: Teller) -> None:
    """The older version, today's version again, and the QA lead who says what became of what."""
    lead = teller.desk("")
    now, mark = templates.current(lead, KEY)
    older = earlier(now)
    _at(teller, _CAME)
    templates.use(lead, [older])
    _at(teller, _AGAIN)
    templates.use(lead, [now])
    _at(teller, _SAID)
    found = crosswalk.look(lead, fingerprint(older), mark)
    crosswalk.confirm(lead, found.proposal.crosswalk, "Agreed with the front-door managers.")


def _at(teller: Teller, ago: int) -> None:
    """Set the clock without a throw of the story's dice: what is told after it stays as it is."""
    day = teller.today - timedelta(days=ago)
    teller.clock.set(datetime.combine(day, time(11), tzinfo=UTC))


def earlier(now: Template) -> Template:
    """Today's template as it was: some words, one key, and one question that is no longer asked."""
    return replace(
        now, version=VERSION, about=f"{now.about} (The version before.)",
        domains=tuple(_earlier(domain) for domain in now.domains),
    )  # fmt: skip


def _earlier(domain: Domain) -> Domain:
    questions = tuple(_question(question) for question in domain.questions)
    gone = (_GONE,) if _GONE.key.startswith(f"{domain.key}.") else ()
    return replace(domain, questions=(*questions, *gone))


def _question(question: Question) -> Question:
    if question.key == _OTHER_KEY[0]:
        return replace(question, key=_OTHER_KEY[1])
    return replace(question, text=_OTHER_WORDS.get(question.key, question.text))
