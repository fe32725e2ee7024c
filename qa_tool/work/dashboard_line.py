"""The lines of a trend: the versions of a template, joined where somebody has confirmed a crosswalk."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from qa_tool.figures.bridging import Ruling, Stretch, bridged, stretches
from qa_tool.figures.spc import Cut
from qa_tool.template.crosswalk import Crosswalk, successor
from qa_tool.template.model import Scale, Template
from qa_tool.work import crosswalk
from qa_tool.work.dashboard import Desk, Version, day_of

Months = dict[date, Counter[str]]
_Forms = list[tuple[str, Template]]
_Crosswalks = Mapping[tuple[str, str], Crosswalk]


@dataclass(frozen=True, slots=True)
class Line:
    """One unbroken line: its versions, its grades by month under the newest of them, and their scale.

    `ruling` and `why` say how it stands to the line before; `said` whether a person has said so.
    """

    versions: tuple[Version, ...]
    months: Mapping[date, Counter[str]]
    scale: Scale | None
    ruling: Ruling
    why: str
    said: bool

    @property
    def since(self) -> date:
        """The first month in which its first version was used."""
        return self.versions[0].since


def lines_of(desk: Desk, domain: str) -> tuple[Line, ...]:
    """Every line of a domain, the oldest first; without a confirmed crosswalk each version is one."""
    if desk.group is None:
        return ()
    forms = [(version.form, desk.template(version.form)) for version in _in_order(desk)]
    said = crosswalk.through(desk.workspace, desk.group.template, [mark for mark, _ in forms])
    forms, domain = _onward(forms, said, desk.form, domain)
    counts = _Counts(desk)
    # Which domains are needed stands in the crosswalks; whether their grades carry over, in the counts.
    first = stretches(forms, said, domain)
    given = {
        (form, key): counts.of(form, key)
        for stretch in first
        for form, key in stretch.domains.items()
    }
    known = {version.form: version for version in desk.versions}
    made = stretches(forms, said, domain, given)
    befores = [None, *made[:-1]]
    return tuple(
        Line(
            tuple(known[form] for form in stretch.forms), _months(counts, stretch),
            desk.scale(stretch.last, stretch.domains[stretch.last]), stretch.ruling, stretch.why,
            _said(said, before, stretch),
        )
        for before, stretch in zip(befores, made, strict=True)
    )  # fmt: skip


def _in_order(desk: Desk) -> list[Version]:
    """The versions by when they began: taken into use, or first used where one was taken up again."""
    came = crosswalk.came(desk.workspace)

    def begun(version: Version) -> tuple[str, str]:
        since = came.get(version.form, "")
        return min(since, version.since.isoformat()), since

    return sorted(desk.versions, key=begun)


def _onward(forms: _Forms, said: _Crosswalks, form: str, domain: str) -> tuple[_Forms, str]:
    """What a domain of the version that is looked at is called in the newest, and the versions up to there.

    Where nothing took its place, its line ends with the last version that has it.
    """
    marks = [mark for mark, _template in forms]
    for place in range(marks.index(form) if form in marks else len(marks), len(marks) - 1):
        found = said.get((marks[place], marks[place + 1]))
        if found is None:
            continue
        onward = successor(found.domains, domain)
        if not onward:
            return forms[: place + 1], domain
        domain = onward
    return forms, domain


def _said(said: _Crosswalks, before: Stretch | None, after: Stretch) -> bool:  # fmt: skip
    return before is not None and (before.last, after.forms[0]) in said


class _Counts:
    """Grades by version and month, one question to the store for each domain."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._held: dict[str, dict[str, Months]] = {}

    def months(self, form: str, domain: str) -> Months:
        """What has no rank or no month is in no share; what has no month is left out here."""
        if domain not in self._held:
            wanted = replace(self._desk.of_group, domain=domain)
            held: dict[str, Months] = {}
            for (mark, month, grade), n in self._desk.sums(("form", "month", "grade"), wanted).items():  # fmt: skip
                if month:
                    by = held.setdefault(str(mark), {}).setdefault(day_of(int(month)), Counter())
                    by[str(grade)] += n
            self._held[domain] = held
        return self._held[domain].get(form, {})

    def of(self, form: str, domain: str) -> Counter[str]:
        """The same over all months."""
        whole = Counter[str]()
        for held in self.months(form, domain).values():
            whole.update(held)
        return whole


def _months(counts: _Counts, stretch: Stretch) -> Months:
    found: Months = {}
    for form in stretch.forms:
        for day, held in counts.months(form, stretch.domains[form]).items():
            # The newest version tells its own grades; nothing of it has to be carried over.
            own = held if form == stretch.last else bridged(held, stretch.grades[form])
            found.setdefault(day, Counter()).update(own or {})
    return found


def shown_from(lines: tuple[Line, ...]) -> int:
    """The first line that is shown: what lies before a new start is not."""
    return max((place for place, line in enumerate(lines) if place and line.ruling == "anew"), default=0)  # fmt: skip


def cuts_of(lines: tuple[Line, ...]) -> tuple[Cut, ...]:
    """Where the measure changed and the line breaks, among the lines that are shown."""
    found = []
    for line in lines[shown_from(lines) + 1 :]:
        what = f"Version {line.versions[0].name} of the template"
        why = f"{what}. {line.why}" if line.said and line.why else what
        found.append(Cut(line.since, why, kind="break"))
    return tuple(found)


def joins_of(lines: tuple[Line, ...]) -> tuple[tuple[date, str], ...]:
    """Where a newer version begins and the line goes on, as somebody has confirmed."""
    return tuple(
        (new.since, f"version {new.name} of the template, joined to version {old.name} as confirmed")
        for line in lines[shown_from(lines) :]
        for old, new in pairwise(line.versions)
    )  # fmt: skip
