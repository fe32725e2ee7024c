"""A made-up published set in every format, and ways in which somebody could spoil it."""

import csv
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qa_tool.disclosure.preset import DFE
from qa_tool.disclosure.protect import protect
from qa_tool.disclosure.table import CountsTable, ProtectedTable
from qa_tool.export.pdf import write as write_pdf
from qa_tool.export.xlsx import write as write_xlsx
from qa_tool.report.blocks import Heading, Paragraph, Report, TableBlock
from qa_tool.report.workbook import Sheet, SheetColumn, Workbook

__all__ = ["GRADES", "Silent", "publish", "table"]
GRADES = ("Outstanding", "Good", "Requires improvement", "Inadequate")
DAY = date(2026, 11, 21)


@dataclass
class Silent:
    """Progress that nobody watches."""

    steps: int = 0

    def step(self, done: int, total: int, words: str) -> None:
        """One step further."""
        self.steps += 1


def table(period: str = "2025-26", first: int = 2) -> CountsTable:
    """Grades by service; `first` is the small count in the corner."""
    counts = ((first, 14, 18, 6), (0, 9, 21, 3), (5, 11, 12, 8), (1, 16, 15, 7))
    return CountsTable(
        "overall", f"Overall grade by service, {period}",
        ("Assessment", "Child protection", "Children in care", "Leaving care"), GRADES, counts,
        period=period,
    )  # fmt: skip


def publish(folder: Path, made: ProtectedTable | None = None, **spoiled: str) -> Path:
    """The set; `spoiled` adds words: html, svg, csv, paragraph, title, sheet_note."""
    made = made or protect(table(), DFE)
    folder.mkdir(parents=True, exist_ok=True)
    lines, key = made.lines("page"), made.preset.key_lines()
    with (folder / "overall.csv").open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(made.header("Service"))
        out.writerows(made.lines("csv"))
        if "csv" in spoiled:
            out.writerow([spoiled["csv"]])
    columns = tuple(
        SheetColumn(title, "number" if at else "text") for at, title in enumerate(made.header("Service"))
    )  # fmt: skip
    notes = (*key, spoiled["sheet_note"]) if "sheet_note" in spoiled else key
    sheet = Sheet("Overall", made.title, columns, lines, notes)
    write_xlsx(Workbook("Tables", "Made-up", "", DAY, (sheet,)), folder / "tables.xlsx", Silent())
    paragraphs = (Paragraph(" ".join(key)), Paragraph(spoiled.get("paragraph", "Nothing more.")))
    wide = len(columns)
    block = TableBlock(
        made.title, made.header("Service"), ("text", *["number"] * (wide - 1)), lines, total_row=True
    )  # fmt: skip
    report = Report(
        spoiled.get("title", "Annual report"), "Made up", "Made-up council", "", DAY,
        (Heading("Findings"), *paragraphs, block), cover=False,
    )  # fmt: skip
    write_pdf(report, folder / "report.pdf", Silent())
    head = "".join(f"<th scope='col'>{title}</th>" for title in made.header("Service"))
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    (folder / "report.html").write_text(
        f"<!doctype html><html lang='en'><head><title>Annual report</title></head><body><h1>Annual</h1>"
        f"<p>{' '.join(key)}</p><table><caption>{made.title}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{spoiled.get('html', '')}</body></html>",
        encoding="utf-8",
    )
    (folder / "chart.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' role='img'><title>Overall grade by service</title>"
        f"<text>Assessment, Good: 14</text>{spoiled.get('svg', '')}</svg>", encoding="utf-8",
    )  # fmt: skip
    return folder


def add_member(workbook: Path, name: str, text: str) -> None:
    """Put a further part into a workbook, such as a comment."""
    with zipfile.ZipFile(workbook, "a") as packed:
        packed.writestr(name, text)
