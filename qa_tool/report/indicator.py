"""The indicators that raised a round, in its report: the chart with its line, before and after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa_tool.chart.scene import Scene
from qa_tool.report.blocks import Block, Chart, Heading, Paragraph


@dataclass(frozen=True, slots=True)
class Behind:
    """One indicator behind a round: where it comes from, why the round was raised, before and after."""

    name: str
    source: str
    why: str
    around: str
    scene: Scene


def blocks(found: Sequence[Behind]) -> tuple[Block, ...]:
    """A part of its own at the end of the report; nothing where no indicator raised the round."""
    if not found:
        return ()
    made: list[Block] = [
        Heading("The indicator behind this round"),
        Paragraph(
            "It comes from outside the audits: no grade and no figure above is made of it.",
            muted=True,
        ),
    ]
    for one in found:
        made += [
            Heading(one.name, 2),
            Paragraph(f"{one.source}. Why the round was raised: {one.why}"),
            Paragraph(one.around),
            Chart(one.scene, one.name),
        ]
    return tuple(made)
