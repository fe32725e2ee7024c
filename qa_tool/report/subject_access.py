"""The subject-access bundle: everything held about one child or one practitioner, third parties marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Heading,
    Note,
    Paragraph,
    Report,
    TableBlock,
)

TITLE = "Subject-access bundle"
MARKS = (
    "[[name? …]] may be the name of somebody else",
    "[[contact? …]], [[place? …]], [[team? …]] may point to somebody else",
    "[[another child: …]] is another child's reference",
    "[[the child and family]] says that what follows is about a child, in a practitioner's bundle",
)
HOW = (
    "Nothing has been taken out. What may be about somebody else is marked, and a person decides: what is "
    "released, what is blacked out, what is withheld as serious harm, legal advice or a duty of confidence. "
    "No rule knows every name: read every page. The working copy is the same text, to be edited."
)


@dataclass(frozen=True, slots=True)
class Item:
    """One record: what it is, when it was written, its words line by line, and what stood there before."""

    title: str
    written: date | None
    lines: tuple[tuple[str, str], ...]
    before: tuple[tuple[str, str], ...] = ()
    third: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One sort of record with its items."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything that goes into the bundle; `left_out` says what is not in it, and why."""

    about: str
    council: str
    made: date
    why: str
    to: str
    sections: tuple[Section, ...]
    left_out: tuple[str, ...]
    marks: int
    demonstration: bool = False


def build(bundle: Bundle, *, working: bool = False) -> Report:
    """The bundle for the reviewer, or the same as a working copy."""
    return Report(
        TITLE, f"{bundle.about}. {'Working copy' if working else 'For the reviewer: not to be sent out'}",
        bundle.council, "OFFICIAL-SENSITIVE", bundle.made, tuple(_blocks(bundle)),
        facts=(("Asked for", bundle.why), ("For", bundle.to), ("Marked places", str(bundle.marks))),
    )  # fmt: skip


def _blocks(bundle: Bundle) -> Iterator[Block]:
    if bundle.demonstration:
        yield Callout(
            "Demonstration data", "Every child, worker and audit in this document is made up."
        )
    yield Callout("Read this before anything is sent", HOW, "warning")
    yield Heading("What the marks mean")
    yield Bullets(MARKS)
    yield Heading("What is held")
    held = [
        f"{section.title}: {len(section.items)}" for section in bundle.sections if section.items
    ]
    yield Bullets(tuple(held) or ("Nothing.",))
    if bundle.left_out:
        yield Heading("What is not in this bundle")
        yield Bullets(bundle.left_out)
    for section in bundle.sections:
        if section.items:
            yield Heading(section.title)
            for item in section.items:
                yield from _item(item)


def _item(item: Item) -> Iterator[Block]:
    yield Heading(item.title, 2)
    if item.written is not None:
        yield Note(f"Written {item.written.day} {item.written:%B %Y}.")
    if item.third:
        yield Paragraph("[[the child and family]]", muted=True)
    if item.lines:
        yield _table(item.lines)
    if item.before:
        yield Paragraph("What stood there before, and is still held:", muted=True)
        yield _table(item.before)


def _table(lines: tuple[tuple[str, str], ...]) -> TableBlock:
    return TableBlock("", ("What", "As it is held"), ("long", "long"), lines)
