"""What an author adds: an empty template, a domain, a question of any kind, a rule, a voice; and what they move."""

from collections.abc import Mapping
from itertools import count
from typing import get_args

from qa_tool.template.edit import Edit, Op, Tables, done, insert, joined, move, put, value_at
from qa_tool.template.edit_fields import kept_as
from qa_tool.template.edit_names import following, fresh, full_key, key_from, siblings
from qa_tool.template.locate import Path
from qa_tool.template.model import QuestionKind, SubjectKind, VoiceKind

KINDS: tuple[str, ...] = get_args(QuestionKind)
LISTS = ("domain", "rule", "safety", "voice")
_CHOSEN = ("one_of", "some_of", "rank")
_MODE = (
    ("record_only", "Record only"),
    ("with_practitioner", "With the practitioner"),
    ("with_family", "With the practitioner and the family"),
)


def empty_template(title: str, publisher: str, subject: SubjectKind, scale: str) -> Tables:
    """The tables of a template with nothing in it but how the audit was done."""
    made: Tables = {
        "key": key_from(title, (), "new_template"),
        "version": "1",
        "title": title,
        "publisher": publisher,
        "language": "en-GB",
        "licence": "The council's own",
        "subject": subject,
        "months_read": 12,
        "months_judged": 6,
        "minutes": 60,
        "scale": scale,
        "overall": {"kind": "graded", "text": "Taking everything together, how good is the work?"},
        "domain": [
            {
                "key": "about",
                "title": "About this audit",
                "purpose": "How was this audit done, and what does it rest on?",
                "graded": False,
                "question": [
                    {
                        "key": "mode",
                        "kind": "one_of",
                        "text": "How was this audit done?",
                        "choices": [{"key": key, "text": text} for key, text in _MODE],
                        "required": True,
                    }
                ],
            }
        ],
    }
    return made


def add_domain(tables: Tables, place: int) -> Edit:
    """A new graded domain at this place."""
    key = _nobodys("domain", _keys(tables, ("domain",)))
    return insert(tables, ("domain", place), {"key": key}, "Add a domain")


def add_question(tables: Tables, at: Path, kind: str) -> Edit:
    """A new question of this kind at this place of a domain or a group."""
    made = new_question(kind, _nobodys("question", _keys(tables, at[:-1])))
    return insert(tables, at, made, "Add a question")


def new_question(kind: str, key: str) -> Tables:
    """A question as it begins: its words are still to be written, what its kind needs is there."""
    made: Tables = {"key": key, "kind": kind}
    if kind in _CHOSEN:
        made["choices"] = new_choices("choice")
    elif kind == "rating_grid":
        made |= {"rows": new_choices("row"), "choices": new_choices("choice")}
    elif kind == "group":
        made |= {"each": "Child", "question": [{"key": "question_1", "kind": "text"}]}
    elif kind == "score":
        made |= {"least": 0, "most": 10}
    return made


def new_choices(word: str) -> list[Tables]:
    """Two answers (rows, columns) whose words are still to be written."""
    return [{"key": f"{word}_{number}"} for number in (1, 2)]


def add_choice(tables: Tables, at: Path) -> Edit:
    """One more answer, row or column at this place."""
    word = {"rows": "row", "columns": "column"}.get(str(at[-2]), "choice")
    return insert(tables, at, {"key": _nobodys(word, _keys(tables, at[:-1]))}, f"Add a {word}")


def add_rule(tables: Tables, place: int) -> Edit:
    """A new rule about graded domains."""
    made = {"key": _nobodys("rule", _keys(tables, ("rule",)))}
    return insert(tables, ("rule", place), made, "Add a rule")


def add_safety(tables: Tables, place: int) -> Edit:
    """A new safety question."""
    made = {"key": _nobodys("safety", _keys(tables, ("safety",))), "worry": ["yes", "not_known"]}
    return insert(tables, ("safety", place), made, "Add a safety question")


def add_voice(tables: Tables, place: int) -> Edit | None:
    """Another voice that an audit seeks; None where all are there."""
    have = {voice.get("who") for voice in tables.get("voice", ())}
    left = [who for who in get_args(VoiceKind) if who not in have]
    if not left:
        return None
    made = {"who": left[0], "question": [{"key": "question_1"}]}
    return insert(tables, ("voice", place), made, "Add a voice")


def add_voice_question(tables: Tables, at: Path) -> Edit:
    """One more question to a voice."""
    key = _nobodys("question", _keys(tables, at[:-1]))
    return insert(tables, at, {"key": key}, "Add a question")


def copied(tables: Tables, path: Path) -> Edit:
    """The same once more, behind the first; its key is its own, and so are those that name it inside."""
    record = dict(value_at(tables, path))
    key = str(record.get("key", ""))
    taken = [*siblings(tables, path), key]
    after = (*path[:-1], int(path[-1]) + 1)
    edit = insert(tables, after, record | {"key": fresh(key or "question_1", taken)}, "Copy")
    if path[0] == "domain":  # what is asked inside looks at its own domain, not at the first one
        made = done(tables, edit)
        old, new = full_key(tables, path), full_key(made, after)
        ops = [op for op in following(made, old, new) if op.path[: len(after)] == after]
        edit = Edit(edit.words, (*edit.ops, *ops), edit.at, path)
    return edit


def change_kind(tables: Tables, path: Path, kind: str) -> Edit | None:
    """Make another kind of a question: what the new kind cannot have is left out, what it needs is added."""
    record = value_at(tables, path)
    if record.get("kind") == kind:
        return None
    begun = new_question(kind, str(record.get("key", "")))
    kept = kept_as(kind, record)
    if "scale" in kept:
        begun.pop("choices", None)
    after = begun | kept | {"kind": kind}
    return Edit("Change the kind", (Op("put", path, record, after),), path, path)


def move_to(tables: Tables, path: Path, to: Path) -> Edit | None:
    """Move something; a question that comes into another domain takes the conditions that name it along."""
    if not may_stand(tables, path, to):
        return None
    old = full_key(tables, path)
    edit = move(tables, path, to)
    if edit is None or not old:
        return edit
    moved = done(tables, edit)
    key = str(value_at(moved, (*edit.at, "key")))
    own = fresh(key, siblings(moved, edit.at))
    if (unlike := put(moved, (*edit.at, "key"), own)) is not None:
        edit = _with(edit, unlike.ops)
        moved = done(tables, edit)
    ops = following(moved, old, full_key(moved, edit.at))
    return _with(edit, tuple(ops)) if full_key(moved, edit.at) != old else edit


def may_stand(tables: Tables, path: Path, to: Path) -> bool:
    """Whether this may stand there: questions among questions, a group in no group, other parts among their like."""
    if path[-2] != to[-2] or path[0] != to[0] or to[: len(path)] == path:
        return False
    is_group = value_at(tables, (*path, "kind")) == "group"
    return not (is_group and len(to) > 4)


def step(tables: Tables, path: Path, by: int) -> Edit | None:
    """One place up (-1) or down (1); at the edge of a domain a question goes into the next one."""
    place = int(path[-1])
    have = value_at(tables, path[:-1])
    if 0 <= place + by < len(have):
        return move_to(tables, path, (*path[:-1], place + by + (1 if by > 0 else 0)))
    if path[0] != "domain" or len(path) != 4:
        return None
    domain = int(path[1]) + by
    if not 0 <= domain < len(tables["domain"]):
        return None
    end = 0 if by > 0 else len(tables["domain"][domain].get("question", ()))
    return move_to(tables, path, ("domain", domain, "question", end))


def put_scale(tables: Tables, path: Path, key: str) -> Edit | None:
    """Grade on another scale: descriptors of grades that it has too stay, the others stay to be looked at."""
    return put(tables, path, key, "Change the scale")


def choose_overall(tables: Tables, kind: str) -> Edit | None:
    """Whether the whole is graded, described in words, or left open; what cannot go along is taken out."""
    edit = put(tables, ("overall", "kind"), kind, "Change the overall")
    if edit is not None and kind != "graded":
        grading = put(tables, ("grading",), None)
        edit = joined(edit, grading) if grading is not None else edit
    return edit


def _with(edit: Edit, ops: tuple[Op, ...]) -> Edit:
    return Edit(edit.words, (*edit.ops, *ops), edit.at, edit.was_at)


def _keys(tables: Tables, path: Path) -> list[str]:
    have = value_at(tables, path)
    return [str(each.get("key", "")) for each in have or () if isinstance(each, Mapping)]


def _nobodys(word: str, taken: list[str]) -> str:
    return next(key for n in count(1) if (key := f"{word}_{n}") not in taken)


__all__ = [
    "KINDS",
    "LISTS",
    "add_choice",
    "add_domain",
    "add_question",
    "add_rule",
    "add_safety",
    "add_voice",
    "add_voice_question",
    "change_kind",
    "choose_overall",
    "copied",
    "empty_template",
    "may_stand",
    "move_to",
    "new_choices",
    "new_question",
    "put_scale",
    "step",
]  # fmt: skip
