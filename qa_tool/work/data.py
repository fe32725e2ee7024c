"""Everything out, for the council's own analysis: tidy tables with a key, as a workbook, SQLite or CSV.

Nobody's name and no case number leaves by itself; case numbers only with a reason, which is recorded.
"""

import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from qa_tool.council.model import Role
from qa_tool.errors import QAError, Refused
from qa_tool.progress import SILENT, Progress
from qa_tool.report.data_sheets import DataOut, DataView
from qa_tool.store import council as council_shelf
from qa_tool.store import plain
from qa_tool.work import data_audits, data_codebook, data_loop, data_wide
from qa_tool.work.data_sight import EVERYTHING, Period, Sight
from qa_tool.work.inspection import Release
from qa_tool.work.workspace import Workspace

ROLES: tuple[Role, ...] = ("qa_lead", "cswo")
SUFFIXES = (".xlsx", ".sqlite", ".db", "")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the wide form too, case numbers, why (recorded where it is said), of when."""

    wide: bool = False
    case_numbers: bool = False
    why: str = ""
    period: Period = EVERYTHING


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, how many audits stand in it, how many are withheld, and the record of it."""

    path: Path
    audits: int
    withheld: int
    words_kept_in: int
    tables: tuple[str, ...]
    release: str = ""


def export(
    workspace: Workspace, target: Path, asked: Asked, progress: Progress = SILENT
) -> Written:
    """Write everything that this person may see to a .xlsx or .sqlite file, or to a folder of CSV."""
    may(workspace, asked)
    writer_of(target)
    store = workspace.store
    with store.together() if asked.why.strip() else nullcontext(), store.snapshot():
        sight = sight_of(workspace, asked)
        source = build(sight, asked)
        # The record and the file come together: where one fails, neither is there.
        release = record(workspace, asked, sight.known) if asked.why.strip() else ""
        writer_of(target)(source, target, progress)
    return Written(
        target, len(sight.known), sight.withheld, sight.quiet,
        tuple(table.name for table in source.all_tables), release,
    )  # fmt: skip


def sight_of(workspace: Workspace, asked: Asked) -> Sight:
    """What this person may see of what is asked for."""
    return Sight(workspace, numbers=asked.case_numbers, period=asked.period)


def may(workspace: Workspace, asked: Asked) -> None:
    """Refuse what this person may not take out, and case numbers without a reason."""
    workspace.need(*ROLES)
    if not asked.case_numbers:
        return
    if not workspace.is_a("qa_lead"):
        raise Refused(
            "Case numbers are for the people allocated to the case, and the QA lead.",
            "Leave them out, or ask the QA lead.",
        )
    if not workspace.policy.keep_council_number:
        raise QAError("This council keeps no case numbers here.", "Leave them out.")
    if not asked.why.strip():
        raise QAError(
            "It is not said why case numbers leave the program.",
            "Say in a few words who needs them, and for what: it is recorded.",
        )


def record(desk: Workspace, asked: Asked, audits: Iterable[str]) -> str:
    """Keep that these audits left the program, and why; returns the id of the record."""
    told = period_words(desk, asked.period)
    what = f"All data{f' of {told}' if told else ''}, {'with' if asked.case_numbers else 'without'} case numbers"  # fmt: skip
    kept = Release(
        desk.ids.new_id("rel"), what, asked.why.strip(), "The council's own analysis",
        tuple(sorted(audits)), desk.person.id, desk.clock.now(),
    )  # fmt: skip
    desk.write("release", kept.id, kept)
    return kept.id


def period_words(workspace: Workspace, period: Period) -> str:
    """A period as people say it; nothing where everything is asked for."""
    found = council_shelf.rounds(workspace.store) if period.round else ()
    name = next((one.name for one in found if one.id == period.round), period.round)
    days = [
        f"{word} {_day(day)}" for word, day in (("from", period.since), ("to", period.until)) if day
    ]
    return " ".join(([f"the round {name}"] if name else []) + (["the time", *days] if days else []))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def build(sight: Sight, asked: Asked) -> DataOut:
    """The tables that one person may see, before they are written; read row by row while they are."""
    policy = sight.workspace.policy
    return DataOut(
        "Case audit: all data", policy.council_name, policy.style.marking,
        sight.workspace.clock.today(), _about(sight, asked),
        (
            *data_codebook.tables(sight), *data_audits.tables(sight), *data_loop.tables(sight),
            *(data_wide.tables(sight) if asked.wide else ()),
        ),
        (
            DataView("audits_standing", "audits", "stands"),
            DataView("audits_that_may_count", "audits", "may_count"),
        ),
    )  # fmt: skip


def _about(sight: Sight, asked: Asked) -> tuple[tuple[str, str], ...]:
    desk = sight.workspace
    numbers = "They stand in the table audits." if asked.case_numbers else "None stands here."
    made_up = "Made up: nothing here is about real people." if desk.demonstration else "No."
    told = {
        "council": desk.policy.council_name,
        "marking": desk.policy.style.marking,
        "made": f"{desk.clock.today():%Y-%m-%d}, for {desk.person.id}",
        "demonstration": made_up,
        "counting": "Count rows of the table audits in which 'stands' is yes. Rates come only from "
        "'may_count'; kinds of case are never added into one rate.",
        "people": "People stand by an id, never by name. What somebody wrote may name people: read it "
        "before you pass it on.",
        "case numbers": numbers,
        "period": _period(period_words(desk, asked.period)),
        "withheld": "Audits that wait for a second reading by the person who made this, with all that "
        f"belongs to them: {sight.withheld}.",
        "words kept in": "Files restricted to named people, and audits that are not about a child: "
        f"their codes stand here, their words do not. Audits: {sight.quiet}.",
        "never here": "Drafts, what children and families said (the words of the block about their view, "
        "too), diagnostic sessions, and safety stops: these have their own pages.",
        "long texts": "In the workbook a text longer than a cell goes on in a row below with the same key.",
    }
    return tuple(told.items())


def _period(words: str) -> str:
    if not words:
        return "Everything that was ever handed in."
    return (
        f"Audits of {words}, by the day they were handed in, with all that belongs to them. Actions and "
        "notices about no audit stand here by the day they were raised, and not where a round is asked for."
    )


# --- writing -------------------------------------------------------------------------------------

Write = Callable[[DataOut, Path, Progress], Path]


def writer_of(target: Path) -> Write:
    """The writer for this ending."""
    from qa_tool.export import data_csv, data_xlsx

    kinds: dict[str, Write] = {
        ".xlsx": data_xlsx.write, ".sqlite": _sqlite, ".db": _sqlite, "": data_csv.write,
    }  # fmt: skip
    found = kinds.get(target.suffix.lower())
    if found is None:
        raise QAError(
            f"'{target.suffix}' is not written here.",
            "End the name in .xlsx or .sqlite, or name a folder (without an ending) for CSV.",
        )
    return found


def _sqlite(source: DataOut, target: Path, progress: Progress) -> Path:
    """A plain SQLite file, whole or not at all; its draft lies beside the target, never elsewhere."""
    from qa_tool.export.file import PREFIX, SUFFIX, sentence, write_whole

    try:
        handle, name = tempfile.mkstemp(SUFFIX, PREFIX, target.absolute().parent)
        os.close(handle)
    except OSError as error:
        raise sentence(error, target) from error
    draft = Path(name)

    def copied(file: BinaryIO) -> None:
        plain.fill(source, draft, progress)
        with draft.open("rb") as made:
            while chunk := made.read(_CHUNK):
                file.write(chunk)

    try:
        return write_whole(target, copied)
    finally:
        draft.unlink(missing_ok=True)
