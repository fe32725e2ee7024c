"""A worker's own page: audits, strengths, actions; no grade, no rate, no comparison."""

from datetime import date

from qa_tool.report.blocks import Bullets, Chart, Figures, TableBlock
from qa_tool.report.text import texts
from qa_tool.report.worker import WorkerAction, WorkerAudit, WorkerPage, build

DAY = date(2026, 11, 20)


def page(audits: int) -> WorkerPage:
    """A page with so many audits."""
    one = WorkerAudit(
        "MADE-001", "Core case audit", DAY, "Record only", ("Made-up strength.",), DAY
    )
    action = WorkerAction("MADE-001", "Made-up action.", "Made-up Owner", DAY, "Open", "Made-up change.")  # fmt: skip
    return WorkerPage(
        "Made-up Worker", "Made-up team", "Made-up Council", DAY, (one,) * audits, (action,) * audits,
        withheld=1,
    )  # fmt: skip


def test_it_holds_no_rate_and_no_grade() -> None:
    """No percentage, no chart, no large figure, no column of grades."""
    made = build(page(30))
    said = "\n".join(texts(made))
    assert "%" not in said
    assert not any(isinstance(block, Chart | Figures) for block in made.blocks)
    kinds = {kind for b in made.blocks if isinstance(b, TableBlock) for kind in b.kinds}
    assert not kinds & {"grade", "percent", "number"}
    assert not any(
        word in said for word in ("Outstanding", "Inadequate", "good or better", "average")
    )


def test_strengths_actions_and_changes_stand_there_and_what_is_missing() -> None:
    """What was good, what was agreed, what changed, and that one audit is not shown."""
    made = build(page(1))
    lists = [item for block in made.blocks if isinstance(block, Bullets) for item in block.items]
    assert lists == ["Made-up strength. (MADE-001, 20 November 2026)", "Made-up change. (MADE-001)"]
    assert "1 audit cannot be seen" in "\n".join(texts(made))


def test_an_empty_page_says_so() -> None:
    """Nobody's audits: three plain sentences."""
    said = "\n".join(texts(build(page(0))))
    assert "No audit of your work has been handed in." in said
    assert "No actions came out" in said
