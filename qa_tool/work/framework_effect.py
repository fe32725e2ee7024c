"""Putting a framework into effect: what would change, in plain words, and then all of it in one act."""

from dataclasses import dataclass, replace

from qa_tool.errors import Refused
from qa_tool.framework import settings
from qa_tool.framework.check import check
from qa_tool.framework.difference import Changed, differences
from qa_tool.framework.model import Content, Effect, Framework
from qa_tool.framework.plain import mark
from qa_tool.policy.check import check as check_policy
from qa_tool.policy.plain import to_plain
from qa_tool.problems import errors
from qa_tool.store import framework as shelf
from qa_tool.theme.model import Theme
from qa_tool.work import notice_ladder, theme
from qa_tool.work import template as templates
from qa_tool.work.change import Change, changed
from qa_tool.work.framework import timeline, whole
from qa_tool.work.framework_now import bare, now, templates_now, texts
from qa_tool.work.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Plan:
    """What putting it into effect would do here.

    `changes` are against what the council works by today, field by field. `goes` was in the framework
    before and is not in this one; `stays` is in use here though no framework names it.
    """

    framework: Framework
    changes: tuple[Changed, ...]
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    replaces: str
    unanswered: int
    hinders: tuple[tuple[str, str], ...]

    @property
    def nothing(self) -> bool:
        """Whether the council works by all of it already."""
        return not self.changes and not self.goes


def preview(workspace: Workspace, framework_id: str) -> Plan:
    """What would change, and what stands in the way; nothing is written."""
    one = whole(workspace, framework_id)
    have = now(workspace)
    fit = _fitted(workspace, one.content)
    known = texts(workspace, have, fit)
    # The calendar changes nothing by itself: rounds are made on their own page.
    found = differences(replace(have, rounds=fit.rounds, holidays=fit.holidays), fit, known)
    before = timeline(workspace).on(workspace.clock.today())
    gone = _gone(workspace, fit, _fitted(workspace, before.content) if before else Content())
    left = [one for one in found if one.sort == "removed" and one.section != "scales"]
    going = {f"{sort}/{key}" for sort, key, _title in gone}
    _n, waits = shelf.counted(workspace.store, [one.id]).get(one.id, (0, 0))
    return Plan(
        one,
        tuple(c for c in found if c.sort != "removed" and c.section != "scales"),
        tuple(title for _sort, _key, title in gone),
        tuple(c.title for c in left if c.clause not in going),
        before.title if before else "",
        waits,
        tuple(_hinders(workspace, one)),
    )


def _hinders(workspace: Workspace, one: Framework) -> list[tuple[str, str]]:
    """Each reason why it cannot come into effect now, with what to do."""
    found = []
    today = workspace.clock.today()
    if any(effect.framework == one.id for effect in shelf.effects(workspace.store)):
        return [(f"{one.title} came into effect before.", "Begin a new version from it.")]
    if one.state != "proposed":
        found.append(("It is not proposed yet.", "The QA lead proposes it when it is ready."))
    if one.planned is not None and one.planned > today:
        day = f"{one.planned.day} {one.planned:%B %Y}"
        cure = "Put it into effect on or after that day, or take it back and change the day."
        found.append((f"It is planned for {day}.", cure))
    wrong = errors(check(one, texts(workspace, one.content)))
    wrong += errors(check_policy(settings.on_policy(workspace.policy, one.content.settings)))
    found += [(f"{problem.where}: {problem.what}", problem.cure) for problem in wrong]
    return found


def put_into_effect(workspace: Workspace, framework_id: str) -> Change:
    """From today the council works by it: policy, templates, ladders and codebook follow, all or nothing."""
    workspace.need("cswo")
    plan = preview(workspace, framework_id)
    if plan.hinders:
        raise Refused(*plan.hinders[0])
    one = plan.framework
    fit = _fitted(workspace, one.content)
    before = timeline(workspace).on(workspace.clock.today())
    effect = Effect(
        one.id, workspace.clock.today(), workspace.person.id, workspace.clock.now(), one.name,
        one.version, mark(one), one.content, one.note,
    )  # fmt: skip
    try:
        with workspace.store.together():
            old = _fitted(workspace, before.content) if before else Content()
            _drop_gone(workspace, fit, old, one)
            _policy(workspace, fit)
            known = texts(workspace, fit)
            templates.use(workspace, [known[ref.fingerprint] for ref in fit.templates])
            _ladders(workspace, fit)
            _themes(workspace, fit, one)
            workspace.write("framework", f"{one.id}/effect", {"effect": effect})
    finally:
        workspace.forget()
    return changed("framework", "policy", "template", "ladder", "notice", "theme", ids=(one.id,))


def _policy(workspace: Workspace, content: Content) -> None:
    policy = settings.on_policy(workspace.policy, content.settings)
    if policy != workspace.policy:
        workspace.write("policy", "policy", to_plain(policy))


def _ladders(workspace: Workspace, content: Content) -> None:
    have = {row.ladder.key: row.ladder for row in notice_ladder.in_use(workspace)}
    for ladder in content.ladders:
        if have.get(ladder.key) != ladder:
            notice_ladder.keep(workspace, ladder)


def _themes(workspace: Workspace, content: Content, one: Framework) -> None:
    book = theme.codebook(workspace)
    for wanted in content.themes:
        have = book.themes.get(wanted.id)
        if have is None or have.state != "in_use" or bare(have) != wanted:
            _write_theme(workspace, replace(wanted, why=one.title))


def _write_theme(workspace: Workspace, one: Theme) -> None:
    kept = replace(one, by=workspace.person.id, at=workspace.clock.now())
    workspace.write("theme", kept.id, kept)


def _fitted(workspace: Workspace, content: Content) -> Content:
    """The content with this council's own names for themes that it has by the same title and kind.

    Otherwise a framework of another council would put a second theme beside each that both have.
    """
    book = theme.codebook(workspace)
    known = {(one.title.casefold(), one.tone): one.id for one in book.in_use}
    fit = []
    for one in content.themes:
        same = known.get((one.title.casefold(), one.tone))
        fit.append(replace(one, id=same) if same and one.id not in book.themes else one)
    return replace(content, themes=tuple({one.id: one for one in fit}.values()))


def _gone(workspace: Workspace, content: Content, before: Content) -> list[tuple[str, str, str]]:
    """What the framework before had, that is in use, and that this one has not: sort, key, what it is."""
    here = _keys(content)
    own = {row.ladder.key for row in notice_ladder.in_use(workspace) if row.own}
    used = {
        "template": {ref.key for ref in templates_now(workspace)},
        "ladder": own,
        "theme": {one.id for one in theme.codebook(workspace).in_use},
    }
    titles = {
        "template": {ref.key: f"Template “{ref.title}”" for ref in before.templates},
        "ladder": {one.key: f"Ladder “{one.title}”" for one in before.ladders},
        "theme": {one.id: f"Theme “{one.title}”" for one in before.themes},
    }
    return [
        (sort, key, title)
        for sort, named in titles.items()
        for key, title in named.items()
        if key not in here[sort] and key in used[sort]
    ]


def _keys(content: Content) -> dict[str, set[str]]:
    return {
        "template": {ref.key for ref in content.templates},
        "ladder": {one.key for one in content.ladders},
        "theme": {one.id for one in content.themes},
    }


def _drop_gone(workspace: Workspace, content: Content, before: Content, one: Framework) -> None:
    for sort, key, _title in _gone(workspace, content, before):
        if sort == "template":
            since = workspace.clock.today().isoformat()
            workspace.write("template", key, {"key": key, "retired": since})
        elif sort == "ladder":
            notice_ladder.put_back(workspace, key)
        else:
            theme.retire(workspace, key, f"Not in {one.title}")


def drift(workspace: Workspace) -> tuple[Changed, ...]:
    """What the council works by today and the framework in effect does not say; the calendar apart."""
    stands = timeline(workspace).on(workspace.clock.today())
    if stands is None:
        return ()
    have = now(workspace)
    said = _fitted(workspace, stands.content)
    have = replace(have, rounds=said.rounds, holidays=said.holidays)
    return tuple(
        c for c in differences(said, have, texts(workspace, said, have)) if c.section != "scales"
    )
