"""Proving a certificate: the list read from a file, the sample drawn again, the ledger asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from qa_tool.caselist.door import open_file
from qa_tool.caselist.reading import read_list
from qa_tool.errors import QAError
from qa_tool.ledger.entry import writer_of
from qa_tool.sampling.claims import Claims
from qa_tool.sampling.frame import NO_TEAM, case_number
from qa_tool.sampling.model import FrameCase, Sample
from qa_tool.sampling.proof import Proof
from qa_tool.sampling.proof import prove as redraw
from qa_tool.store.record import record
from qa_tool.work import certificate
from qa_tool.work.caselist_plan import person_key, team_key
from qa_tool.work.workspace import Workspace

# Headings of a plain list, as people type them; anything else is left to the reader of case lists.
_PLAIN: Mapping[str, tuple[str, ...]] = {
    "number": ("case number", "council number", "case no", "number"),
    "team": ("team", "team name", "allocated team"),
    "area": ("area",),
    "worker": ("worker", "allocated worker", "worker name"),
    "kind": ("kind", "kind of case"),
    "family": ("family", "family number", "sibling group"),
}
_HEADER_WITHIN = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of cases and the columns that it really has."""

    rows: tuple[FrameCase, ...]
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a proof, with the certificate's own claims."""

    claims: Claims
    proof: Proof
    signed: str

    @property
    def holds(self) -> bool:
        """Whether everything agrees."""
        return self.proof.holds


def prove(file: Path, list_: Path, *, workspace: Workspace | None = None) -> Verdict:
    """Read both files, draw again, compare; with a workspace, ask its ledger too."""
    sealed = certificate.read(file)
    claims = sealed.claims
    listed = read(list_, date.fromisoformat(claims.day))
    proof = redraw(claims, _spelled(listed.rows, claims), listed.columns)
    if workspace is not None:
        told = _in_ledger(workspace, claims, sealed.key)
        proof = replace(proof, differs=(*proof.differs, *told))
    signed = f"Signed with the key {sealed.key[:16]}…" if sealed.signature else "It is not signed."
    if sealed.signature and workspace is not None:
        signed += ", which is enrolled in this council." if proof.holds else "."
    elif sealed.signature:
        signed += ". Whose key that is only the council's own ledger can tell (--at)."
    return Verdict(claims, proof, signed)


def told(verdict: Verdict) -> tuple[Any, ...]:
    """A proof for a terminal: its facts for scripts, then lines for people."""
    proof = verdict.proof
    facts = {
        "holds": proof.holds, "differs": proof.differs, "agrees": proof.agrees,
        "on_its_word": proof.on_its_word, "signed": verdict.signed,
    }  # fmt: skip
    return (
        facts,
        *proof.differs,
        *proof.agrees,
        *(f"On the certificate's word: {one}" for one in proof.on_its_word),
        verdict.signed,
        "The certificate holds." if proof.holds else "The certificate does not hold.",
    )


def read(path: Path, today: date) -> Listed:
    """A list: a plain one by its headings, any other as case lists are read."""
    sheets = open_file(path).sheets
    for sheet in sheets if len(sheets) == 1 else ():
        found = _plain(sheet.rows)
        if found is not None:
            return found
    children = read_list(path, today=today).children
    rows = tuple(
        FrameCase(
            id=case_number(c.number), number=case_number(c.number), team=c.team,
            worker=c.worker or c.manager,
            kind=c.kind, family=c.family, age_band=c.age_band, ethnicity=c.ethnicity,
            lists=c.lists, opened=c.opened, closed=c.closed, last_seen=c.last_seen,
        )
        for c in children if c.number
    )  # fmt: skip
    known = {
        "team": "team", "worker": "worker", "kind": "kind", "family": "family",
        "age_band": "age_band", "ethnicity": "ethnicity", "lists": "list", "opened": "opened",
        "closed": "closed", "last_seen": "last_seen",
    }  # fmt: skip
    columns = {column for name, column in known.items() if any(getattr(row, name) for row in rows)}
    return Listed(rows, frozenset({"number", *columns}))


def _plain(rows: Sequence[Sequence[Any]]) -> Listed | None:
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        heads = [" ".join(str(cell or "").split()).casefold() for cell in row]
        places = {
            name: next((heads.index(said) for said in names if said in heads), -1)
            for name, names in _PLAIN.items()
        }
        if places["number"] >= 0:
            return _rows(rows[at + 1 :], {n: p for n, p in places.items() if p >= 0})
    return None


def _rows(rows: Sequence[Sequence[Any]], places: Mapping[str, int]) -> Listed:
    made = []
    for row in rows:
        values = {
            name: case_number(row[place]) if place < len(row) and row[place] is not None else ""
            for name, place in places.items()
        }
        if values["number"]:
            made.append(
                FrameCase(
                    values["number"], values["number"], values.get("team", ""),
                    values.get("area", ""), values.get("worker", ""),
                    values.get("kind", "").casefold().replace(" ", "_"), values.get("family", ""),
                )
            )  # fmt: skip
    if not made:
        raise QAError("The list is empty: it has headings and no case.", "Take the whole list.")
    return Listed(tuple(made), frozenset(places))


def _spelled(rows: Sequence[FrameCase], claims: Claims) -> list[FrameCase]:
    """Teams, areas and workers as the program met them when the list was brought in.

    A team that the certificate does not know counts as none where it has cases without a team: so
    the program kept them.
    """
    names = (*(one.name for one in claims.strata), *claims.rules.filter.teams)
    teams = {team_key(name): name for name in names}
    areas = {
        " ".join(name.split()).casefold(): name
        for name in (*(one.name for one in claims.strata), *claims.rules.filter.areas)
    }
    teamless = claims.rules.strata == "team" and NO_TEAM in names

    def team(name: str) -> str:
        return teams.get(team_key(name), "" if teamless else name)

    def area(name: str) -> str:
        return areas.get(" ".join(name.split()).casefold(), name)

    return [
        replace(row, team=team(row.team), area=area(row.area), worker=person_key(row.worker))
        for row in rows
    ]


def _in_ledger(workspace: Workspace, claims: Claims, key: str) -> list[str]:
    """What the council's own ledger says against the certificate."""
    entry = workspace.store.ledger.by_id(claims.entry)
    roster = workspace.store.ledger.roster()
    if entry is None or entry.kind != "draw" or not roster.counts(entry):
        return ["The ledger of this council has no such draw."]
    if entry.body is None:
        return ["The words of this draw were erased from the ledger, so it cannot be compared."]
    kept = record(Sample, entry.body["sample"])
    same = (
        (kept.seed, claims.seed), (kept.fingerprint, claims.fingerprint),
        (kept.digest, claims.digest), (kept.strata, claims.strata), (kept.rules, claims.rules),
        (kept.totals, claims.totals), (kept.frame, claims.frame),
    )  # fmt: skip
    told = []
    if any(one != other for one, other in same):
        told.append("The ledger of this council holds another draw under this entry.")
    if key and roster.person_of(writer_of(key)) is None:
        told.append("The key that signed the certificate is not enrolled in this council.")
    return told
