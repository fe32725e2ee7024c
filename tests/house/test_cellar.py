"""Clock, names, folders, log and preferences: the cellar that every room stands on."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa_tool import ids, log, paths
from qa_tool.clock import FixedClock, SystemClock
from qa_tool.settings import FILE_NAME, PREFERENCES, Settings


def test_fixed_clock_stands_still_until_told():
    """A test can say what time it is, and let time pass."""
    clock = FixedClock(datetime(2026, 11, 20, 23, 59, 30, tzinfo=UTC))
    assert clock.now() == clock.now()
    clock.advance(60)
    assert clock.now() == datetime(2026, 11, 21, 0, 0, 30, tzinfo=UTC)
    assert clock.today().isoformat() == "2026-11-21"


def test_clocks_always_know_their_zone():
    """A moment without its zone cannot be compared across laptops, so none is ever given."""
    assert SystemClock().now().tzinfo is not None
    with pytest.raises(ValueError, match="time zone"):
        FixedClock(datetime(2026, 11, 21))  # noqa: DTZ001 - that is the point


def test_random_names_differ_and_carry_80_bits():
    """Two new things never share a name, and the name says what it is for."""
    names = {ids.new_id("aud") for _ in range(500)}
    assert len(names) == 500
    assert all(re.fullmatch(r"aud-[a-z2-7]{16}", name) for name in names)


def test_seeded_names_repeat_for_the_same_seed_only():
    """The demonstration has the same names every time, here and on every Python."""
    first, again, other = ids.SeededIds(7), ids.SeededIds(7), ids.SeededIds(8)
    ours = [first.new_id("aud") for _ in range(3)]
    assert ours == [again.new_id("aud") for _ in range(3)]
    assert ours != [other.new_id("aud") for _ in range(3)]
    assert ours[0] == "aud-5bfw7lzudmrxeb6h"


def test_what_is_shipped_lies_beside_the_program(checkout: Path):
    """Resources and templates are found from the checkout, wherever it was put."""
    assert checkout == paths.CHECKOUT
    assert checkout / "resources" == paths.RESOURCES
    assert checkout / "forms" == paths.FORMS


def test_frozen_build_finds_what_it_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A frozen build reads its resources from where it unpacked them."""
    import importlib
    import sys

    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    try:
        frozen = importlib.reload(paths)
        assert tmp_path / "resources" == frozen.RESOURCES
    finally:
        monkeypatch.undo()
        importlib.reload(paths)


def test_data_folder_is_the_persons_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Without --at the store lies in the local data folder of the person, not in the checkout."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert paths.data_folder().name == "case-audit"
    assert not paths.data_folder().is_relative_to(paths.CHECKOUT)


def test_log_holds_kind_and_place_but_no_words(tmp_path: Path):
    """An error's text may hold a child's words; the log has only its type and where it came from."""
    file = log.setup_logging(tmp_path)
    try:
        try:
            try:
                raise KeyError("WORDS OF A CHILD")
            except KeyError as inner:
                raise ValueError("MORE WORDS") from inner
        except ValueError as error:
            log.note_error(error)
        log.note("started")
    finally:
        log.close_log()
    written = file.read_text(encoding="utf-8")
    assert "ValueError at test_cellar.py:" in written
    assert "after KeyError at" in written
    assert "started" in written
    assert "WORDS" not in written


def test_log_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The log turns over, and only a few old files stay."""
    monkeypatch.setattr(log, "_LARGEST", 200)
    log.setup_logging(tmp_path)
    try:
        for _ in range(100):
            log.note("started")
    finally:
        log.close_log()
    assert len(list(tmp_path.iterdir())) == 4


def test_preferences_are_kept_and_read_again(tmp_path: Path):
    """What a person chooses is there at the next start; the rest has its default."""
    Settings(tmp_path / "new").choose("theme", "dark")
    again = Settings(tmp_path / "new")
    assert again.value("theme") == "dark"
    assert again.value("text_size") == "100"


def test_preferences_refuse_what_is_no_choice(tmp_path: Path):
    """Only a listed choice is kept, and nothing is written for another."""
    with pytest.raises(ValueError, match="no choice"):
        Settings(tmp_path).choose("theme", "pink")
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.parametrize(
    "damaged", ["", "{", "[1]", '{"theme": "pink"}', '{"theme": ["dark"]}', "\x00"]
)
def test_damaged_preferences_give_the_defaults(tmp_path: Path, damaged: str):
    """A damaged preferences file never stops the program."""
    (tmp_path / FILE_NAME).write_text(damaged, encoding="utf-8")
    assert Settings(tmp_path).value("theme") == "system"


def test_every_preference_has_words_and_a_default_among_its_choices():
    """The settings page is made from this table, so each row must be complete."""
    for each in PREFERENCES:
        assert each.title
        assert each.help.endswith(".")
        assert each.allows(each.default)
