"""Domains read from their tables: descriptors for every grade, boundaries between neighbours."""

from itertools import pairwise

from qa_tool.template.draft import Draft, Known
from qa_tool.template.findings import shown
from qa_tool.template.model import Boundary, Domain, Scale
from qa_tool.template.questions import questions_in
from qa_tool.template.table import Table

RESERVED = frozenset({"overall", "safety"})
OF_GRADED = frozenset({"grade", "reason", "evidence"})
_GRADED_ONLY = ("limiting", "scale", "descriptors", "boundaries", "caps")


def read_domains(top: Table, draft: Draft, known: Known) -> None:
    """Read every [[domain]] with its questions into the draft."""
    for table in top.tables("domain"):
        _read_domain(table, draft, known)
    if top.has("domain"):
        return
    cure = "Add at least one [[domain]] with questions."
    top.findings.error(top.place, "There is no domain.", cure, "no_domain")


def _read_domain(table: Table, draft: Draft, known: Known) -> None:
    key = table.key()
    if key in RESERVED:
        cure = "Give the domain another key."
        table.error("key", f"'{key}' is kept for the program's own use.", cure, "reserved_key")
    graded = table.flag("graded", default=True)
    named = table.word("scale", known.grading_scales) if graded else ""
    scale = known.scales.get(named) or draft.scale
    placed = questions_in(table, key, scale.key if scale is not None else "", known)
    domain = Domain(
        key=key,
        title=table.text("title", needed=True),
        purpose=table.text("purpose", needed=graded),
        graded=graded,
        limiting=graded and table.flag("limiting"),
        scale=named,
        descriptors=_descriptors(table, scale) if graded else (),
        boundaries=_boundaries(table, scale) if graded else (),
        caps=table.text("caps") if graded else "",
        moderated=table.flag("moderated") if table.has("moderated") else None,
        questions=tuple(each for each, _ in placed if each.key.rpartition(".")[0] == key),
    )
    table.done({key: f"An ungraded domain has no '{key}'." for key in _GRADED_ONLY})
    if key:
        draft.domains.append((domain, table.place))
        draft.questions.extend(placed)


def _descriptors(table: Table, scale: Scale | None) -> tuple[tuple[str, str], ...]:
    """The descriptors in the scale's order; every ranked grade needs one."""
    inner = table.table("descriptors", "descriptors")
    if scale is None:
        return ()
    if inner is None:
        if not table.has("descriptors"):
            names = ", ".join(grade.key for grade in scale.ranked)
            cure = f"Add [domain.descriptors] with: {names}."
            what = "The domain has no descriptors."
            table.findings.error(table.place, what, cure, "descriptors_missing")
        return ()
    known = [grade.key for grade in sorted(scale.grades, key=lambda grade: grade.position)]
    for written in inner.data:
        if written not in known:
            what = f"{shown(written)} is no grade of the scale '{scale.key}'."
            inner.error(written, what, inner.findings.near(written, known), "unknown_grade")
            inner.skip(written)
    for grade in scale.ranked:
        if not inner.has(grade.key):
            cure = f'Add a line: {grade.key} = "..."'
            what = f"The descriptor for {grade.name} is missing."
            inner.findings.error(inner.place, what, cure, "descriptor_missing")
    texts = ((key, inner.text(key, needed=True)) for key in known if inner.has(key))
    return tuple((key, text) for key, text in texts if text)


def _boundaries(table: Table, scale: Scale | None) -> tuple[Boundary, ...]:
    found: dict[tuple[str, str], Boundary] = {}
    for row in table.tables("boundaries", "boundary"):
        text = row.text("text", needed=True)
        between = _between(row, scale)
        row.done()
        if between is None:
            continue
        if between in found:
            cure = "Put both texts into one boundary."
            what = "This boundary is described twice."
            row.findings.error(row.place, what, cure, "duplicate_boundary")
        found[between] = Boundary(*between, text)
    return tuple(found.values())


def _between(row: Table, scale: Scale | None) -> tuple[str, str] | None:
    """The two grades of a boundary, when they are neighbours, the better one first."""
    if not row.has("between"):
        cure = 'Write between = ["better", "worse"].'
        row.findings.error(row.place, "'between' is missing.", cure, "missing_key")
        row.skip("between")
        return None
    ranked = [grade.key for grade in scale.ranked] if scale is not None else None
    pair = row.words("between", ranked)
    if ranked is None or not pair or any(key not in ranked for key in pair):
        return None
    neighbours = list(pairwise(ranked))
    for better, worse in neighbours:
        if pair == (better, worse):
            return better, worse
    pairs = " · ".join(f"{better} and {worse}" for better, worse in neighbours)
    what = "A boundary stands between two neighbouring grades, the better one first."
    row.error("between", what, f"The neighbours are: {pairs}.", "not_neighbours")
    return None
