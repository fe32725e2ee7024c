"""Where something new goes: beside or inside the part that the author is on."""

from qa_tool.template import edit_new
from qa_tool.template.edit import Edit, Tables, remove, value_at
from qa_tool.template.edit_outline import Line
from qa_tool.template.locate import Path
from qa_tool.template.voices import MOST_QUESTIONS


def add_part(  # noqa: PLR0911 - one for each sort
    tables: Tables, here: Path, part: str, kind: str = "yes_no"
) -> Edit | None:
    """Add a part of this sort as near as it can stand to where the author is; None where it cannot."""
    match part:
        case "domain":
            place = int(here[1]) + 1 if here[:1] == ("domain",) else len(tables.get("domain", ()))
            return edit_new.add_domain(tables, place)
        case "question":
            return _question(tables, here, kind)
        case "rule":
            return edit_new.add_rule(tables, _behind(tables, here, "rule"))
        case "safety":
            return edit_new.add_safety(tables, _behind(tables, here, "safety"))
        case "voice":
            return edit_new.add_voice(tables, _behind(tables, here, "voice"))
        case "asked":
            return _asked(tables, here)
    return None


def beside(tables: Tables, line: Line, kind: str = "yes_no") -> Edit | None:
    """What Insert adds: another one of the same, or the first one inside."""
    parts = {
        "domain": "question", "question": "question", "rule": "rule", "safety": "safety",
        "voice": "asked", "asked": "asked", "about": "domain", "overall": "domain",
    }  # fmt: skip
    part = str(line.path[0]) if line.part == "list" else parts[line.part]
    return add_part(tables, line.path, part, kind)


def take_out(tables: Tables, line: Line) -> Edit | None:
    """Take a part out; None where it cannot be."""
    words = {
        "domain": "Take out a domain", "question": "Take out a question", "rule": "Take out a rule",
        "safety": "Take out a safety question", "voice": "Take out a voice",
        "asked": "Take out a question",
    }  # fmt: skip
    return remove(tables, line.path, words[line.part]) if line.part in words else None


def _question(tables: Tables, here: Path, kind: str) -> Edit | None:
    """Behind the question that the author is on, at the end of a domain or group, or of the last domain."""
    domains = len(tables.get("domain", ()))
    if not domains:
        return None
    if here[:1] != ("domain",):
        here = ("domain", domains - 1)
    if value_at(tables, (*here, "kind")) == "group" and kind != "group":
        return edit_new.add_question(tables, (*here, "question", 10_000), kind)
    if len(here) == 2:
        return edit_new.add_question(tables, (*here, "question", 10_000), kind)
    if len(here) > 4 and kind == "group":
        here = here[:4]
    return edit_new.add_question(tables, (*here[:-1], int(here[-1]) + 1), kind)


def _asked(tables: Tables, here: Path) -> Edit | None:
    if here[:1] != ("voice",) or len(here) < 2:
        return None
    if len(value_at(tables, (*here[:2], "question")) or ()) >= MOST_QUESTIONS:
        return None
    place = int(here[3]) + 1 if len(here) == 4 else 10_000
    return edit_new.add_voice_question(tables, (*here[:2], "question", place))


def _behind(tables: Tables, here: Path, key: str) -> int:
    """Behind the one that the author is on, or at the end."""
    return int(here[1]) + 1 if here[:1] == (key,) and len(here) > 1 else len(tables.get(key, ()))
