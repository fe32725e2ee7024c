"""Keys of a template that is being written: made from the words, and changed wherever they are named."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from qa_tool.template.conditions import BadCondition, calculation, parse
from qa_tool.template.edit import Edit, Op, Tables, done, joined, value_at
from qa_tool.template.locate import Path
from qa_tool.template.table import KEY

_LONGEST = 40
_MOST_WORDS = 6
# A key that nobody chose: it takes its words from the text once that is written.
_NOBODYS = re.compile(r"(?:domain|question|rule|safety|choice|row|column)_[0-9]+")
_LEFT_OUT = frozenset("a an and are at be by did do does for from had has have how in is it of on or that the their there this to was were what when where which who with you".split())  # fmt: skip  # noqa: SIM905
CONDITIONS = (
    "ask_when", "required_when", "constraint", "when", "theme_when", "evidence_when", "action_when",
)  # fmt: skip
CALCULATIONS = ("calculation",)


def key_from(text: str, taken: Iterable[str], fallback: str = "question_1") -> str:
    """A key made of the first words that say something, unlike those that are taken."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    said = [word for word in words if word not in _LEFT_OUT] or words
    key = "_".join(said[:_MOST_WORDS])[:_LONGEST].strip("_")
    if not KEY.fullmatch(key):
        key = f"q_{key}"[:_LONGEST].strip("_") if key and key[0].isdigit() else fallback
    return fresh(key, taken)


def fresh(key: str, taken: Iterable[str]) -> str:
    """This key, or the first with a number behind it that is not taken."""
    have = set(taken)
    if key not in have:
        return key
    stem = re.sub(r"_[0-9]+$", "", key)
    number = 2
    while f"{stem}_{number}" in have:
        number += 1
    return f"{stem}_{number}"


def nobodys(key: object) -> bool:
    """Whether this key was only put there until there are words to make one from."""
    return isinstance(key, str) and bool(_NOBODYS.fullmatch(key))


def full_key(tables: Tables, path: Path) -> str:
    """The key under which a question's answer stands, such as `risk.seen`; "" where it is no question."""
    if path[:1] != ("domain",):
        return ""
    ends = [path[: place + 1] for place in range(1, len(path), 2)]
    keys = [value_at(tables, (*end, "key")) for end in ends]
    return ".".join(str(key) for key in keys) if all(keys) else ""


def siblings(tables: Tables, path: Path) -> list[str]:
    """The keys of the other entries of the list that this place stands in."""
    have = value_at(tables, path[:-1])
    others = [item for place, item in enumerate(have or ()) if place != path[-1]]
    return [str(item.get("key", "")) for item in others if isinstance(item, Mapping)]


def rename(tables: Tables, path: Path, key: str) -> Edit | None:
    """Give a record another key; conditions and rules that name it name the new one."""
    old = value_at(tables, (*path, "key"))
    if old == key:
        return None
    ops = [Op("put", (*path, "key"), old, key or None)]
    before = full_key(tables, path)
    if before and key:
        after = f"{before.rpartition('.')[0]}.{key}".lstrip(".")
        ops += following(tables, before, after)
        if len(path) == 2:
            ops += _rules(tables, str(old), key)
    elif path[:1] == ("safety",) and old and key:
        ops += following(tables, f"safety.{old}", f"safety.{key}")
    return Edit("Change the key", tuple(ops), path, path)


def settled(tables: Tables, path: Path) -> Edit | None:
    """A key for a record whose words are written by now, where nobody has chosen one."""
    record = value_at(tables, path)
    if not isinstance(record, Mapping) or not nobodys(record.get("key")):
        return None
    words = str(record.get("title") or record.get("text") or record.get("why") or "")
    key = key_from(words, siblings(tables, path), str(record["key"])) if words.strip() else ""
    return rename(tables, path, key) if key and not nobodys(key) else None


def settled_here(tables: Tables, path: Path) -> Edit | None:
    """Keys from their words for a record and for the answers, rows and columns in it, as one step."""
    whole: Edit | None = None
    record = value_at(tables, path) if path else None
    for field in ("", "choices", "rows", "columns"):
        have = record.get(field) if isinstance(record, Mapping) and field else None
        items = range(len(have)) if isinstance(have, list) else ()
        places = [(*path, field, n) for n in items] if field else [path]
        for place in places if path else ():
            edit = settled(done(tables, whole) if whole else tables, place)
            if edit is not None:
                whole = edit if whole is None else joined(whole, edit)
    return whole


def following(tables: Tables, old: str, new: str) -> list[Op]:
    """The changes that make every condition name the new key instead of the old one."""

    def other(name: str) -> str:
        if name == old or name.startswith((f"{old}.", f"{old}#")):
            return new + name[len(old) :]
        return name

    ops = []
    for path, text, counted in expressions(tables):
        after = _renamed(text, other, counted=counted)
        if after != text:
            ops.append(Op("put", path, text, after))
    return ops


def expressions(tables: Tables) -> Iterator[tuple[Path, str, bool]]:
    """Every condition and calculation with its place; the last says whether it is a calculation."""
    for path, record in records(tables):
        for field in (*CONDITIONS, *CALCULATIONS):
            text = record.get(field)
            if isinstance(text, str) and text:
                yield (*path, field), text, field in CALCULATIONS


def records(tables: Tables) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Every table of the tables with its place, from the top down."""
    yield from _inside(tables, ())


def _inside(here: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    yield path, here
    for key, value in here.items():
        if isinstance(value, Mapping):
            yield from _inside(value, (*path, key))
        elif isinstance(value, list):
            for place, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield from _inside(item, (*path, key, place))


def _renamed(text: str, other: Callable[[str], str], *, counted: bool) -> str:
    """The text about the new names; what cannot be read, or names none of them, stays as it is written."""
    try:
        read = calculation(text) if counted else parse(text)
    except BadCondition:
        return text
    if all(other(name) == name for name in read.names()):
        return text
    return str(read.about(other))


def _rules(tables: Tables, old: str, new: str) -> list[Op]:
    """Rules that name this domain name it anew."""
    return [
        Op("put", ("rule", place, "domains"), have, [new if key == old else key for key in have])
        for place, rule in enumerate(tables.get("rule", ()))
        if old in (have := rule.get("domains", ()))
    ]
