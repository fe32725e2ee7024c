"""The lock of all packages: what it says, what belongs on this machine, what is there already."""

from importlib import metadata

import pytest

from qa_tool.bootstrap import environment, lock

TEXT = """\
# a remark
click==8.5.1 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via case-audit
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
cffi==2.1.1 ; implementation_name != 'PyPy' and python_full_version < '3.13' \\
    --hash=sha256:dd
"""
LINUX = {"sys_platform": "linux", "implementation_name": "cpython", "python_full_version": "3.11.7"}


def test_every_package_is_read_with_its_marker():
    """Names, versions and markers come out whole, hashes and remarks do not get in."""
    assert lock.read(TEXT) == (
        lock.Pin("click", "8.5.1", ""),
        lock.Pin("colorama", "0.4.6", "sys_platform == 'win32'"),
        lock.Pin("cffi", "2.1.1", "implementation_name != 'PyPy' and python_full_version < '3.13'"),
    )


@pytest.mark.parametrize(
    ("marker", "wanted"),
    [
        ("", True),
        ("sys_platform == 'win32'", False),
        ("sys_platform != 'win32'", True),
        ("python_full_version < '3.13'", True),
        ("python_full_version < '3.9'", False),
        ("python_full_version >= '3.11'", True),
        ("python_full_version >= '3.12'", False),
        ("python_full_version <= '3.11.7'", True),
        ("python_full_version > '3.11.7'", False),
        ("sys_platform == 'win32' and python_full_version < '3.13'", False),
        ("sys_platform == 'win32' or implementation_name == 'cpython'", True),
        ("(sys_platform == 'win32') or (sys_platform == 'darwin')", False),
        ("something_new == 'x'", True),
    ],
)
def test_markers_decide_what_belongs_here(marker: str, wanted: bool):
    """Numbers compare as numbers, and what cannot be read is not forgotten."""
    assert lock.applies(marker, LINUX) is wanted


def _version_of(there: dict[str, str]):
    def version(name: str) -> str:
        if name not in there:
            raise metadata.PackageNotFoundError(name)
        return there[name]

    return version


@pytest.mark.parametrize(
    ("there", "wanted"),
    [
        ({"a": "2.9.1", "b": "1.0"}, True),
        ({"a": "2.0", "b": "1.7rc1"}, True),
        ({"a": "3.0", "b": "1.0"}, False),
        ({"a": "2.0"}, False),
    ],
)
def test_all_there_means_every_package_at_its_major_version(there: dict[str, str], wanted: bool):
    """Another minor version will do; another major version or a missing package will not."""
    pins = (
        lock.Pin("a", "2.4", ""),
        lock.Pin("b", "1.0", ""),
        lock.Pin("c", "1", "os_name == 'x'"),
    )
    assert lock.all_there(pins, _version_of(there)) is wanted


@pytest.mark.parametrize(
    ("here", "python", "wanted"),
    [("6.11.3", (3, 11), True), ("6.12.0", (3, 11), False), ("6.12.0", (3, 12), True)],
)
def test_the_qt_that_crashes_is_not_taken(
    here: str, python: tuple[int, int], wanted: bool, monkeypatch: pytest.MonkeyPatch
):
    """PySide6 6.12 below Python 3.12 counts as missing, though its major version is right."""
    monkeypatch.setattr(lock.sys, "version_info", python)
    known = _version_of({"pyside6-essentials": here})
    assert lock._is_there(lock.Pin("pyside6-essentials", "6.11.3", ""), known) is wanted


def test_the_shipped_lock_is_all_there_where_the_tests_run():
    """The tests run on what the lock names: nothing is set up for them a second time."""
    pins = lock.read(environment.LOCK.read_text(encoding="utf-8"))
    assert len(pins) > 30
    assert lock.all_there(pins)
