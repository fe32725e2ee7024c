"""A publication as files: both editions in every format and the disclosure record, all of it or none."""

import contextlib
import csv
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from qa_tool.errors import Refused
from qa_tool.export.file import NotWritten, sentence, write_whole
from qa_tool.progress import SILENT, Progress
from qa_tool.report.blocks import Block, Bullets, Heading, Paragraph, Report
from qa_tool.work.report_annual import Annual, Made

NAME = "annual-report"
PARTS = ("internal", "public", "disclosure-record.pdf", "disclosure-record.csv")
PREFIX = ".case-audit-set-"


def write_set(
    annual: Annual, target: Path, progress: Progress = SILENT, *,
    look: Callable[[Path], object] = lambda _folder: None,
    keep: Callable[[], object] = lambda: None,
) -> tuple[Path, ...]:  # fmt: skip
    """Write the whole set into a folder.

    `look` is shown the finished set before it stands anywhere, `keep` is called when it stands: where
    either refuses, nothing of it is left.

    Everything is made in a folder beside the target, which takes its name at the end. Whatever goes
    wrong before, what was there stays as it was. A set that stands there already is replaced.
    """
    _may_stand_at(target)
    with _beside(target) as folder:
        _fill(annual, folder, progress)
        look(folder / "set")
        _take_place(folder, target, keep)
    return tuple(sorted(path for path in target.rglob("*") if path.is_file()))


def _may_stand_at(target: Path) -> None:
    """A new folder, an empty one, or one that holds nothing but an earlier set."""
    try:
        if target.is_file() or target.is_symlink():
            raise NotWritten(
                f"{target.name} is no folder.", "Name a new folder; the set has several files."
            )
        others = (
            [p.name for p in target.iterdir() if p.name not in PARTS] if target.exists() else []
        )
    except OSError as error:
        raise sentence(error, target) from error
    if others:
        raise Refused(
            f"The folder {target.name} holds other things ({', '.join(sorted(others)[:3])}).",
            "Name a new folder, or an empty one: nothing of yours is to be overwritten.",
        )


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A folder beside the target that is gone afterwards, whatever happens."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=target.absolute().parent))
    except OSError as error:
        raise sentence(error, target) from error
    try:
        yield folder
    except OSError as error:
        raise sentence(error, target) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take_place(folder: Path, target: Path, keep: Callable[[], object]) -> None:
    """Give the new folder the target's name; an earlier set goes only when the new one stands."""
    whole = folder / "set"
    old = folder / "before"
    if target.exists():
        target.rename(old)
    try:
        whole.rename(target)
        keep()
    except BaseException:
        if target.exists() and not whole.exists():
            target.rename(whole)
        if old.exists():
            old.rename(target)
        raise


def _fill(annual: Annual, folder: Path, progress: Progress) -> None:
    whole = folder / "set"
    whole.mkdir()
    steps = 2 * len(annual.editions) + 1
    for number, made in enumerate(annual.editions):
        progress.step(2 * number, steps, f"Writing the {made.name} edition")
        _edition(made, whole / made.name)
    progress.step(steps - 1, steps, "Writing the disclosure record")
    _record(annual, whole)
    progress.step(steps, steps, "Written")


def _edition(made: Made, folder: Path) -> None:
    from qa_tool.export import html, pdf, published_csv, published_xlsx

    tables = folder / "tables"
    tables.mkdir(parents=True)
    pdf.write(made.report, folder / f"{NAME}.pdf", SILENT)
    html.write(made.report, folder / f"{NAME}.html", SILENT)
    published_xlsx.write(made.tables, folder / f"{NAME}-tables.xlsx", SILENT)
    published_csv.write_all(made.tables, tables, SILENT)


def record_report(annual: Annual) -> Report:
    """The disclosure record as a document of its own; it stays inside the council."""
    blocks: list[Block] = [
        Paragraph("Keep it with the data set; it is not part of the report.", lead=True)
    ]
    for heading, lines in _parts(annual):
        blocks += [Heading(heading, 1), Bullets(lines) if len(lines) > 1 else Paragraph(lines[0])]
    frozen = annual.frozen
    return Report(
        "Disclosure record", f"{annual.record.publication}, public edition", frozen.council,
        annual.internal.report.marking, frozen.made, tuple(blocks), cover=False, contents=False,
    )  # fmt: skip


def _parts(annual: Annual) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parts of the record; one that has nothing to list says so."""
    return tuple((heading, lines or ("None.",)) for heading, lines in annual.record.lines())


def _record(annual: Annual, folder: Path) -> None:
    from qa_tool.export import pdf

    pdf.write(record_report(annual), folder / "disclosure-record.pdf", SILENT)
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(("Part", "What"))
    out.writerows((heading, line) for heading, lines in _parts(annual) for line in lines)
    raw = text.getvalue().encode("utf-8-sig")

    def fill(file: BinaryIO) -> None:
        file.write(raw)

    write_whole(folder / "disclosure-record.csv", fill)
