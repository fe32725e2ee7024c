"""Where a store may not stand: network drives and folders that a service keeps in step."""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from qa_tool.store.trouble import StoreTrouble

_NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "9p",
        "davfs",
        "davfs2",
        "glusterfs",
        "ceph",
        "lustre",
        "gfs2",
        "ocfs2",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.smbnetfs",
        "fuse.s3fs",
        "fuse.gcsfuse",
        "fuse.onedriver",
        "fuse.google-drive-ocamlfuse",
        "fuse.glusterfs",
        "fuse.cephfs",
        "afpfs",
        "webdav",
    ]
)
# The names that the services give to their folders, in small letters, without spaces.
_SYNCHRONISED: tuple[tuple[str, str], ...] = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("googledrive", "Google Drive"),
    ("mydrive", "Google Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("com~apple~clouddocs", "iCloud Drive"),
    ("mobiledocuments", "iCloud Drive"),
    ("boxsync", "Box"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pclouddrive", "pCloud"),
    ("megasync", "MEGA"),
)
_EXACT = {"box": "Box", "sharepoint": "SharePoint", "syncthing": "Syncthing"}
_ROOTS = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_REMOTE_DRIVE = 4

CURE = "Choose a folder on this computer's own disk that no service copies elsewhere."


class BadPlace(StoreTrouble):
    """The store would not be safe in this folder."""

    what_to_do = CURE


def refuse(folder: Path) -> None:
    """Raise BadPlace, with the reason, where a store would not be safe in this folder."""
    whole = folder.expanduser().absolute()
    reason = judge(whole) or judge(whole.resolve()) or _remote_drive(whole)
    if reason is None and sys.platform.startswith("linux"):
        reason = network(PurePosixPath(whole.resolve()), _mounts())
    if reason is not None:
        raise BadPlace(reason)


def judge(path: PurePath, environment: Mapping[str, str] | None = None) -> str | None:
    """The reason against this path that its name alone gives; None where there is none."""
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return "This folder is on a network drive, where the store could be damaged."
    known = os.environ if environment is None else environment
    for name in _ROOTS:
        root = known.get(name)
        if root and _under(path, root):
            return _kept("OneDrive")
    for part in path.parts:
        service = _service(part)
        if service:
            return _kept(service)
    return None


def _service(part: str) -> str | None:
    small = part.lower().replace(" ", "")
    if small in _EXACT:
        return _EXACT[small]
    for start, service in _SYNCHRONISED:
        rest = small.removeprefix(start)
        # Such as: OneDrive - Birmingham City Council; Dropbox (Personal).
        if rest != small and (not rest or not rest[0].isalnum()):
            return service
    return None


def _kept(service: str) -> str:
    return f"This folder is kept in step by {service}, which can damage the store and copies it elsewhere."


def _under(path: PurePath, root: str) -> bool:
    other = type(path)(root)
    if isinstance(path, PureWindowsPath):
        return str(path).lower().startswith(str(other).lower())
    return path.is_relative_to(other)


def network(path: PurePosixPath, mounts: Iterable[tuple[str, str]]) -> str | None:
    """The reason against a path on one of these mounts (place, type); the longest place decides."""
    best = max(
        ((place, kind) for place, kind in mounts if path.is_relative_to(place)),
        key=lambda mount: len(mount[0]),
        default=("/", ""),
    )
    if best[1] in _NETWORK:
        return f"This folder is on a network drive ({best[1]}), where the store could be damaged."
    return None


def _mounts() -> tuple[tuple[str, str], ...]:
    try:
        lines = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ()
    fields = (line.split(" ") for line in lines)
    return tuple((_unescaped(each[1]), each[2]) for each in fields if len(each) > 2)


def _unescaped(place: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        place = place.replace(code, letter)
    return place


if sys.platform == "win32":

    def _remote_drive(path: Path) -> str | None:
        import ctypes

        if ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _REMOTE_DRIVE:
            return f"Drive {path.drive} is a network drive, where the store could be damaged."
        return None

else:

    def _remote_drive(path: Path) -> str | None:
        """Only Windows has drives with letters."""
