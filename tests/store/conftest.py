"""A small made-up council in a real encrypted store."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa_tool.ledger.entry import Signer
from qa_tool.ledger.roster import enrol_body
from qa_tool.store import apply
from qa_tool.store.core import Store

KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """The moment that these tests happen in."""
    return NOW


@pytest.fixture
def key() -> bytes:
    """A raw key; the store knows no passphrases."""
    return KEY


@pytest.fixture
def signer() -> Signer:
    """The founder's key."""
    return Signer.from_seed(b"made up for tests, nobody's key!")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder."""
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path, key: bytes, signer: Signer, now: datetime) -> Iterator[Store]:
    """A store whose founder is enrolled."""
    made = Store.create(folder, key)
    body = enrol_body(signer, "person-1", ("cswo", "qa_lead"), "here")
    made.append("enrol", "person-1", body, signer=signer, claimed=now)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def only_the_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests write bodies that mean nothing: no shelf may try to make rows of them."""
    for name in ("APPLY", "SHELVES", "_TABLES", "_COMPARE"):
        monkeypatch.setattr(apply, name, {})
