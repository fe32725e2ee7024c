"""Tables of what followed from the audits: safety, actions, voices, notices, surveys, themes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from qa_tool.disclosure.system import Link, Same
from qa_tool.disclosure.table import TOTAL, CountsTable
from qa_tool.publication.frozen import Frozen
from qa_tool.report.annual_groups import grid, listed_counts

STANDING = {
    "in_time": "Finished by the first due date", "late": "Finished later",
    "to_verify": "Done, waiting to be verified", "open": "Open, not due yet",
    "overdue": "Open and overdue", "withdrawn": "Withdrawn",
}  # fmt: skip
_STANDS = {
    "verified_in_time": "in_time", "done_in_time": "in_time", "verified_late": "late",
    "done_late": "late",
}  # fmt: skip
ASKED, NOT_ASKED = "Seen by somebody else", "Not to be verified"
TOLD = {"in_time": "All told in time", "late": "Somebody told late", "not_yet": "Time not over"}
LEVELS = {"danger": "May be in danger now", "serious": "Serious practice concern"}
SETTLED, UNSETTLED = "Settled", "Not settled"
WAYS = {"better": "Better", "same": "The same", "worse": "Worse", "apart": "Not comparable"}
DUE = {"done": "Handed in", "allocated": "Given to somebody", "nobody": "With nobody yet"}
WHO = {
    "child": "Child or young person", "family": "Family", "carer": "Carer",
    "worker": "Practitioner", "manager": "Team manager", "partner": "Partner agency",
}  # fmt: skip
HEARD, SOUGHT, UNSOUGHT = "Heard", "Sought, not heard", "Not sought"
_VOICE = {"obtained": HEARD, "reached": SOUGHT, "declined": SOUGHT, "no_answer": SOUGHT}
RAISED = {"informal": "Informal", "formal": "Formal", "good_practice": "Good practice"}
LIMIT = {"within": "Ended in time", "over": "Over time", "running": "Still within time",
         "": "No limit, or passed on"}  # fmt: skip
EFFECT = {"yes": "Practice changed", "partly": "Partly", "no": "Did not change",
          "cannot_tell": "Cannot tell", "due": "Due, not said yet", "to_come": "Not due yet",
          "": "Not asked"}  # fmt: skip
YES, NO = "Yes", "No"
CONCERN = {"answered": "Answered", "waiting": "Waiting for an answer", "withdrawn": "Withdrawn"}
MOST_THEMES = 10


@dataclass(frozen=True, slots=True)
class Followed:
    """The tables, what ties them, the ones that count nobody, and those whose total says nothing."""

    tables: tuple[CountsTable, ...]
    links: tuple[Link, ...]
    open: tuple[CountsTable, ...]
    bare: frozenset[str]


def followed(frozen: Frozen, *, inside: bool = False) -> Followed:
    """Everything that is not a grade."""
    tables: list[CountsTable] = []
    links: list[Link] = []
    bare: set[str] = set()
    for table, total_says_nothing in (
        (_stops(frozen, inside=inside), False), (_settled(frozen), False), (_actions(frozen), False),
        (_pairs(frozen), False), (_due(frozen) if inside else None, False), (_voice(frozen), True),
        *((one, False) for one in _notices(frozen)), (_survey(frozen), True),
        (_one(frozen, "compliments", "received", "Compliments received", "Compliments"), True),
        *((one, True) for one in _themes(frozen)),
    ):  # fmt: skip
        if table is None:
            continue
        tables.append(table)
        if total_says_nothing:
            bare.add(table.key)
    keys = {table.key for table in tables}
    if "notice-limits" in keys:
        links.append(
            Same(("notices", RAISED["formal"], "Notices"), ("notice-limits", TOTAL, TOTAL))
        )
    survey = next((t for t in tables if t.key == "surveys"), None)
    if survey is not None:
        links += _survey_ties(survey)
    return Followed(tuple(tables), tuple(links), tuple(_open(frozen)), frozenset(bare))


def _stops(frozen: Frozen, *, inside: bool) -> CountsTable | None:
    """By level inside the council; in public the two levels are too few to stand apart."""
    if not frozen.stops:
        return None
    if not inside:
        told = Counter(TOLD[stop.told] for stop in frozen.stops)
        return listed_counts(
            "safety", "Safety stops, and whether everybody who must hear of them was told in time",
            {name: told[name] for name in TOLD.values()}, "Stops", population="stops",
            row_word="Told", period=frozen.period,
        )  # fmt: skip
    found = Counter((LEVELS[s.level], TOLD[s.told]) for s in frozen.stops)
    return grid(
        "safety", "Safety stops, and whether everybody who must hear of them was told in time", found,
        LEVELS.values(), TOLD.values(), population="stops", row_word="Level", period=frozen.period,
    )  # fmt: skip


def _settled(frozen: Frozen) -> CountsTable | None:
    if not frozen.stops:
        return None
    done = sum(stop.settled for stop in frozen.stops)
    return listed_counts(
        "safety-settled", "Safety stops settled", {SETTLED: done, UNSETTLED: len(frozen.stops) - done},
        "Stops", population="stops", row_word="State", period=frozen.period,
    )  # fmt: skip


def _actions(frozen: Frozen) -> CountsTable | None:
    if not frozen.actions:
        return None
    found = Counter(
        (STANDING[_STANDS.get(a.standing, a.standing)], ASKED if a.asked else NOT_ASKED)
        for a in frozen.actions
    )
    return grid(
        "actions", "Actions raised in the year, and where they stand", found, STANDING.values(),
        (ASKED, NOT_ASKED), row_word="Where they stand", period=frozen.period,
    )  # fmt: skip


def _pairs(frozen: Frozen) -> CountsTable | None:
    if not frozen.pairs:
        return None
    found = Counter(pair.way for pair in frozen.pairs)
    return listed_counts(
        "re-audits", "Re-audits beside the audit that asked for them",
        {name: found[way] for way, name in WAYS.items() if way != "apart" or found[way]},
        "Re-audits", row_word="The second audit was", period=frozen.period,
    )  # fmt: skip


def _due(frozen: Frozen) -> CountsTable | None:
    """Inside only: its total is how many were Inadequate, also where that is hidden by kind of case."""
    counts = {name: frozen.re_audits.get(key, 0) for key, name in DUE.items()}
    if not any(counts.values()):
        return None
    return listed_counts(
        "re-audits-due", "Re-audits that an Inadequate of the year asks for", counts, "Re-audits",
        row_word="State", period=frozen.period,
    )  # fmt: skip


def _voice(frozen: Frozen) -> CountsTable | None:
    """Every counted audit stands in every line, so that no total tells how many a template has."""
    there = {who for audit in frozen.counted for who in audit.voices}
    if not there:
        return None
    found = Counter(
        (name, _VOICE.get(audit.voices.get(who, ""), UNSOUGHT))
        for audit in frozen.counted
        for who, name in WHO.items()
    )
    rows = [name for who, name in WHO.items() if who in there]
    return grid(
        "voices", "Voices in the counted audits: sought and heard", found, rows,
        (HEARD, SOUGHT, UNSOUGHT), row_word="Who", period=frozen.period,
    )  # fmt: skip


def _notices(frozen: Frozen) -> list[CountsTable]:
    if not frozen.notices:
        return []
    kinds = Counter(
        "good_practice" if n.kind == "good_practice" else "formal" if n.formal else "informal"
        for n in frozen.notices
    )
    made = [
        listed_counts("notices", "QA notices raised", {RAISED[k]: kinds[k] for k in RAISED}, "Notices",
              row_word="Kind", period=frozen.period)
    ]  # fmt: skip
    formal = [n for n in frozen.notices if n.formal and n.kind == "concern"]
    if formal:
        limits, effects = Counter(n.limit for n in formal), Counter(n.effect for n in formal)
        made += [
            listed_counts("notice-limits", "Formal notices and the time that their ladder gives",
                  {name: limits[key] for key, name in LIMIT.items() if limits[key] or key},
                  "Notices", population="formal", row_word="State", period=frozen.period),
            listed_counts("notice-effects", "Formal notices: did practice change, asked at 90 days",
                  {name: effects[key] for key, name in EFFECT.items() if effects[key] or key},
                  "Notices", population="formal", row_word="Answer", period=frozen.period),
        ]  # fmt: skip
    return made


def _measures(frozen: Frozen) -> dict[tuple[str, str], int]:
    """Every measure that was entered, by source and measure."""
    return {(s.source, s.measure): s.n for s in frozen.surveys if s.n is not None}


_PARTS = (
    ("children", "Asked", "Answered", "Children and young people asked: answered"),
    ("children", "Answered", "Felt listened to", "Of these: felt listened to"),
    ("families", "Asked", "Answered", "Parents and carers asked: answered"),
    ("families", "Answered", "Help made it better", "Of these: help made it better"),
    ("complaints", "Received", "In time", "Complaints: answered in time"),
    ("complaints", "Received", "Upheld", "Complaints: upheld"),
    ("complaints", "Received", "Next stage", "Complaints: went to the next stage"),
    ("advocacy", "Offered", "Used", "Advocacy offered: used"),
)


def _survey(frozen: Frozen) -> CountsTable | None:
    """Each line is a whole and the part of it that said yes; lines are never added."""
    known = _measures(frozen)
    lines = []
    for source, whole, part, label in _PARTS:
        all_, yes = known.get((source, whole)), known.get((source, part))
        if all_ is not None and yes is not None and yes <= all_:
            lines.append((label, (yes, all_ - yes)))
    if not lines:
        return None
    return CountsTable(
        "surveys", "Surveys, complaints and advocacy", tuple(label for label, _ in lines), (YES, NO),
        tuple(cells for _, cells in lines), row_word="Source", period=frozen.period,
    )  # fmt: skip


def _survey_ties(table: CountsTable) -> list[Link]:
    """Who said something is among those who answered; complaints are one number in three lines."""
    labels = {(source, part): label for source, _, part, label in _PARTS}
    there = set(table.rows)
    found: list[Link] = []
    for source, whole, part, label in _PARTS:
        above = labels.get((source, whole))
        if label in there and above in there:
            found.append(Same((table.key, label, TOTAL), (table.key, above, YES)))
        del part
    same = [label for source, _, _, label in _PARTS if source == "complaints" and label in there]
    found += [Same((table.key, same[0], TOTAL), (table.key, one, TOTAL)) for one in same[1:]]
    return found


def _one(frozen: Frozen, source: str, measure: str, title: str, column: str) -> CountsTable | None:
    n = next(
        (s.n for s in frozen.surveys if s.source == source and s.measure.casefold() == measure),
        None,
    )
    if n is None:
        return None
    return listed_counts(source, title, {title: n}, column, row_word="Source", period=frozen.period)


def _themes(frozen: Frozen) -> list[CountsTable]:
    """The themes found most often in the counted audits; a theme that is missing says nothing."""
    found: Counter[str] = Counter()
    for audit in frozen.counted:
        found.update(audit.themes)
    made = []
    for tone, key, title in (("strength", "strengths", "Strengths found most often"),
                             ("development", "developments", "Areas for development found most often")):  # fmt: skip
        named = [t for t in frozen.themes if t.tone == tone and found[t.id]]
        top = sorted(named, key=lambda t: (-found[t.id], t.title))[:MOST_THEMES]
        if top:
            made.append(
                listed_counts(key, title, {t.title: found[t.id] for t in top}, "Audits", row_word="Theme",
                      period=frozen.period)
            )  # fmt: skip
    return made


def _open(frozen: Frozen) -> Iterable[CountsTable]:
    """Tables that count no person: what was planned, and what an officer took higher."""
    if frozen.rounds:
        rows = tuple(r.name for r in frozen.rounds)
        if len(set(rows)) < len(rows):
            rows = tuple(f"{r.name} ({n})" for n, r in enumerate(frozen.rounds, 1))
        for key, title, n in (
            ("rounds", "Audits planned, by round", [r.planned for r in frozen.rounds]),
            ("rounds-given", "Audits given out, by round", [r.allocated for r in frozen.rounds]),
        ):
            counts = dict(zip(rows, n, strict=True))
            yield listed_counts(
                key, title, counts, "Audits", row_word="Round", period=frozen.period
            )
    if frozen.concerns:
        found = Counter((c.to, CONCERN[c.standing]) for c in frozen.concerns)
        yield grid(
            "concerns", "Concerns taken higher", found, sorted({c.to for c in frozen.concerns}),
            CONCERN.values(), row_word="To", period=frozen.period,
        )  # fmt: skip
    if frozen.asked:
        yield CountsTable(
            "asked", "What inspectors, peers and plans asked for", tuple(a.title for a in frozen.asked),
            ("Met", "Open"), tuple((a.met, a.asked - a.met) for a in frozen.asked),
            row_word="Source", period=frozen.period,
        )  # fmt: skip
