"""The shelf of frameworks: rows do not depend on the order in which two laptops' entries arrive."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qa_tool.framework.model import Comment, Effect
from qa_tool.store import framework as shelf
from qa_tool.store.core import Store
from qa_tool.store.record import plain
from tests.framework.made import CONTENT, MARK

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    """An empty store."""
    made = Store.create(tmp_path / "data", bytes(32))
    yield made
    made.close()


def _entry(body: dict[str, Any]) -> Any:
    return SimpleNamespace(body=plain(body), object="x", id="e")


def _effects() -> list[Any]:
    return [
        _entry({"effect": Effect("fwk-a", date(2026, 11, 20), by, AT, "Made-up", "1", MARK, CONTENT)})
        for by in ("per-one", "per-two")
    ]  # fmt: skip


def _comments() -> list[Any]:
    return [
        _entry({"comment": Comment("cmt-a", "fwk-a", MARK, "whole", "Whole", "Good.", "Made-up", "",
                                   date(2026, 11, 20), source, "")})
        for source in ("file", "workbook")
    ]  # fmt: skip


@pytest.mark.parametrize("backwards", [False, True])
def test_the_same_thing_from_two_laptops_is_one_row_in_either_order(
    store: Any, *, backwards: bool
) -> None:
    """A coming into effect and a comment that both wrote are kept once, and the same one."""
    order = -1 if backwards else 1
    with store.together():
        for entry in _effects()[::order]:
            shelf._apply(store, entry)
        for entry in _comments()[::order]:
            shelf._comment(store, entry)
    assert [one.by for one in shelf.effects(store)] == ["per-one"]
    assert [one.source for one in shelf.comments(store, "fwk-a")] == ["file"]


def test_what_stood_on_a_day_is_one_question(store: Any) -> None:
    """From its day on, and not before; nothing before the first."""
    with store.together():
        shelf._apply(store, _effects()[0])
    assert shelf.stood_on(store, date(2026, 11, 19)) is None
    stood = shelf.stood_on(store, date(2026, 11, 20))
    assert stood is not None
    assert (stood.title, stood.framework) == ("Made-up, version 1", "fwk-a")
    plan = store.raw.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM framework_effect WHERE day <= '2026-11-20'"
        " ORDER BY day DESC, at DESC, id DESC LIMIT 1"
    ).fetchall()
    assert any("framework_effect_day" in str(step) for step in plan)


def test_erased_words_leave_no_row_behind(store: Any) -> None:
    """An entry without its body makes nothing."""
    with store.together():
        shelf._comment(store, SimpleNamespace(body=None, object="x", id="e"))
        shelf._apply(store, SimpleNamespace(body=None, object="x", id="e"))
    assert shelf.comments(store, "fwk-a") == ()
    assert shelf.effects(store) == ()
