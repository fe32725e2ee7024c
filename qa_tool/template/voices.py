"""What each voice is asked: the dialect's [[voice]] blocks."""

from typing import cast, get_args

from qa_tool.template.draft import Draft
from qa_tool.template.findings import shown
from qa_tool.template.model import Voice, VoiceKind, VoiceQuestion
from qa_tool.template.table import Table

KINDS: tuple[VoiceKind, ...] = get_args(VoiceKind)
MOST_QUESTIONS = 6
_CHILDS: VoiceKind = "child"


def read_voices(top: Table, draft: Draft) -> None:
    """Read every [[voice]] into the draft: whose voice, and up to six questions of their own."""
    seen: set[str] = set()
    for table in top.tables("voice"):
        who = table.word("who", KINDS, needed=True)
        opening = table.text("opening")
        questions = _questions(table, who)
        table.done()
        if who in seen:
            what = f"There are two voices with who = {shown(who)}."
            table.error("who", what, "Put all of their questions under one [[voice]].", "duplicate")
        elif who:
            seen.add(who)
            draft.voices.append(Voice(cast("VoiceKind", who), opening, questions))


def _questions(table: Table, who: str) -> tuple[VoiceQuestion, ...]:
    found: dict[str, VoiceQuestion] = {}
    blocks = table.tables("question")
    for block in blocks:
        question = VoiceQuestion(
            block.key(), block.text("text", needed=True), block.text("easy"), block.text("help")
        )
        block.done()
        if question.key in found:
            what = f"The key {shown(question.key)} stands twice in this voice."
            block.error("key", what, "Give each question its own key.", "duplicate_key")
        if who == _CHILDS and not question.easy:
            what = "A child is asked this and there are no easy words for it."
            cure = "Add easy = with the same question in words for a child of six."
            table.findings.warning(block.place, what, cure, "no_easy_words")
        if question.key:
            found.setdefault(question.key, question)
    if not blocks:
        cure = "Add one to six [[voice.question]], each with key and text."
        table.findings.error(table.place, "This voice is asked nothing.", cure, "empty")
    elif len(blocks) > MOST_QUESTIONS:
        cure = f"Keep the {MOST_QUESTIONS} that matter most: people give a few minutes."
        what = f"This voice is asked {len(blocks)} questions."
        table.findings.error(table.place, what, cure, "too_many")
    return tuple(found.values())
