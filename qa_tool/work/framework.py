"""Writing a QA framework: begun from what the council has, changed clause by clause, sent out, proposed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from qa_tool.council.model import Role
from qa_tool.errors import QAError, Refused
from qa_tool.framework import settings
from qa_tool.framework.check import check
from qa_tool.framework.clauses import in_the_year
from qa_tool.framework.model import Framework, Planned, Setting, State, Timeline
from qa_tool.framework.plain import mark
from qa_tool.problems import errors
from qa_tool.store import framework as shelf
from qa_tool.work.change import Change, changed
from qa_tool.work.framework_now import key_of, now, texts
from qa_tool.work.waiting import Waiting, days
from qa_tool.work.workspace import Workspace

KEEPERS: tuple[Role, ...] = ("qa_lead", "cswo")
PARTS = {
    "templates": "Templates",
    "settings": "Settings",
    "rounds": "Calendar",
    "ladders": "Ladders",
    "themes": "Codebook",
}
_NOT_NOW = {
    "proposed": ("It is proposed, so it stands as it is.", "Take it back first, then change it."),
    "dropped": ("It was dropped.", "Begin a new version."),
}


def whole(workspace: Workspace, framework_id: str) -> Framework:
    """One version as it is written; drafts are the QA lead's and the CSWO's until they go out."""
    found = shelf.framework(workspace.store, framework_id)
    if found is None or not seen(workspace, found):
        raise QAError("There is no such framework here.", "Look at the list again.")
    return found


def seen(workspace: Workspace, one: Framework) -> bool:
    """Whether this person may read it: what is out for comments or came into effect is everybody's."""
    if workspace.is_a(*KEEPERS) or one.state == "out":
        return True
    return any(effect.framework == one.id for effect in shelf.effects(workspace.store))


def timeline(workspace: Workspace) -> Timeline:
    """Which framework stood when."""
    return Timeline.of(shelf.effects(workspace.store))


def in_effect(workspace: Workspace, day: date | None = None) -> shelf.Stood | None:
    """The framework in effect on a day, or today: its name, version and first day. Everybody may ask."""
    return shelf.stood_on(workspace.store, day or workspace.clock.today())


# --- verbs: writing it ---------------------------------------------------------------------------


def begin(
    workspace: Workspace, name: str, version: str, note: str = "", planned: date | None = None
) -> Change:
    """Begin a version from what the council works by today; the calendar is carried on."""
    workspace.need(*KEEPERS)
    content = now(workspace)
    before = timeline(workspace).on(workspace.clock.today())
    if before is not None and before.content.rounds:
        content = replace(content, rounds=before.content.rounds)
    return _begun(workspace, Framework("", name.strip(), version.strip(), content, note.strip(),
                                       planned))  # fmt: skip


def again(workspace: Workspace, framework_id: str, version: str) -> Change:
    """Begin a version from an earlier one, word for word."""
    workspace.need(*KEEPERS)
    old = whole(workspace, framework_id)
    fresh = Framework("", old.name, version.strip(), old.content, old.note)
    return _begun(workspace, fresh)


def _begun(workspace: Workspace, fresh: Framework) -> Change:
    _free(workspace, fresh)
    one = replace(
        fresh, id=workspace.ids.new_id("fwk"), made_by=workspace.person.id,
        made=workspace.clock.now(),
    )  # fmt: skip
    return keep(workspace, one)


def _free(workspace: Workspace, one: Framework) -> None:
    """Refuse a name and version that another one has."""
    said = (one.name.casefold(), one.version.casefold())
    for other in shelf.frameworks(workspace.store):
        same = (other.name.casefold(), other.version.casefold()) == said
        if same and other.id != one.id and other.state != "dropped":
            raise QAError(
                f"There is a {other.title} here already.", "Give this one another version."
            )


def keep(workspace: Workspace, one: Framework) -> Change:
    """Keep a version, where nothing is wrong with it."""
    wrong = errors(check(one, texts(workspace, one.content)))
    if wrong:
        raise QAError(
            f"{wrong[0].where}: {wrong[0].what}"
            + (f" There are {len(wrong) - 1} more faults." if len(wrong) > 1 else ""),
            wrong[0].cure,
        )
    with workspace.store.together():
        workspace.write("framework", one.id, {"framework": one})
    return changed("framework", ids=(one.id,))


def writing(workspace: Workspace, framework_id: str) -> Framework:
    """A version that may be changed now; refused where it may not."""
    workspace.need(*KEEPERS)
    one = whole(workspace, framework_id)
    if any(effect.framework == one.id for effect in shelf.effects(workspace.store)):
        raise Refused(
            f"{one.title} came into effect, so it stays as it was.", "Begin a new version."
        )
    if one.state in _NOT_NOW:
        raise Refused(*_NOT_NOW[one.state])
    return one


def _changed(workspace: Workspace, one: Framework) -> Change:
    return keep(workspace, replace(one, edited=one.origin is not None))


def revise(
    workspace: Workspace, framework_id: str, *, name: str, version: str, note: str,
    planned: date | None,
) -> Change:  # fmt: skip
    """Change what it is called, what it says is new, and the day that it is planned for."""
    one = replace(
        writing(workspace, framework_id), name=name.strip(), version=version.strip(),
        note=note.strip(), planned=planned,
    )  # fmt: skip
    _free(workspace, one)
    return _changed(workspace, one)


def set_value(
    workspace: Workspace, framework_id: str, name: str, values: tuple[int, ...]
) -> Change:
    """Change one setting."""
    one = writing(workspace, framework_id)
    if name not in settings.NAMES:
        raise QAError("A framework does not hold this setting.", "Choose one of its clauses.")
    fresh = {s.name: s for s in one.content.settings} | {name: Setting(name, values)}
    content = replace(one.content, settings=tuple(fresh[n] for n in settings.NAMES if n in fresh))
    return _changed(workspace, replace(one, content=content))


def keep_round(workspace: Workspace, framework_id: str, planned: Planned) -> Change:
    """Put a round into the calendar, or change the one with its key."""
    one = writing(workspace, framework_id)
    kept = replace(planned, key=planned.key or key_of(planned.name))
    if not planned.key and any(r.key == kept.key for r in one.content.rounds):
        raise QAError(f"There is a round called “{kept.name}” already.", "Give it another name.")
    rounds = {r.key: r for r in one.content.rounds} | {kept.key: kept}
    content = replace(one.content, rounds=tuple(sorted(rounds.values(), key=in_the_year)))
    return _changed(workspace, replace(one, content=content))


def leave_out(workspace: Workspace, framework_id: str, clause: str) -> Change:
    """Take a template, a round, a ladder or a theme out."""
    one = writing(workspace, framework_id)
    sort, _, key = clause.partition("/")
    c = one.content
    content = {
        "template": replace(c, templates=tuple(t for t in c.templates if t.key != key)),
        "round": replace(c, rounds=tuple(r for r in c.rounds if r.key != key)),
        "ladder": replace(c, ladders=tuple(x for x in c.ladders if x.key != key)),
        "theme": replace(c, themes=tuple(t for t in c.themes if t.id != key)),
    }.get(sort, c)
    if content == c:
        raise QAError("This clause cannot be taken out.", "Change its value instead.")
    if sort == "template":  # a round cannot be planned with what is no longer there
        rounds = tuple(
            replace(r, templates=tuple(t for t in r.templates if t != key)) for r in content.rounds
        )
        content = replace(content, rounds=rounds)
    return _changed(workspace, replace(one, content=content))


def take_over(workspace: Workspace, framework_id: str, parts: Iterable[str]) -> Change:
    """Bring parts of it up to what the council works by today."""
    one = writing(workspace, framework_id)
    fresh, wanted = now(workspace), [name for name in PARTS if name in set(parts)]
    if not wanted:
        raise QAError("No part is chosen.", "Choose at least one.")
    content = replace(one.content, **{name: getattr(fresh, name) for name in wanted})
    keys = {ref.key for ref in content.templates}
    rounds = tuple(
        replace(r, templates=tuple(t for t in r.templates if t in keys)) for r in content.rounds
    )
    return _changed(workspace, replace(one, content=replace(content, rounds=rounds)))


# --- verbs: its life -----------------------------------------------------------------------------


def send_out(workspace: Workspace, framework_id: str, answer_by: date | None = None) -> Change:
    """Put a draft out for comments: everybody here may read it and comment."""
    one = writing(workspace, framework_id)
    today = workspace.clock.today()
    if answer_by is not None and answer_by < today:
        raise QAError("The day for comments is in the past.", "Choose a later one, or none.")
    return _state(
        workspace, replace(one, out=today, answer_by=answer_by, out_mark=mark(one)), "out"
    )


def take_back(workspace: Workspace, framework_id: str) -> Change:
    """Make it a draft again: comments stay with it."""
    workspace.need(*KEEPERS)
    one = whole(workspace, framework_id)
    if one.state not in {"out", "proposed"}:
        writing(workspace, framework_id)
        raise QAError("It is a draft already.", "Change it as it is.")
    if any(effect.framework == one.id for effect in shelf.effects(workspace.store)):
        raise Refused(f"{one.title} came into effect, so it stays.", "Begin a new version.")
    return _state(workspace, replace(one, proposed=None, proposed_by=""), "draft")


def propose(workspace: Workspace, framework_id: str) -> Change:
    """Say that it is ready to come into effect; every comment must have its answer."""
    one = writing(workspace, framework_id)
    _n, waits = shelf.counted(workspace.store, [one.id]).get(one.id, (0, 0))
    if waits:
        raise Refused(
            f"{waits} comment{'s have' if waits > 1 else ' has'} no answer yet.",
            "Answer each: accepted or not, and why. People took the trouble to write them.",
        )
    return _state(
        workspace,
        replace(one, proposed=workspace.clock.now(), proposed_by=workspace.person.id),
        "proposed",
    )


def drop(workspace: Workspace, framework_id: str, why: str) -> Change:
    """Give a draft up; it stays in the list with the reason."""
    one = writing(workspace, framework_id)
    if not why.strip():
        raise QAError("There is no reason.", "Say in one sentence why it is given up.")
    return _state(workspace, replace(one, why=why.strip()), "dropped")


def _state(workspace: Workspace, one: Framework, state: State) -> Change:
    return keep(workspace, replace(one, state=state))


def waiting(workspace: Workspace) -> list[Waiting]:
    """What waits: for everybody a draft to comment on, for who writes it answers, for the CSWO a yes."""
    found = []
    live = shelf.frameworks(workspace.store, ("out", "proposed"))
    done = {one.framework for one in shelf.effects(workspace.store)} if live else set()
    for one in live:
        if one.id not in done:
            found += list(_waits(workspace, one))
    return found


def _waits(workspace: Workspace, one: Framework) -> list[Waiting]:
    place = {"framework": one.id}
    today = workspace.clock.today()
    if one.state == "proposed":
        if not workspace.is_a("cswo"):
            return []
        planned = f"planned for {one.planned.day} {one.planned:%B %Y}" if one.planned else ""
        detail = planned or "See what changes, then put it into effect or give it back"
        return [Waiting("info", f"{one.title} is proposed", detail, "framework", place)]
    _n, waits = shelf.counted(workspace.store, [one.id]).get(one.id, (0, 0))
    if workspace.is_a(*KEEPERS):
        words = f"{waits} comment{'s' if waits > 1 else ''} on {one.title} without an answer"
        return (
            [Waiting("info", words, "Accepted or not, and why", "framework", place)]
            if waits
            else []
        )
    over = one.answer_by is not None and one.answer_by < today
    if over or shelf.said_by(workspace.store, one.id, workspace.person.id):
        return []
    detail = days(one.answer_by, today) if one.answer_by else "No day is set"
    return [Waiting("info", f"{one.title} is out for comments", detail, "framework", place)]
