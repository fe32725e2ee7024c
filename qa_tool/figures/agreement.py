"""How far to trust the grades: first against second grade, from blind re-reads that chance chose."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import comb

from qa_tool.figures.basis import drawn, versions_of
from qa_tool.figures.dataset import AuditFact, DataSet
from qa_tool.moderation.compare import Difference, difference
from qa_tool.template.model import Domain, Scale


@dataclass(frozen=True, slots=True)
class Single:
    """One audit whose two grades must be looked at by itself."""

    reference: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class Agreement:
    """n pairs of grades: same, moved up (better) or down (worse), and those that cannot be ordered.

    `table` has a row per first grade and a column per second grade, best first. `within_one`
    counts same and one step. `p` is the exact two-sided sign test of direction; None without moves.
    `foreign` pairs hold a grade of another version of the scale: they are in no other figure here.
    `title` names the template where several stand beside each other.
    """

    scale: Scale
    n: int
    same: int
    up: int
    down: int
    apart: int
    within_one: int
    table: tuple[tuple[int, ...], ...]
    singly: tuple[Single, ...]
    p: float | None
    foreign: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rereads:
    """All second readings, sorted by what they may be used for; never pooled.

    `random` speaks for the rest; `targeted` were chosen for a reason; `partial` were a desk check
    or a panel, and are only counted.
    """

    random: tuple[AuditFact, ...]
    targeted: tuple[AuditFact, ...]
    partial: tuple[AuditFact, ...]


def sign_test(up: int, down: int) -> float | None:
    """Exact two-sided probability of so lopsided a split, were both directions equally likely."""
    n = up + down
    if n == 0:
        return None
    tail = sum(comb(n, i) for i in range(min(up, down) + 1))
    return float(min(1, 2 * tail / 2**n))


def agreement(pairs: Iterable[tuple[str, str, str]], scale: Scale) -> Agreement:
    """Compare (reference, first, second) on one scale; pairs with a blank grade are not pairs."""
    every = [
        Single(reference, difference("overall", "Overall", first, second, scale))
        for reference, first, second in pairs
        if first and second
    ]
    found = [single for single in every if single.difference.direction != "scales"]
    directions = Counter(single.difference.direction for single in found)
    cells = Counter((one.difference.first, one.difference.second) for one in found)
    keys = [grade.key for grade in scale.ranked]
    near = sum(1 for s in found if s.difference.direction != "apart" and s.difference.steps <= 1)
    return Agreement(
        scale,
        len(found),
        directions["same"],
        directions["higher"],
        directions["lower"],
        directions["apart"],
        near,
        tuple(tuple(cells[row, column] for column in keys) for row in keys),
        tuple(single for single in found if single.difference.singly),
        sign_test(directions["higher"], directions["lower"]),
        len(every) - len(found),
    )


def rereads(data: DataSet) -> Rereads:
    """Sort the second readings of the drawn sample, signed off or not.

    Whoever waited for the sign-off would lose the disputed ones, and those are where grades differ.
    Of an audit that was reopened only the version that was read first can speak for the rest: its
    later reading was called for.
    """
    read = [(audit, audit.reading) for audit in drawn(data) if audit.reading is not None]
    first: dict[str, str] = {}
    for audit, _reading in sorted(read, key=lambda pair: pair[0].reopened):
        first.setdefault(audit.chain or audit.id, audit.id)
    chance = {a.id for a, r in read if r.random and first[a.chain or a.id] == a.id}
    return Rereads(
        tuple(a for a, r in read if r.mode == "blind" and a.id in chance),
        tuple(a for a, r in read if r.mode == "blind" and a.id not in chance),
        tuple(a for a, r in read if r.mode != "blind"),
    )


def of_overall(audits: Iterable[AuditFact], data: DataSet) -> tuple[Agreement, ...]:
    """Agreement on the overall grade, one for each template, the most read first.

    Two templates ask different things, and so do two versions of one: they are told apart, unless a
    person has confirmed by a crosswalk that the overall grade goes on from one version to the next.
    """
    pairs: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for audit in audits:
        template = data.templates[audit.form]
        if template.overall.kind != "graded" or audit.reading is None:
            continue
        place = data.joins.get(audit.form, audit.form), template.scale_of().key
        pairs.setdefault(place, []).append((audit.reference, audit.overall, audit.reading.overall))
    scales = {
        (data.joins.get(form, form), template.scale_of().key): template.scale_of()
        for form, template in data.templates.items()
    }
    names = _titles({form for form, _scale in pairs}, data) if len(pairs) > 1 else {}
    found = (
        replace(agreement(pairs[place], scales[place]), title=names.get(place[0], ""))
        for place in sorted(pairs)
    )
    return tuple(sorted(found, key=lambda one: (-one.n, one.title)))


def _titles(forms: Iterable[str], data: DataSet) -> dict[str, str]:
    """What these templates are called, with the version where there are several of one."""
    used = {form: data.templates[form] for form in forms if form in data.templates}
    versions = versions_of(used)
    return {form: f"{used[form].title} {versions[form]}".strip() for form in used}


def of_domains(audits: Iterable[AuditFact], data: DataSet) -> tuple[tuple[Domain, Agreement], ...]:
    """Agreement domain by domain, templates in order of name; a version's domains stay its own."""
    by_template: dict[str, list[AuditFact]] = {}
    for audit in audits:
        by_template.setdefault(audit.form, []).append(audit)
    forms = {form: data.templates[form] for form in by_template}
    versions = versions_of(forms)
    return tuple(
        (
            _of_version(domain, versions[key]),
            agreement(
                (
                    (
                        a.reference,
                        a.grades.get(domain.key, ""),
                        a.reading.grades.get(domain.key, ""),
                    )
                    for a in by_template[key]
                    if a.reading is not None
                ),
                data.templates[key].scale_of(domain),
            ),
        )
        for key in sorted(by_template, key=lambda form: (forms[form].key, versions[form]))
        for domain in data.templates[key].graded
    )


def _of_version(domain: Domain, version: str) -> Domain:
    """The domain, its title with the version of its template where there are several."""
    return replace(domain, title=f"{domain.title} ({version})") if version else domain
