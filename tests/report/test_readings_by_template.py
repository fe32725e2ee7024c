"""Second readings of two templates, or of two versions of one, are never told as one number."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from qa_tool.figures.agreement import of_overall, rereads
from qa_tool.figures.dataset import DataSet
from qa_tool.report import briefing, learning, sentences, summary
from qa_tool.report.blocks import Report
from tests.report.made_up import CORE, council

BUILD: dict[str, Callable[[DataSet], Report]] = {
    "briefing": lambda data: briefing.build(data, "2026"), "learning": learning.build, "summary": summary.build,
}  # fmt: skip


def two(joins: dict[str, str] | None = None) -> DataSet:
    """The made-up council, every third audit with the second version of its template."""
    data = council()
    audits = tuple(
        replace(audit, fingerprint="two" if number % 3 == 0 else "one", template="core")
        for number, audit in enumerate(data.audits)
    )
    forms = {"one": replace(CORE, version="1.0"), "two": replace(CORE, version="2.0")}
    return replace(data, audits=audits, templates=forms, joins=joins or {})


def test_versions_are_told_apart_without_a_crosswalk() -> None:
    """Each with its own n; together they are every reading that chance chose."""
    data = two()
    found = of_overall(rereads(data).random, data)
    assert [one.title for one in found] == [f"{CORE.title} 1.0", f"{CORE.title} 2.0"]
    assert found[0].n >= found[1].n > 0
    whole = council()
    (together,) = of_overall(rereads(whole).random, whole)
    assert sum(one.n for one in found) == together.n


def test_a_confirmed_crosswalk_tells_them_as_one() -> None:
    """The pairs of both versions make one comparison, as if there had been one version."""
    data, whole = two({"one": "two"}), council()
    (found,) = of_overall(rereads(data).random, data)
    (together,) = of_overall(rereads(whole).random, whole)
    assert (found.n, found.same, found.up, found.down) == (together.n, together.same, together.up, together.down)  # fmt: skip
    assert not found.title


def _words(report: Report) -> str:
    return str(report.blocks)


@pytest.mark.parametrize("name", BUILD)
def test_no_paper_adds_two_versions_up(name: str) -> None:
    """Briefing, learning report and summary name both versions, and nowhere the sum of the two."""
    apart, joined = two(), two({"one": "two"})
    (whole,) = of_overall(rereads(joined).random, joined)
    summed = f"Of {whole.n} audits read again blind"
    assert summed in _words(BUILD[name](joined))
    told = _words(BUILD[name](apart))
    assert summed not in told
    assert f"{CORE.title} 1.0" in told
    assert f"{CORE.title} 2.0" in told


def test_targeted_readings_are_told_by_template_too() -> None:
    """Each version with its own counts, and once what they do not say."""
    data = two()
    found = of_overall(rereads(data).targeted, data)
    said = sentences.targeteds(found)
    assert said.count("They say nothing about the rest") == 1
    for one in found:
        assert f"{one.title}: of {one.n}, " in said


def test_one_template_reads_as_before() -> None:
    """Where there is one, its sentence stands without a name."""
    data = council()
    found = of_overall(rereads(data).random, data)
    assert sentences.trusts(found) == sentences.trusts_short(found) == sentences.trust(found[0])
    assert sentences.trusts(()) == sentences.trust(None)
