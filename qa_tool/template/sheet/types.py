"""What the cells of the column 'type' say: old and new spellings, lists, begins and ends."""

import difflib
import re
from dataclasses import dataclass
from typing import Literal

Role = Literal["question", "begin", "end", "left", "loop", "looped", "unknown"]

# Our kind by the type of XLSForm.
KINDS = {
    "text": "text", "string": "text", "integer": "number", "int": "number", "decimal": "number",
    "range": "number", "date": "date", "note": "note", "calculate": "calculate", "calculate here": "calculate", "hidden": "hidden",
    "today": "today", "acknowledge": "acknowledge", "trigger": "acknowledge", "email": "text", "tel": "text",
    "phone number": "text", "q string": "text", "q int": "number",
}  # fmt: skip
WHOLE = frozenset({"integer", "int", "q int"})
# Right in XLSForm; what somebody's telephone measures, or what the program keeps by itself.
ELSEWHERE = frozenset({
    "start", "end", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "audit",
    "uri:deviceid", "uri:subscriberid", "uri:simserial", "uri:phonenumber", "uri:username",
    "uri:email", "imei", "simid", "add photo prompt", "q picture", "q image", "background-audio", "background-geopoint", "start-geopoint", "caseid",
    "xml-external", "csv-external", "geopoint", "geotrace", "geoshape", "location", "gps",
    "barcode", "image", "photo", "picture", "audio", "video", "file", "time", "datetime",
    "date time", "signature", "get start time", "get end time", "get today", "get device id",
    "get subscriber id", "get sim id", "get phone number", "start time", "end time",
    "device id", "subscriber id", "sim id", "osm", "entity", "set form title", "set form id",
    "include", "add image prompt", "add location prompt", "comments", "text audit", "audio audit",
    "speed violations count", "speed violations list", "speed violations audit",
    "add audio prompt", "add video prompt", "add barcode prompt", "add file prompt",
})  # fmt: skip
_LISTS = (
    ("select_multiple", "some_of"), ("select multiple", "some_of"), ("select all that apply", "some_of"),
    ("select_one", "one_of"), ("select one", "one_of"), ("select1", "one_of"), ("rank", "rank"),
)  # fmt: skip
_FROM_FILE = re.compile(r"(?:select[ _](?:one|multiple)|select1)[ _](?:external|from[ _]file)\b")
_OTHER = re.compile(r"\s+(?:or[ _]other|or specify other)\s*$")
_SPACES = re.compile(r"\s+")
# The oldest spelling: 'add text prompt', 'q date', 'add select one prompt using LIST'.
_ASKED = re.compile(
    r"^(?:add|q)\s+(?=(?:text|string|int|integer|decimal|date|note|calculate|acknowledge)\b(?!\s*time))"
    r"|^(?:add\s+|q\s+)(?=select)|(?<=[a-z])\s+prompt(?:\s+using)?(?=\s|$)",
    re.IGNORECASE,
)
_LOOP = re.compile(r"(?:begin |end )?loop(?: over .*)?$")
_MAP = re.compile(
    r"(?:osm|db:\S*|sensor_statistic|sensor_stream)(?:\s|$)|(?:add|q) (?:date ?time|geo|location|audio|video|barcode)"
)
_SPELT = ("text", "integer", "decimal", "range", "date", "note", "calculate", "hidden", "today",
          "acknowledge", "select_one", "select_multiple", "rank", "begin_group", "end_group",
          "begin_repeat", "end_repeat", "time", "datetime", "image", "audio", "geopoint",
          "barcode", "file", "start", "end")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Type:
    """What a row is: a question of some kind with its list, the begin or end of a group, or beyond us."""

    role: Role
    kind: str = ""
    list_name: str = ""
    or_other: bool = False
    whole: bool = False
    repeats: bool = False


def type_of(written: str) -> Type:
    """Read a cell of the column 'type'."""
    text = _ASKED.sub("", _SPACES.sub(" ", written.strip()))
    small = text.casefold()
    words = small.replace("_", " ")
    if _LOOP.match(words):
        return Type("looped" if words.startswith("end") else "loop")
    if words in {"begin group", "end group", "begin repeat", "end repeat"}:
        role: Role = "begin" if words.startswith("begin") else "end"
        return Type(role, repeats=words.endswith("repeat"))
    if small in ELSEWHERE or words in ELSEWHERE or _FROM_FILE.match(small) or _MAP.match(small):
        return Type("left")
    kind = KINDS.get(small) or KINDS.get(words)
    if kind:
        return Type("question", kind, whole=small in WHOLE)
    return _listed(text)


def _listed(text: str) -> Type:
    """A select or rank with the name of its list."""
    small = text.casefold()
    for begins, kind in _LISTS:
        if small == begins or small.startswith(f"{begins} "):
            rest = text[len(begins) :].strip()
            bare = _OTHER.sub("", f" {rest}")
            name = re.sub(r"^from\s+", "", bare.strip(), flags=re.IGNORECASE)
            return Type("question", kind, name, or_other=bare.strip() != rest)
    return Type("unknown")


def near_type(written: str) -> str:
    """The cure for a type that is not known."""
    first = written.strip().casefold()[:60]
    close = difflib.get_close_matches(first, _SPELT, n=1, cutoff=0.6) or difflib.get_close_matches(
        first.split(" ")[0], _SPELT, n=1, cutoff=0.6
    )
    if close:
        return f"Did you mean '{close[0]}'?"
    return "Use one of: text, integer, decimal, date, note, select_one LIST, select_multiple LIST."
