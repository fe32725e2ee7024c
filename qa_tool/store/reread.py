"""Questions about second readings over many audits at once: no answers, no words, one query each."""

from collections.abc import Iterable
from dataclasses import replace

from qa_tool.audit.record import Audit
from qa_tool.moderation.model import Reading
from qa_tool.store.door import Door
from qa_tool.store.record import dicts, from_row

_ROUND = "? IN ('', a.round)"


def audits(store: Door, round_: str = "") -> tuple[tuple[Audit, bool], ...]:
    """Every handed-in audit of a round (or of all) with its grades, and whether it was replaced.

    Of replaced ones only those that somebody had read again.
    """
    wanted = (
        f"{_ROUND} AND (a.superseded = 0 OR EXISTS (SELECT 1 FROM reading r WHERE r.audit = a.id))"
    )
    found = list(
        dicts(
            store, f"SELECT a.* FROM audit a WHERE {wanted} ORDER BY a.handed_in, a.row", [round_]
        )
    )
    first: dict[int, dict[str, str]] = {}
    final: dict[int, dict[str, str]] = {}
    for row, domain, one, last in store.raw.execute(
        "SELECT g.audit, d.text, f.text, l.text FROM audit a JOIN grade g ON g.audit = a.row"
        " JOIN term d ON d.id = g.domain JOIN term f ON f.id = g.first JOIN term l ON l.id = g.final"
        f" WHERE {wanted}",
        [round_],
    ):
        first.setdefault(row, {})[domain] = one
        final.setdefault(row, {})[domain] = last
    return tuple(
        (
            replace(
                from_row(Audit, values),
                grades=first.get(values["row"], {}),
                final_grades=final.get(values["row"], {}),
            ),
            bool(values["superseded"]),
        )
        for values in found
    )


def parents(store: Door) -> dict[str, str]:
    """The version that each reopened audit replaced."""
    return dict(store.raw.execute("SELECT id, parent FROM audit WHERE parent != ''").fetchall())


def readings(store: Door, round_: str = "") -> tuple[Reading, ...]:
    """Every second reading of a round's audits, the first first; third readings are not among them."""
    found = dicts(
        store,
        "SELECT r.* FROM audit a JOIN reading r ON r.audit = a.id"
        f" WHERE {_ROUND} AND r.dispute = '' ORDER BY r.made, r.id",
        [round_],
    )
    return tuple(from_row(Reading, values) for values in found)


def stances(store: Door) -> dict[str, str]:
    """What the auditor last answered to the outcome of a reading, by its id: accepts or disagrees."""
    return dict(
        store.raw.execute(
            "SELECT m.reading, m.stance FROM remark m JOIN audit a ON a.id = m.audit"
            " WHERE m.stance != '' AND m.who = a.auditor ORDER BY m.said, m.id"
        ).fetchall()
    )


def references(store: Door, cases: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The random reference and the kind of each of these cases."""
    wanted, out = list(dict.fromkeys(cases)), dict[str, tuple[str, str]]()
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ", ".join("?" for _ in part)
        for case, reference, kind in store.raw.execute(
            f"SELECT id, reference, kind FROM child_case WHERE id IN ({marks})", part
        ):
            out[case] = (reference, kind)
    return out
