"""A store is refused on network drives and in folders that a service keeps in step, with the reason."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from qa_tool.store.core import Store
from qa_tool.store.places import BadPlace, judge, network, refuse

WINDOWS = {"OneDrive": "D:\\Work Files"}


@pytest.mark.parametrize(
    ("path", "word"),
    [
        (PureWindowsPath(r"\\server\share\qa"), "network"),
        (PureWindowsPath(r"\\?\UNC\server\share\qa"), "network"),
        (PureWindowsPath(r"C:\Users\a\OneDrive\qa"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\a\OneDrive - Made Up City Council\qa"), "OneDrive"),
        (PureWindowsPath(r"d:\work files\qa"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\a\Dropbox (Personal)\qa"), "Dropbox"),
        (PureWindowsPath(r"G:\My Drive\qa"), "Google Drive"),
        (PureWindowsPath(r"C:\Users\a\iCloudDrive\qa"), "iCloud"),
        (PureWindowsPath(r"C:\Users\a\Box\qa"), "Box"),
        (PurePosixPath("/home/a/Dropbox/qa"), "Dropbox"),
        (PurePosixPath("/home/a/Nextcloud/qa"), "Nextcloud"),
        (PurePosixPath("/home/a/ownCloud/qa"), "ownCloud"),
        (PurePosixPath("/home/a/Google Drive/qa"), "Google Drive"),
        (PurePosixPath("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/qa"), "iCloud"),
        (PurePosixPath("/Users/a/Library/CloudStorage/GoogleDrive-a@b.example/qa"), "Google"),
        (PurePosixPath("/home/a/pCloudDrive/qa"), "pCloud"),
        (PurePosixPath("/home/a/MEGAsync/qa"), "MEGA"),
    ],
)
def test_places_that_are_refused(path: PurePosixPath | PureWindowsPath, word: str) -> None:
    """The sentence names what is wrong with the place."""
    reason = judge(path, WINDOWS)
    assert reason is not None
    assert word in reason


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath(r"C:\Users\a\AppData\Local\Case Audit"),
        PureWindowsPath(r"D:\Work\qa"),
        PurePosixPath("/home/a/.local/share/case-audit"),
        PurePosixPath("/home/a/boxes/qa"),
        PurePosixPath("/home/a/dropboxes/qa"),
        PurePosixPath("/home/mydriver/qa"),
    ],
)
def test_places_that_are_fine(path: PurePosixPath | PureWindowsPath) -> None:
    """A name that only looks alike is no reason."""
    assert judge(path, WINDOWS) is None


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "9p", "davfs", "afs"]
)
def test_network_mounts_are_refused(kind: str) -> None:
    """The longest mount that holds the folder decides."""
    mounts = (("/", "ext4"), ("/mnt/team", kind), ("/mnt/team/local", "ext4"))
    reason = network(PurePosixPath("/mnt/team/qa"), mounts)
    assert reason is not None
    assert kind in reason
    assert network(PurePosixPath("/mnt/team/local/qa"), mounts) is None
    assert network(PurePosixPath("/home/a"), mounts) is None


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "fuseblk", "zfs"])
def test_local_mounts_are_fine(kind: str) -> None:
    """A stick or a local disk is no network."""
    assert network(PurePosixPath("/data/qa"), (("/", "ext4"), ("/data", kind))) is None


def test_a_store_is_neither_made_nor_opened_there(tmp_path: Path, key: bytes) -> None:
    """Create and open both refuse, also through a link, and make nothing."""
    there = tmp_path / "Dropbox" / "qa"
    with pytest.raises(BadPlace) as trouble:
        Store.create(there, key)
    assert "own disk" in trouble.value.cure
    assert not there.exists()
    with pytest.raises(BadPlace):
        Store.open(there, key)
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(BadPlace):
        refuse(tmp_path / "link" / "qa")
