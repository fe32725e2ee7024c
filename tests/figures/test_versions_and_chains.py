"""Audits of one child, one chain or two versions of a template are never added up by mistake."""

from dataclasses import replace
from datetime import timedelta

import pytest

from qa_tool.figures.agreement import of_domains, of_overall, rereads
from qa_tool.figures.basis import WHY_LEFT_OUT, basis, why_left_out
from qa_tool.figures.dataset import AuditFact, DataSet, ReadingFact
from qa_tool.figures.distribution import by_domain, overall
from qa_tool.report import learning, sentences, summary
from qa_tool.report.sheets import summary_workbook
from qa_tool.report.text import texts
from qa_tool.template.model import Template
from tests.report.made_up import CORE, TITLES, TODAY, council


def _data(*audits: AuditFact, **changes: object) -> DataSet:
    return replace(council(1), audits=audits, actions=(), **changes)


def _audit(number: int, **changes: object) -> AuditFact:
    """A made-up audit that counts, two grades good in everything."""
    found = replace(
        council(1).audits[0], id=f"audit-id-{number:04d}", state="signed_off", selection="random",
        template="core", kind_of_case="child_in_need", overall="good", reading=None, safety="",
        grades=dict.fromkeys(TITLES, "good"), handed_in=TODAY - timedelta(days=50 - number),
    )  # fmt: skip
    return replace(found, **changes)


def _reading(overall: str, *, random: bool = True) -> ReadingFact:
    grades = dict.fromkeys(TITLES, overall)
    return ReadingFact(
        random, "blind", overall, grades, overall == "good", "yes", overall, grades,
        "Made-up reason", "moderator-0", TODAY,
    )  # fmt: skip


def _changed() -> Template:
    """The core template with one domain under another key."""
    first = replace(CORE.graded[0], key="records")
    return replace(CORE, version="1.1", domains=(first, *CORE.graded[1:]))


def _two_versions() -> DataSet:
    """Twenty audits on 1.0 and one on 1.1, whose first domain has another key."""
    old = [_audit(n, fingerprint="aaaaaaa") for n in range(20)]
    grades = {"records": "good"} | dict.fromkeys(list(TITLES)[1:], "good")
    new = _audit(20, fingerprint="bbbbbbb", version="1.1", grades=grades)
    return _data(*old, new, templates={"aaaaaaa": CORE, "bbbbbbb": _changed()})


def test_two_versions_of_a_template_are_two_groups() -> None:
    """No grade vanishes where a domain's key changed, and the versions are not one rate."""
    groups = basis(_two_versions()).groups
    assert [(g.n, g.version, g.title) for g in groups] == [
        (20, "1.0", "Core case audit 1.0"),
        (1, "1.1", "Core case audit 1.1"),
    ]
    assert all(spread.blank == 0 for group in groups for _domain, spread in by_domain(group))


def test_a_changed_template_is_said_in_every_report() -> None:
    """The break stands on the page and in the workbook; with one version nothing is said."""
    data = _two_versions()
    for report in (summary.build(data), learning.build(data)):
        words = "\n".join(texts(report))
        assert "never added up" in words
        assert "Core case audit: 1.0, 1.1" in words
    sheet = summary_workbook(data).sheet("By domain")
    assert {row[0] for row in sheet.rows} == {"Core case audit 1.0", "Core case audit 1.1"}
    assert sentences.versions(basis(council())) == ""


def test_two_wordings_under_one_number_are_told_apart() -> None:
    """Where somebody changed the words and not the number, the fingerprint tells them apart."""
    data = _two_versions()
    same = replace(data, templates={"aaaaaaa": CORE, "bbbbbbb": replace(_changed(), version="1.0")})
    assert {group.version for group in basis(same).groups} == {"1.0 (aaaaaa)", "1.0 (bbbbbb)"}


def test_domains_of_two_versions_are_compared_apart() -> None:
    """Second readings of two versions stand on rows of their own, with the version."""
    data = _two_versions()
    read = [replace(audit, reading=_reading("good")) for audit in data.audits]
    titles = [domain.title for domain, _one in of_domains(read, data)]
    assert len(titles) == len(set(titles)) == 18


def test_a_missing_grade_is_printed() -> None:
    """A domain without a grade is named with its count, because n alone hides it."""
    audits = [_audit(n) for n in range(12)]
    audits[0] = replace(audits[0], grades={k: "good" for k in TITLES if k != "voice"})
    words = "\n".join(texts(summary.build(_data(*audits))))
    assert "No grade here, and so in no figure: Voice and lived experience: 1." in words


def test_a_child_counts_once_in_a_round() -> None:
    """The first audit counts, the others of the same child are left out with their reason."""
    audits = [_audit(n, case="case-a") for n in (3, 1, 2)]
    other = _audit(9, case="case-a", round="Quarter 4")
    found = basis(_data(*audits, other))
    assert {audit.id for audit in found.counted} == {"audit-id-0001", "audit-id-0009"}
    assert [(r.code, r.count) for r in found.left_out] == [("same_child", 2)]
    assert found.left_out[0].why.startswith("The same child again")


def test_the_first_audit_of_a_child_keeps_its_place_until_signed_off() -> None:
    """A later audit does not slip in because the first waits for its sign-off."""
    waiting = _audit(1, case="case-a", state="in_moderation")
    found = why_left_out(_data(waiting, _audit(2, case="case-a")))
    assert found == {"audit-id-0001": "not_signed_off", "audit-id-0002": "same_child"}


def test_no_report_holds_the_id_of_a_case() -> None:
    """The case's id is there to count a child once; it is printed nowhere."""
    audits = [_audit(n, case=f"case-secret-{n}") for n in range(12)]
    data = _data(*audits)
    for made in (summary.build(data), summary_workbook(data), learning.build(data)):
        assert "case-secret" not in "\n".join(texts(made))


def _reopened(reading: ReadingFact | None = None) -> DataSet:
    """An audit lowered by a random second reading, then reopened and handed in unchanged."""
    first = _audit(1, reading=_reading("inadequate"), superseded=True, chain="audit-id-0001")
    again = _audit(
        2, chain="audit-id-0001", reopened=1, reading=reading,
        earlier=None if reading else first.reading,
    )  # fmt: skip
    return _data(first, again)


def test_reopening_keeps_the_second_readers_grade() -> None:
    """Without a reading of its own a reopened audit counts at the grade the second reader settled."""
    data = _reopened()
    (group,) = basis(data).groups
    spread = overall(group)
    assert spread is not None
    assert (group.n, spread.good, spread.worst) == (1, 0, 1)
    assert all(one.worst == 1 for _domain, one in by_domain(group))


def test_a_reading_of_its_own_comes_before_the_earlier_one() -> None:
    """Where the new version was read again itself, that reading counts."""
    (group,) = basis(_reopened(_reading("good", random=False))).groups
    spread = overall(group)
    assert spread is not None
    assert spread.good == 1


@pytest.mark.parametrize("own", [None, _reading("good")])
def test_reopening_does_not_take_a_pair_out_of_agreement(own: ReadingFact | None) -> None:
    """The version that chance chose stays in agreement; a later reading speaks for nobody else."""
    data = _reopened(own)
    found = rereads(data)
    assert [audit.id for audit in found.random] == ["audit-id-0001"]
    assert [audit.id for audit in found.targeted] == (["audit-id-0002"] if own else [])
    (one,) = of_overall(found.random, data)
    assert (one.n, one.down) == (1, 1)


def test_a_replaced_version_is_never_counted() -> None:
    """It is left out with its reason, and the marks say what became of it."""
    data = _reopened()
    found = basis(data)
    assert [(r.code, r.count) for r in found.left_out] == [("superseded", 1)]
    words = "\n".join(texts(summary.build(data)))
    assert WHY_LEFT_OUT["superseded"] in words
    assert "Reread, Replaced" in words
    assert "Reopened once" in words
