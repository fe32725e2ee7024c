"""The made-up council that verbs are tried on from a terminal."""

from pathlib import Path

import pytest

from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.keys import unlock
from qa_tool.keys.crypto import Cost
from qa_tool.work import session

CHEAP = Cost(1024, 1, 1)
AUDITS = 14


@pytest.fixture(scope="module")
def council(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration with a few audits of these days, one for each module; AUDITS there says how many."""
    room = tmp_path_factory.mktemp("council")
    audits = getattr(request.module, "AUDITS", AUDITS)
    today = session.usual().clock.today()
    wishes = Wishes(audits=audits, today=today, cost=CHEAP, installation=room / "here")
    make_demonstration(room / "data", wishes).store.close()
    return room / "data"


@pytest.fixture
def at(council: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its folder, with keys that cost nothing."""
    usual = session.usual()
    doors = session.Doors(usual.clock, usual.ids, CHEAP, council.parent / "here")
    monkeypatch.setattr(session, "usual", lambda: doors)
    monkeypatch.setattr(unlock, "STRONG", CHEAP)
    monkeypatch.setattr(unlock, "NAME_COST", CHEAP)
    return council
