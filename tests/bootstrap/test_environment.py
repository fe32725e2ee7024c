"""The program's own environment: found whole, made once, mended when it was broken off."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_tool.bootstrap import environment, installer
from qa_tool.bootstrap.words import SetUpFailed


class Index:
    """Stands in for the installer: counts its calls, and can break off."""

    def __init__(self) -> None:
        self.calls = 0
        self.trouble: BaseException | None = None

    def bring(self, python: Path, *_rest: object) -> None:
        """Leave a trace in the environment, and break off where it was told to."""
        self.calls += 1
        (python.parent / f"brought-{self.calls}").touch()
        if self.trouble:
            raise self.trouble


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Index:
    """No package is fetched in these tests."""
    stand_in = Index()
    monkeypatch.setattr(installer, "bring", stand_in.bring)
    return stand_in


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: Index) -> Path:
    """A checkout with a space in its path and a lock of its own; the person's cache lies beside it."""
    checkout = tmp_path / "case audit"
    checkout.mkdir()
    (checkout / "lock").write_text("click==8.5.1 --hash=sha256:aa\n")
    monkeypatch.setattr(environment, "CHECKOUT", checkout)
    monkeypatch.setattr(environment, "LOCK", checkout / "lock")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return checkout


def test_it_is_made_once(here: Path, index: Index):
    """The second start finds it whole and fetches nothing."""
    place = environment.provide()
    assert place == here / ".venv"
    assert environment.provide() == place
    assert index.calls == 1
    answer = subprocess.check_output(
        [environment.python_of(place), "-c", "import sys; print(sys.prefix)"], text=True
    )
    assert answer.strip() == str(place)


def test_another_lock_brings_the_new_packages_into_it(here: Path, index: Index):
    """After an update of the program the environment is brought up to date, not made anew."""
    place = environment.provide()
    (here / "lock").write_text("click==8.6 --hash=sha256:bb\n")
    assert not environment.whole(place)
    environment.provide()
    assert index.calls == 2
    assert (place / "bin" / "brought-1").exists()


def test_an_interrupted_set_up_is_repaired_from_nothing(here: Path, index: Index):
    """Half a package may lie there with its label on: what was broken off is never built upon."""
    index.trouble = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        environment.provide()
    assert not environment.whole(here / ".venv")
    index.trouble = None
    place = environment.provide()
    assert environment.whole(place)
    assert not (place / "bin" / "brought-1").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(here: Path, index: Index):
    """After an upgrade of the system the link to its Python may lead nowhere."""
    place = environment.provide()
    environment.python_of(place).unlink()
    environment.python_of(place).symlink_to("/nowhere/python")
    assert not environment.whole(place)
    environment.provide()
    assert environment.whole(place)


def test_a_read_only_checkout_is_served_from_the_cache(here: Path, monkeypatch: pytest.MonkeyPatch):
    """Where the checkout cannot be written, the environment lies in the person's cache."""
    monkeypatch.setattr(environment, "CHECKOUT", here / "lock")  # a file: nothing can be made in it
    place = environment.provide()
    assert place.is_relative_to(here.parent / "cache" / "qa-tool")
    assert environment.whole(place)


def test_nowhere_to_write_names_both_places(here: Path, monkeypatch: pytest.MonkeyPatch):
    """With neither the checkout nor the cache to write in, both are named."""
    monkeypatch.setattr(environment, "CHECKOUT", here / "lock")
    monkeypatch.setenv("XDG_CACHE_HOME", str(here / "lock"))
    with pytest.raises(SetUpFailed) as caught:
        environment.provide()
    assert all(str(place) in caught.value.cure for place in environment.places())


def test_a_full_disk_says_so(here: Path, index: Index):
    """Trouble with the disk is a sentence, and the next start repairs what was left."""
    index.trouble = OSError(28, "No space left on device")
    with pytest.raises(SetUpFailed, match="No space left on device"):
        environment.provide()
    assert not environment.whole(here / ".venv")


def test_two_starts_at_once_build_one_environment(here: Path):
    """The second start waits for the first, and then finds it whole."""
    program = (
        "import sys, time; from pathlib import Path; from qa_tool.bootstrap import environment as e, installer\n"
        "e.CHECKOUT = Path(sys.argv[1]); e.LOCK = e.CHECKOUT / 'lock'\n"
        "installer.bring = lambda *a: (time.sleep(0.3), print('brought'))\n"
        "e.provide()"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(here)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [each.communicate(timeout=60) for each in both]
    assert [each.returncode for each in both] == [0, 0]
    assert "".join(out for out, _ in said).count("brought") == 1
    assert "waiting for it" in "".join(err for _, err in said)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "not the one the lock names"),
        (
            "WARNING: Retrying (Retry(total=1)) after NewConnectionError: Name",
            "no way to the package",
        ),
        ("error: dns error: failed to lookup address", "no way to the package"),
        ("ERROR: No matching distribution found for pyside6", "no package for this machine"),
        ("ERROR: something else", "could not be installed"),
    ],
)
def test_the_installers_trouble_is_told_apart(words: str, what: str):
    """A full disk, a changed package, no network and a strange machine have different cures."""
    trouble = installer.explain(words)
    assert what in trouble.what
    assert trouble.cure.endswith((".", "you."))


def test_offline_names_what_can_be_set():
    """Whoever sits behind a proxy is told every variable that helps."""
    cure = installer.explain("Max retries exceeded").cure
    for name in ("HTTPS_PROXY", "PIP_CERT", "PIP_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"):
        assert name in cure


@pytest.fixture
def no_installer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A machine with none of the ways to install, until the test allows one."""
    monkeypatch.setattr(installer, "_pip_can_reach_elsewhere", lambda: False)
    monkeypatch.setattr(installer, "_ensurepip_works", lambda _python: False)
    monkeypatch.setattr(installer.shutil, "which", lambda _name: None)
    monkeypatch.setattr(installer.libraries, "install", lambda _packages: False)
    return lambda name: monkeypatch.setattr(installer, name, lambda *_: True)


def test_without_any_installer_the_line_for_an_administrator_is_said(no_installer: object):
    """No pip, no uv, no right to install: the exact line."""
    with pytest.raises(SetUpFailed) as caught:
        installer.bring(Path("python"), Path("lock"), 1)
    assert "sudo apt-get install --no-install-recommends -y python3-pip" in caught.value.cure


def test_the_installers_are_tried_in_order(no_installer: Callable[[str], None]):
    """The Python's own pip first; the environment's own where that is all there is."""
    no_installer("_ensurepip_works")
    assert next(installer._ways(Path("/e/python")))[:3] == ["/e/python", "-m", "pip"]
    no_installer("_pip_can_reach_elsewhere")
    first = next(installer._ways(Path("/e/python")))
    assert first[:5] == [sys.executable, "-m", "pip", "--python", "/e/python"]
    assert "--require-hashes" in first


def test_the_installers_progress_and_exit_code_are_seen(tmp_path: Path):
    """What the installer says last is kept for the explanation."""
    program = "print('Collecting click==8.5.1'); print('No space left'); raise SystemExit(1)"
    code, words = installer._watch([sys.executable, "-c", program], 1, ())
    assert code == 1
    assert "No space left" in words
    assert os.linesep in words or "\n" in words
