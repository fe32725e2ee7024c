"""A template while it is read: its parts with their places, before the parts are held together."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from qa_tool.template.findings import Place
from qa_tool.template.model import (
    Choice,
    Domain,
    Grading,
    Overall,
    Question,
    Rule,
    SafetyQuestion,
    Scale,
    Voice,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a template may name without writing it out; `themes` where a codebook is at hand."""

    scales: Mapping[str, Scale]
    responses: Mapping[str, tuple[Choice, ...]]
    kinds_of_case: tuple[str, ...]
    frames: tuple[str, ...]
    themes: Mapping[str, str] | None = None

    @property
    def grading_scales(self) -> tuple[str, ...]:
        """The scales that have an order of merit, so that something can be graded on them."""
        return tuple(key for key, scale in self.scales.items() if scale.ranked)


@dataclass(slots=True)
class Draft:
    """The parts read so far; a part that has no usable key is left out, its fault is told."""

    scale: Scale | None = None
    overall: Overall = field(default_factory=Overall)
    grading: Grading = field(default_factory=Grading)
    domains: list[tuple[Domain, Place]] = field(default_factory=list)
    questions: list[tuple[Question, Place]] = field(default_factory=list)
    rules: list[tuple[Rule, Place]] = field(default_factory=list)
    safety: list[tuple[SafetyQuestion, Place]] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
