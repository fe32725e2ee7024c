"""The workbook and the PDF, against the bare libraries writing the same cells and the same pages."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from measure import Line, Sizes, in_turn, timed

from qa_tool.chart.grades import BarRow, grade_bars
from qa_tool.chart.scene import Line as Stroke
from qa_tool.chart.scene import Mark, Rect, Scene, Text
from qa_tool.chart.tones import paper
from qa_tool.figures.distribution import distribute
from qa_tool.progress import SILENT
from qa_tool.report.blocks import Chart, Heading, Report, TableBlock
from qa_tool.report.workbook import Sheet, SheetColumn, Workbook
from qa_tool.template.read import read_template, shipped

DAY = date(2026, 11, 21)
GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")


def _sheet(n: int) -> Sheet:
    """Thirty columns: text, numbers, dates and grades, as a list of audits has them."""
    kinds = ("text", "text", "number", "date", "grade", "text") * 5
    columns = tuple(SheetColumn(f"Column {i}", kind) for i, kind in enumerate(kinds, 1))  # type: ignore[arg-type]

    def cell(row: int, place: int, kind: str) -> str | int | date:
        if kind == "number":
            return row * place % 977
        if kind == "date":
            return DAY - timedelta(days=(row + place) % 400)
        return (
            GRADES[(row + place) % 4] if kind == "grade" else f"Made-up words {row % 500} {place}"
        )

    rows = tuple(
        tuple(cell(row, place, kind) for place, kind in enumerate(kinds)) for row in range(n)
    )
    return Sheet("Audits", "Audits", columns, rows)


def xlsx(sizes: Sizes) -> list[Line]:
    """The program's workbook, against openpyxl write-only of the same values without any style."""
    from openpyxl import Workbook as Book

    from qa_tool.export import xlsx as writer

    sheet = _sheet(sizes.cells)
    tones = tuple(zip(GRADES, ("outstanding", "good", "requires_improvement", "inadequate"),
                      strict=True))  # fmt: skip
    source = Workbook("Made up", "Made-up council", "OFFICIAL-SENSITIVE", DAY, (sheet,), tones)
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)

        def bare() -> None:
            book = Book(write_only=True)
            page = book.create_sheet("Audits")
            page.append([column.title for column in sheet.columns])
            for row in sheet.rows:
                page.append(row)
            book.save(room / "bare.xlsx")

        ours, plain = in_turn(
            sizes.turns,
            timed(lambda: writer.write(source, room / "ours.xlsx", SILENT)),
            timed(bare),
        )
    return [
        Line("xlsx", f"xlsx out, {sizes.cells:,} x 30", ours, bare=plain, most_ratio=1.15,
             why="ours has styles, a real table, print set-up, and is read back after writing")
    ]  # fmt: skip


def _charts() -> list[Scene]:
    template = next(t for t, _ in map(read_template, shipped()) if t and t.key == "core_case_audit")
    scale = template.scale_of()
    keys = [grade.key for grade in scale.ranked]
    return [
        grade_bars(
            [
                BarRow(d.title, distribute([keys[(n + i * k) % 4] for i in range(40)], scale))
                for k, d in enumerate(template.graded, 1)
            ],
            "Grades by domain",
            "Made-up grades.",
        )
        for n in range(20)
    ]


def pdf(sizes: Sizes) -> list[Line]:
    """A long table and twenty charts, against the same pages drawn by hand on a canvas."""
    from qa_tool.export import pdf as writer
    from qa_tool.export.fonts import fonts

    scenes = _charts()
    rows = tuple(
        (f"CASE-{n:05}", f"Team {n % 24}", "Core case audit", GRADES[n % 4], GRADES[(n * 7) % 4], n)
        for n in range(sizes.table)
    )
    header = ("Case", "Team", "Template", "First", "Final", "n")
    block = TableBlock(
        "All audits", header, ("text", "text", "text", "text", "text", "number"), rows
    )
    report = Report(
        "Made up", "A benchmark", "Made-up council", "OFFICIAL-SENSITIVE", DAY,
        (Heading("Audits"), block, *(Chart(scene, "Made-up grades") for scene in scenes)),
    )  # fmt: skip
    known = fonts()
    tables = tuple(row for scene in scenes for row in (scene.table.header, *scene.table.rows))
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)

        # The same pages: as many of them, with the same rows, so the rows stand as far apart.
        writer.write(report, room / "ours.pdf", SILENT)
        left = max(1, _pages(room / "ours.pdf") - len(scenes) // 2)
        step = max(18.0, 680.0 * left / (len(rows) + len(tables)))

        def bare() -> None:
            _by_hand(room / "bare.pdf", (header, *rows), tables, scenes, known.regular, step)

        def untagged() -> None:
            with (room / "untagged.pdf").open("wb") as file:
                writer.fill(report, file, SILENT, tagged=False)

        ours, laid_out, plain = in_turn(
            sizes.turns,
            timed(lambda: writer.write(report, room / "ours.pdf", SILENT)),
            timed(untagged),
            timed(bare),
        )
    what = f"PDF, {sizes.table:,} rows and 20 charts"
    return [
        Line("pdf", f"{what}, tagged", ours, bare=plain, most_ratio=2.5,
             why="ours has a structure of every cell, and is read back; this is what people get"),
        Line("pdf", f"{what}, untagged", laid_out, bare=plain, most_ratio=1.5,
             why="ours lays out, repeats headers, makes contents and bookmarks"),
    ]  # fmt: skip


def _pages(path: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(path).pages)


def _by_hand(
    path: Path, rows: tuple[tuple[object, ...], ...], tables: tuple[tuple[str, ...], ...],
    scenes: list[Scene], font: str, step: float,
) -> None:  # fmt: skip
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=A4)
    for place in (rows, tables):
        y = 0.0
        for row in place:
            if y < 80:
                canvas.showPage()
                canvas.setFont(font, 9)
                y = 760.0
            for column, value in enumerate(row):
                canvas.drawString(50 + column * 82, y, str(value))
            canvas.line(50, y - 5, 545, y - 5)
            y -= step
    for number, scene in enumerate(scenes):
        if number % 2 == 0:
            canvas.showPage()
        canvas.saveState()
        canvas.translate(50, 80 + 350 * (number % 2))
        for shape in scene.shapes:
            _shape(canvas, shape, scene.height, font)
        canvas.restoreState()
    canvas.save()


def _shape(canvas: object, shape: Rect | Stroke | Mark | Text, top: float, font: str) -> None:
    draw: object = canvas
    if isinstance(shape, Rect):
        draw.setFillColor(paper(shape.tone))  # type: ignore[attr-defined]
        draw.rect(shape.x, top - shape.y - shape.height, shape.width, shape.height, 0, 1)  # type: ignore[attr-defined]
    elif isinstance(shape, Stroke):
        draw.line(shape.x1, top - shape.y1, shape.x2, top - shape.y2)  # type: ignore[attr-defined]
    elif isinstance(shape, Mark):
        draw.circle(shape.x, top - shape.y, shape.size / 2, 0, 1)  # type: ignore[attr-defined]
    else:
        draw.setFont(font, shape.size)  # type: ignore[attr-defined]
        draw.drawString(shape.x, top - shape.y, shape.text)  # type: ignore[attr-defined]
