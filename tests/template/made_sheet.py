"""Templates of every kind for the tests of workbooks: made by hypothesis, and held to be right."""

from typing import Any

from hypothesis import strategies as st

from qa_tool.template.library import known_scales
from qa_tool.template.locate import Lines
from qa_tool.template.model import Template
from qa_tool.template.read import template_of

_LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="$_"
)
WORDS = (
    st.lists(st.text(_LETTERS, min_size=1, max_size=12) | st.sampled_from(["=1+1", "|", "\\n", "-", '"', "'"]),
             min_size=1, max_size=5)
    .map(" ".join)
    .map(str.strip)
    .filter(bool)
)  # fmt: skip
_MAYBE = st.just("") | WORDS
_LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
_KINDS = (
    "text", "number", "date", "evidence", "note", "yes_no", "one_of", "some_of", "grade", "score",
    "rank", "calculate", "hidden", "today", "acknowledge", "rating_grid", "group",
)  # fmt: skip
Before = list[tuple[str, str, list[str]]]
_COUNTED = "count({0}) > 1;count({0}) == 2 or count({0}.in_0) < 1"
_SCALES = ("ofsted", "met", "observed", "rag")


def _choices(draw: st.DrawFn) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for n in range(draw(st.integers(2, 4))):
        choice: dict[str, Any] = {
            "key": draw(st.sampled_from(["a", "b", "7", "other_one"])) + str(n),
            "text": draw(WORDS),
        }
        if draw(st.booleans()):
            choice["score"] = draw(st.sampled_from([0, 1, 2.5]))
        if draw(st.booleans()):
            choice["na"] = True
        if draw(st.booleans()):
            choice["tone"] = "good"
        found.append(choice)
    return found


def _condition(draw: st.DrawFn, before: Before) -> str:
    """A condition about an earlier question, spelt in the plainest way or in another."""
    if not before or not draw(st.booleans()):
        return ""
    terms = []
    for _ in range(draw(st.integers(1, 2))):
        key, kind, values = draw(st.sampled_from(before))
        some = [f"answered({key})", f"not answered({key})"]
        if kind == "number":
            some += [
                f"{key} > 3",
                f"{key} < 2 or {key} == 2",
                f"{key}   == 4",
                f"{key} * 2 - 1 > 7",
                f"round({key} / 3) == 1",
            ]
        if kind == "text":
            some += [f"matches({key}, '[A-Z]+')", f"length({key}) > 4", f"{key} == 'it''s'"]
        if kind == "date":
            some += [f"{key} < today()", f"days({key}, today()) > 30", f"{key} > '2026-01-31'"]
        some += _COUNTED.format(key).split(";") if kind == "group" else []
        if values and kind == "some_of":
            some += [f"'{values[0]}' in {key}", f"not '{values[1]}' in {key}", f"count({key}) > 1"]
        if values and kind == "one_of":
            some += [
                f"{key} == '{values[0]}'",
                f"{key} != '{values[0]}'",
                f"{key} in ['{values[0]}', '{values[1]}']",
                f"({key} == '{values[1]}')",
            ]
        terms.append(f"({draw(st.sampled_from(some))})" if terms else draw(st.sampled_from(some)))
    return draw(st.sampled_from([" and ", " or "])).join(terms) if len(terms) > 1 else terms[0]


def _question(draw: st.DrawFn, key: str, whole: str, before: Before, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {"key": key, "kind": kind}
    if kind not in {"hidden", "today"}:
        found["text"] = draw(WORDS)
    for name in ("help", "look_at", "standard"):
        if draw(st.booleans()):
            found[name] = draw(_LINES if name == "help" else WORDS)
    when = _condition(draw, before)
    if when:
        found["ask_when"] = when
    if kind not in {"note", "calculate", "hidden", "today"}:
        found |= _duties(draw, before) | _followed(draw, whole, before, kind)
    made = _MADE.get(kind)
    return found | (made(draw, whole, before) if made is not None else {})


def _duties(draw: st.DrawFn, before: Before) -> dict[str, Any]:
    found: dict[str, Any] = {}
    when = _condition(draw, before)
    if when:
        found["required_when"] = when
    elif draw(st.booleans()):
        found["required"] = True
    if draw(st.booleans()):
        found["companions"] = draw(
            st.sampled_from([["comment"], ["date", "comment"], ["priority"]])
        )
    return found | ({"impact": True} if draw(st.booleans()) else {})


def _followed(draw: st.DrawFn, whole: str, before: Before, kind: str) -> dict[str, Any]:
    """What an answer asks for: rules may look at the answer itself."""
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        found["theme"] = draw(st.sampled_from(["drift", "oversight_thin", "thm-7"]))
        found["theme_when"] = _condition(draw, before)
    if draw(st.booleans()):
        found["action_when"] = _condition(draw, before) or f"answered({whole})"
    if kind != "evidence" and draw(st.booleans()):
        found["evidence_when"] = f"answered({whole})"
    if draw(st.booleans()):
        found["moderated"] = draw(st.booleans())
    return found


def _listed(draw: st.DrawFn, _whole: str, _before: Before) -> dict[str, Any]:
    return {"choices": _choices(draw), "or_other": draw(st.booleans())}


def _ranked(draw: st.DrawFn, _whole: str, _before: Before) -> dict[str, Any]:
    return {"choices": _choices(draw)}


def _bounds(draw: st.DrawFn, _whole: str, _before: Before) -> dict[str, Any]:
    if not draw(st.booleans()):
        return {}
    return {"least": draw(st.sampled_from([0, 0.5, -2])), "most": draw(st.sampled_from([7, 10.25]))}


def _number(draw: st.DrawFn, whole: str, before: Before) -> dict[str, Any]:
    found = _bounds(draw, whole, before) | {"whole": draw(st.booleans()), "unit": draw(_MAYBE)}
    if draw(st.booleans()):
        found |= {"constraint": f"{whole} < 5 or {whole} == 7", "constraint_message": draw(WORDS)}
    return found


def _text(draw: st.DrawFn, whole: str, _before: Before) -> dict[str, Any]:
    found: dict[str, Any] = {"appearance": draw(st.sampled_from(["", "multiline"]))}
    if draw(st.booleans()):
        found |= {"default": "As before", "read_only": draw(st.booleans())}
    return found


def _date(draw: st.DrawFn, _whole: str, _before: Before) -> dict[str, Any]:
    return {"not_future": draw(st.booleans())}


def _grade(draw: st.DrawFn, _whole: str, _before: Before) -> dict[str, Any]:
    return {"scale": draw(st.sampled_from(_SCALES))}


def _calculated(_draw: st.DrawFn, _whole: str, before: Before) -> dict[str, Any]:
    numbers = [key for key, kind, _ in before if kind == "number"]
    return {"calculation": f"round({numbers[0]} * 100 / 7, 1)" if numbers else "1 + 2"}


def _hidden(draw: st.DrawFn, _whole: str, _before: Before) -> dict[str, Any]:
    return {"default": draw(WORDS)}


def _grid(draw: st.DrawFn, whole: str, before: Before) -> dict[str, Any]:
    found: dict[str, Any] = {"rows": [{"key": f"row_{n}", "text": draw(WORDS)} for n in range(2)]}
    if draw(st.booleans()):
        found["choices"] = _choices(draw)
    elif draw(st.booleans()):
        found |= _grade(draw, whole, before)
    if draw(st.booleans()):
        found["columns"] = [{"key": f"col_{n}", "text": draw(WORDS)} for n in range(2)]
    return found


def _group(draw: st.DrawFn, whole: str, before: Before) -> dict[str, Any]:
    kinds = [kind for kind in _KINDS if kind not in {"group", "rating_grid"}]
    asked = [kind for kind in kinds if kind != "note"]  # rules may count what the first one says
    inner = [
        _question(
            draw,
            f"in_{n}",
            f"{whole}.in_{n}",
            [],
            draw(st.sampled_from([*asked, *(["note"] if n else [])])),
        )
        for n in range(2)
    ]
    numbers = [key for key, kind, _ in before if kind == "number"]
    groups = [key for key, kind, _ in before if kind == "group"]
    times = [
        {"least": 1}, {"least": 3, "most": 3}, *({"times": f"{key} + 1"} for key in numbers),
        *({"times": f"count({key})"} for key in groups), *({"times": f"max({key}, 2)"} for key in numbers),
    ]  # fmt: skip
    return {"each": draw(_MAYBE), **draw(st.sampled_from(times)), "question": inner}


_MADE = {
    "one_of": _listed, "some_of": _listed, "rank": _ranked, "score": _bounds, "number": _number,
    "text": _text, "date": _date, "grade": _grade, "calculate": _calculated, "hidden": _hidden,
    "rating_grid": _grid, "group": _group,
}  # fmt: skip


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """A template that is right in every way, with words that are hard on any format."""
    before: Before = []
    domains = [_domain(draw, n, before) for n in range(draw(st.integers(1, 3)))]
    graded = any(domain["graded"] for domain in domains)
    tables: dict[str, Any] = {
        "key": "made", "version": draw(st.sampled_from(["1.0", "2", "2026-11"])), "title": draw(WORDS),
        "publisher": draw(WORDS), "language": "en-GB", "licence": "None", "about": draw(_LINES),
        "subject": draw(st.sampled_from(["child", "worker", "organisation"])), "months_read": 12, "months_judged": 6,
        "minutes": 30, "scale": "ofsted", "domain": domains, "kinds_of_case": ["child_in_need"],
        "overall": draw(st.sampled_from([{"kind": "absent"}, {"kind": "graded", "text": "How good?"}, {"kind": "written", "text": "In words", "help": "Say"}])),
    }  # fmt: skip
    if draw(st.booleans()):
        tables["safety"] = [
            {
                "key": "seen",
                "text": draw(WORDS),
                "worry": draw(st.sampled_from([["yes"], ["no", "not_known"]])),
            }
        ]
    if before and draw(st.booleans()):
        key = before[0][0]
        tables["rule"] = [
            {"key": "flagged", "when": f"answered({key})", "flag": draw(WORDS), "why": draw(WORDS)}
        ]
    if graded and draw(st.booleans()):
        tables["voice"] = [
            {
                "who": "child",
                "opening": draw(WORDS),
                "question": [{"key": "life", "text": draw(WORDS), "easy": draw(WORDS)}],
            }
        ]
    template, problems = template_of(tables, "made", Lines({}))
    assert template is not None, problems
    return template


def _domain(draw: st.DrawFn, n: int, before: Before) -> dict[str, Any]:
    key, graded = f"part_{n}", draw(st.booleans())
    found: dict[str, Any] = {"key": key, "title": draw(WORDS), "graded": graded, "question": []}
    if graded:
        scale = draw(st.sampled_from(_SCALES))
        ranked = known_scales()[scale].ranked
        found |= {
            "purpose": draw(WORDS), "scale": scale, "limiting": draw(st.booleans()), "caps": draw(_MAYBE),
            "descriptors": {g.key: f"{n} {i} {draw(_LINES)}" for i, g in enumerate(ranked)},
        }  # fmt: skip
        if draw(st.booleans()):
            found["boundaries"] = [
                {"between": [ranked[-2].key, ranked[-1].key], "text": draw(WORDS)}
            ]
    if draw(st.booleans()):
        found["moderated"] = draw(st.booleans())
    for q in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(_KINDS))
        whole = f"{key}.ask_{q}"
        made = _question(draw, f"ask_{q}", whole, list(before), kind)
        found["question"].append(made)
        if kind in {"number", "text", "date", "one_of", "some_of", "group"}:
            before.append((whole, kind, [c["key"] for c in made.get("choices", [])]))
    return found
