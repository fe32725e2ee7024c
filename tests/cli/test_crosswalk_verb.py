"""What became of what, on a terminal: shown, confirmed, refused; exit codes for scripts."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qa_tool import cli
from qa_tool.clock import FixedClock
from qa_tool.demo import crosswalk as tale
from qa_tool.demo.make import Wishes, make_demonstration
from qa_tool.ids import SeededIds
from qa_tool.keys.crypto import Cost
from qa_tool.template.model import Grade, Scale
from qa_tool.work import session, template
from qa_tool.work.session import Doors

CHEAP = Cost(1024, 1, 1)
KEY = tale.KEY
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up council; the front-door sample has two versions and a crosswalk."""
    doors = Doors(
        FixedClock(datetime(2026, 11, 20, 10, tzinfo=UTC)), SeededIds(7), CHEAP, tmp_path / "here"
    )
    monkeypatch.setattr(session, "usual", lambda: doors)
    monkeypatch.setenv(cli.PASSPHRASE, "demonstration")
    wishes = Wishes(audits=6, today=date(2026, 11, 20), cost=CHEAP, installation=tmp_path / "here")
    make_demonstration(tmp_path / "data", wishes).store.close()
    return tmp_path / "data"


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the verb; the exit code and what was printed."""

    def called(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = cli.main(["templates", "crosswalk", KEY, "--at", str(folder), *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    return called


def test_the_made_up_council_shows_a_confirmed_one(run: Run) -> None:
    """Every part with what became of it; who confirmed it, when, and why."""
    code, told = run()
    assert code == 0
    assert "joined    question decision.own_view → decision.yours" in told
    assert "nothing   question feedback.letters → nothing" in told
    assert "Agreed with the front-door managers." in told
    code, told = run("--json")
    found = json.loads(told)
    assert (found["from"], found["to"], found["confirmed"]) == ("0.9", "1.0", True)
    why = {part["older"]: part["why"] for part in found["parts"]}
    assert why["history.earlier_read"] == "The same key, reworded."


def test_a_third_version_is_proposed_and_confirmed(run: Run, folder: Path) -> None:
    """A changed scale is undecided (exit 1) until it is kept or begins anew; then a person stands for it."""
    lead = session.unlock(folder, "qa lead", "demonstration")
    now, _mark = template.current(lead, KEY)
    scale = Scale("two", "Two", (Grade("yes", "Yes", 1, 1, good_or_better=True), Grade("no", "No", 2, 2)))  # fmt: skip
    domains = tuple(replace(d, scale="") for d in now.domains)
    template.use(lead, [replace(now, version="2.0", scale="two", scales=(scale,), domains=domains, rules=())])  # fmt: skip
    lead.store.close()
    code, told = run()
    assert code == 1
    assert "to decide: " in told
    assert "Proposed, not confirmed." in told
    code, told = run("--confirm")
    assert code == 1
    assert "map each step, keep both apart, or begin anew" in told
    code, told = run("--confirm", "--scales", "keep", "--note", "Agreed.")
    assert code == 0
    assert "keep      scale decision → two" in told
    assert run("--to", "2.0", "--from", "1.0")[1].splitlines()[-1].endswith("Agreed.")
    assert run("--from", "0.9", "--to", "1.0")[0] == 0
    code, told = run("--from", "0.7")
    assert code == 1
    assert "There is: 0.9, 1.0, 2.0." in told


def test_only_who_may_confirms(run: Run) -> None:
    """An auditor may look and not confirm; a template with one version has nothing to compare."""
    assert run("--as", "auditor")[0] == 0
    code, told = run("--as", "auditor", "--confirm")
    assert code == 1
    assert "QA lead" in told
