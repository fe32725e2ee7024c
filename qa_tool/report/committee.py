"""The report to a committee of elected members, from the public edition of the year's figures.

Papers of a committee are open to everybody. What the program does not know (law, money, risk) it
leaves to whoever answers for it, and says so.
"""

from qa_tool.report import annual_words as words
from qa_tool.report import annual_words_followed as followed
from qa_tool.report.blocks import Block, Bullets, Heading, Paragraph, Report
from qa_tool.report.extract import Extract, answers, judgement, opening, planned, report, tables

LEFT = "To be written by {who}. The program says nothing about it."


def build(given: Extract) -> Report:
    """The report with the headings that committees ask for."""
    edition = given.edition
    year = edition.frozen.year
    wide = tuple(group for group in edition.groups if group.enough)
    blocks: list[Block] = [
        *opening(given),
        Heading("1. Purpose"),
        Paragraph(
            f"To report what audits of practice with children and families found in {year}, how far the findings can "
            "be trusted, and what has changed because of them."
        ),
        Heading("2. Recommendations"),
        Paragraph("That members:"),
        Bullets((
            "note what was found, and how sure it is (sections 4 and 5);",
            "ask what has changed for children since, and when they will hear of it (section 6);",
            "support the priorities for the next year (section 7).",
        )),
        Heading("3. Background"),
        Paragraph(words.activity(edition)),
        Paragraph(f"{words.children(edition)} {words.not_covered(edition)}".strip()),
        Heading("4. What was found"),
        *(judgement(given) if given.approved else ()),
        Paragraph(words.findings(edition)),
        *tables(edition, "counted", *(f"grades-{group.key}" for group in wide)),
        *answers(("Are children safe", followed.safety(edition)), ("Voice", followed.voice(edition)),
                 ("QA notices", followed.notices(edition)), ("Concerns taken higher", followed.concerns(edition))),
        Heading("5. How far it can be trusted"),
        Paragraph(words.trust(edition, " ")),
        Heading("6. What has changed"),
        Paragraph(followed.learning(edition)),
        Paragraph(followed.outside(edition)),
        Heading("7. Priorities for the next year"),
        *planned(given),
        Heading("8. Implications"),
        Heading("Equality", 2),
        Paragraph(followed.equality(edition)),
        Heading("Legal", 2),
        Paragraph(LEFT.format(who="the monitoring officer or whoever advises the committee on law"), muted=True),
        Heading("Financial", 2),
        Paragraph(LEFT.format(who="whoever answers for the budget"), muted=True),
        Heading("Risk", 2),
        Paragraph(LEFT.format(who="the author of this report"), muted=True),
        Heading("9. Background papers"),
        Paragraph(f"Annual report on quality assurance {year}, with its method, definitions and tables."),
    ]  # fmt: skip
    return report(given, "Quality of practice in children's social care", blocks)
