"""What an author is asked for at each part of a template: the fields, their words, and how each is filled in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from qa_tool.template.edit import Tables, value_at
from qa_tool.template.edit_fields import duties, own_fields
from qa_tool.template.edit_outline import VOICES, Line, scale_for
from qa_tool.template.library import known_scales, lists
from qa_tool.template.locate import Path
from qa_tool.template.model import Companion, Scale
from qa_tool.template.themes import Themes

Sort = Literal[
    "line", "text", "number", "flag", "yes_flag", "pick", "ticks", "condition", "calculation", "choices",
    "rows", "rated", "descriptors", "boundaries", "date",
]  # fmt: skip
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """One field: where its value stands, its label, how it is filled in; `more` folds it away."""

    path: Path
    label: str
    sort: Sort
    help: str = ""
    choices: Choices = ()
    more: bool = False
    needed: bool = False


KINDS = {
    "yes_no": "Yes, no, not applicable, not known", "one_of": "One answer of several",
    "some_of": "Any of several answers", "text": "Words", "number": "A number", "date": "A date",
    "evidence": "Evidence with dates", "score": "A score", "grade": "A grade",
    "rating_grid": "A grid: several things rated alike", "group": "A group, asked once for each child or person",
    "rank": "Answers put in order", "note": "A note to read", "acknowledge": "Something to confirm",
    "calculate": "A figure worked out from answers", "hidden": "Kept with the audit, not shown",
    "today": "The day, kept by itself",
}  # fmt: skip
SUBJECTS: Choices = (
    ("child", "A child"), ("worker", "A practitioner"), ("team", "A team"),
    ("organisation", "An organisation"), ("carer", "A carer"),
)  # fmt: skip
_TRI: Choices = (("", "As the rest of the template"), ("yes", "Yes"), ("no", "No"))
_COMPANIONS = {"comment": "Comment", "date": "Date", "priority": "Priority", "yes_no": "Yes or no"}
_SAFETY: Choices = (
    ("", "Nothing"),
    ("danger", "May be in danger now"),
    ("serious", "Serious practice concern"),
)
_WORRY: Choices = (("yes", "Yes"), ("no", "No"), ("not_known", "Not known"))
_NONE = ("", "—")
_QUESTION: dict[str, tuple[str, Sort, str]] = {
    "choices": ("The answers", "choices", ""),
    "or_other": ("May be answered in other words too", "flag", ""),
    "appearance": ("How it looks", "pick", ""),
    "weight": ("Weight of its points", "number", "1 unless it counts more or less than others."),
    "allow_na": ("“Not applicable” may be said", "flag", ""),
    "least": ("At least", "number", ""),
    "most": ("At most", "number", ""),
    "whole": ("Whole numbers only", "flag", ""),
    "unit": ("Unit", "line", "Stands behind the number, such as days."),
    "not_future": ("Not later than today", "flag", ""),
    "rows": ("What is rated", "rows", ""),
    "columns": ("For each of these, each cell is rated (may stay empty)", "rows", ""),
    "scale": ("The scale", "pick", ""),
    "each": ("What one of them is called", "line", "Such as Child, Carer, Visit."),
    "calculation": ("The calculation", "calculation", "Such as round(plan.done * 100 / plan.due). Questions are named by domain.key."),
    "default": ("What stands there before anybody answers", "line", "For a choice its key; for a date “today”."),
    "ask_when": ("Asked only when", "condition", "Empty: always asked."),
    "required": ("Must be answered before hand-in", "flag", ""),
    "required_when": ("Must be answered when", "condition", ""),
    "required_message": ("What is said when it is missing", "line", ""),
    "constraint": ("An answer must fulfil", "condition", "Names the question itself."),
    "constraint_message": ("What is said when it does not", "line", ""),
    "read_only": ("Nobody can change what stands there", "flag", ""),
    "companions": ("Beside the answer", "ticks", ""),
    "impact": ("Asks about the difference for the child", "flag", ""),
    "theme": ("Theme that is suggested", "pick", "A theme of the council's codebook."),
    "theme_when": ("Suggest the theme when", "condition", ""),
    "evidence_when": ("Ask for evidence when", "condition", ""),
    "action_when": ("Ask for an action when", "condition", ""),
    "moderated": ("A second reader is asked it too", "pick", ""),
    "standard": ("The standard it rests on", "line", ""),
}  # fmt: skip
_FIRST = frozenset({"ask_when", "required", "required_when", "companions", "impact"})


def specs_for(  # noqa: C901, PLR0911 - one for each sort of part
    tables: Tables, scales: Sequence[Scale], line: Line, themes: Themes | None = None
) -> tuple[Spec, ...]:
    """The fields of one line of the outline; `themes` are those of the codebook."""
    path = line.path
    match line.part:
        case "about":
            return _about(scales)
        case "overall":
            return _overall(tables, scales)
        case "domain":
            return _domain(tables, scales, path)
        case "question":
            return tuple(
                _with_themes(spec, themes or {}) for spec in _question(tables, scales, path)
            )
        case "rule":
            return _rule(tables, scales, path)
        case "safety":
            return (
                Spec((*path, "text"), "What is asked", "text", needed=True),
                Spec((*path, "worry"), "Answers that are a worry", "ticks", choices=_WORRY),
                Spec((*path, "help"), "How to answer it", "text"),
                _key(path),
            )
        case "voice":
            return (
                Spec((*path, "who"), "Whose voice", "pick", choices=tuple(VOICES.items())),
                Spec((*path, "opening"), "What is said first", "text"),
            )
        case "asked":
            return (
                Spec((*path, "text"), "What is asked", "text", needed=True),
                Spec((*path, "easy"), "The same for a young child", "text"),
                Spec((*path, "help"), "How to ask it", "text"),
                _key(path),
            )
    return ()


def scale_choices(scales: Sequence[Scale], *, graded: bool = True) -> Choices:
    """The scales that can be chosen: those that come with the program, and the template's own."""
    known = {**known_scales(), **{scale.key: scale for scale in scales}}
    return tuple((key, scale.title) for key, scale in known.items() if scale.ranked or not graded)


def _key(path: Path) -> Spec:
    about = (
        "Made from the words. Answers and exports are kept under it, so let it stay once in use."
    )
    return Spec((*path, "key"), "Key", "line", about, more=True)


def _about(scales: Sequence[Scale]) -> tuple[Spec, ...]:
    kinds = tuple((one.key, one.name) for one in lists()["kind_of_case"])
    frames = tuple((one.key, one.name) for one in lists()["frame"])
    return (
        Spec(("title",), "Title", "line", needed=True),
        Spec(("version",), "Version", "line", "Another number for every change.", needed=True),
        Spec(("about",), "What it is for", "text", needed=True),
        Spec(("subject",), "Who is looked at", "pick", choices=SUBJECTS),
        Spec(("kinds_of_case",), "Kinds of case", "ticks", choices=kinds),
        Spec(("scale",), "Graded on", "pick", choices=scale_choices(scales)),
        Spec(("minutes",), "Expected time in minutes", "number", "Sharing out rests on it."),
        Spec(("months_read",), "Months of the record to read", "number"),
        Spec(("months_judged",), "Months that are judged", "number"),
        Spec(("publisher",), "Published by", "line", more=True),
        Spec(("frame",), "Cases are drawn from", "ticks", choices=frames, more=True),
        Spec(("sources",), "Rests on", "text", "Guidance with its edition.", more=True),
        Spec(("reviewed",), "Wording reviewed on", "date", more=True),
        Spec(("licence",), "Licence", "line", more=True),
        Spec(("language",), "Language", "line", more=True),
        Spec(("multi_agency",), "Each agency grades its own part", "flag",
             "What it finds belongs to several agencies and enters no rate of the council's own.", more=True),
        Spec(("key",), "Key", "line", "Versions of one template have the same key.", more=True),
    )  # fmt: skip


def _overall(tables: Tables, scales: Sequence[Scale]) -> tuple[Spec, ...]:
    kinds: Choices = (
        ("graded", "It is graded"), ("written", "It is described in words"), ("absent", "It is not asked for"),
    )  # fmt: skip
    specs = [
        Spec(("overall", "kind"), "The work as a whole", "pick", choices=kinds),
        Spec(("overall", "text"), "What is asked", "text"),
        Spec(("overall", "help"), "How to answer it", "text"),
    ]
    if value_at(tables, ("overall", "kind")) == "graded":
        about = "What the program shows after the auditor's own grade; no rule grades by itself."
        specs.append(
            Spec(("grading", "not_enough_evidence_cap"), "“Not enough evidence” in a limiting domain allows at best",
                 "pick", about, _grades(tables, scales, ()))
        )  # fmt: skip
    return tuple(specs)


def _domain(tables: Tables, scales: Sequence[Scale], path: Path) -> tuple[Spec, ...]:
    specs = [
        Spec((*path, "title"), "Title", "line", needed=True),
        Spec((*path, "purpose"), "Its purpose, as one question", "text", needed=True),
        Spec((*path, "graded"), "This domain is graded", "yes_flag"),
    ]
    if value_at(tables, (*path, "graded")) is not False:
        scale = (("", "The template's own scale"), *scale_choices(scales))
        specs += [
            Spec((*path, "limiting"), "Its grade can limit the overall", "flag"),
            Spec((*path, "scale"), "Graded on", "pick", choices=scale),
            Spec((*path, "descriptors"), "What each grade looks like here", "descriptors",
                 "Practice and the child's experience, 45 to 80 words; each grade unlike the others."),
            Spec((*path, "boundaries"), "Between two grades", "boundaries",
                 "How to tell one from the next."),
            Spec((*path, "caps"), "What its grade does to the overall, in words", "text", more=True),
        ]  # fmt: skip
    specs.append(
        Spec((*path, "moderated"), "A second reader reads it too", "pick", choices=_TRI, more=True)
    )
    return (*specs, _key(path))


def _question(tables: Tables, scales: Sequence[Scale], path: Path) -> tuple[Spec, ...]:
    kind = str(value_at(tables, (*path, "kind")) or "text")
    kinds = tuple((key, word) for key, word in KINDS.items() if key != "group" or len(path) == 4)
    specs = [
        Spec((*path, "text"), "What is asked", "text", needed=True),
        Spec((*path, "kind"), "Answered with", "pick", choices=kinds),
    ]
    for name in own_fields(kind):
        if kind == "rating_grid" and name in {"choices", "scale"}:
            continue
        specs.append(_field(name, path, kind, scales, more=name == "weight"))
    if kind == "rating_grid":
        rated = (("own", "Answers of its own"), ("domain", "Its domain's scale"))
        specs.append(
            Spec((*path, "rated_on"), "Rated on", "rated", choices=(*rated, *scale_choices(scales, graded=False)))
        )  # fmt: skip
    specs += [
        Spec((*path, "help"), "How to answer it", "text"),
        Spec((*path, "look_at"), "What to look at", "text", "Records and dates."),
    ]
    for name in ("ask_when", *duties(kind), "standard"):
        specs.append(_field(name, path, kind, scales, more=name not in _FIRST))
    return (*specs, _key(path))


def _with_themes(spec: Spec, themes: Themes) -> Spec:
    """The themes of the codebook to choose from, by their titles."""
    if spec.path[-1] != "theme":
        return spec
    listed = sorted(themes.items(), key=lambda one: one[1].casefold())
    return replace(spec, choices=(("", "None"), *listed))


def _field(name: str, path: Path, kind: str, scales: Sequence[Scale], *, more: bool) -> Spec:
    label, sort, help_ = _QUESTION[name]
    choices: Choices = ()
    if name == "scale":
        choices = (("", "Its domain's scale"), *scale_choices(scales))
    elif name == "appearance":
        looks = (("multiline", "Many lines"),) if kind == "text" else (
            ("minimal", "A list to open"), ("likert", "Side by side"),
        )  # fmt: skip
        choices = (("", "As usual"), *looks)
    elif name == "companions":
        choices = tuple((key, _COMPANIONS[key]) for key in get_args(Companion))
    elif name == "moderated":
        choices = _TRI
    return Spec((*path, name), label, sort, help_, choices, more)


def _rule(tables: Tables, scales: Sequence[Scale], path: Path) -> tuple[Spec, ...]:
    domains = tuple(
        (str(one.get("key")), str(one.get("title") or one.get("key")))
        for one in tables.get("domain", ())
        if one.get("graded", True)
    )
    grades = _grades(tables, scales, ())
    return (
        Spec((*path, "why"), "Why, in words for the auditor", "text", needed=True),
        Spec((*path, "domains"), "About these domains", "ticks", "None ticked: about all graded ones.", domains),
        Spec((*path, "at_or_below"), "When a grade is this or worse", "pick", choices=grades),
        Spec((*path, "worse_than"), "or when it is worse than", "pick", choices=grades),
        Spec((*path, "at_least"), "in at least so many domains", "number", "1 unless you say more."),
        Spec((*path, "when"), "or, instead, when", "condition"),
        Spec((*path, "overall_no_better_than"), "Then the overall is at best", "pick", choices=grades),
        Spec((*path, "safety"), "Then a safety stop is asked for", "pick", choices=_SAFETY),
        Spec((*path, "flag"), "Then this is said", "text"),
        _key(path),
    )  # fmt: skip


def _grades(tables: Tables, scales: Sequence[Scale], path: Path) -> Choices:
    scale = scale_for(tables, scales, path)
    ranked = scale.ranked if scale is not None else ()
    return (_NONE, *((grade.key, grade.name) for grade in ranked))
