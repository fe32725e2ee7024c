"""What stands beside the survey: settings, descriptors, rules, voices, safety questions, the overall."""

import re
from collections.abc import Mapping
from typing import Any

from qa_tool.template.findings import near, shown
from qa_tool.template.sheet.asking import Asking
from qa_tool.template.sheet.choices import day, flag, number
from qa_tool.template.sheet.duties import either
from qa_tool.template.sheet.grid import Grid, Line
from qa_tool.template.sheet.names import Meant, overall
from qa_tool.template.sheet.naming import free, key_of, words_of
from qa_tool.template.sheet.notes import Notes
from qa_tool.template.sheet.question import Book
from qa_tool.template.sheet.survey import Laid

Tables = dict[str, Any]
_TEXTS = {"form_title": "title", "version": "version", "publisher": "publisher", "language": "language",
          "licence": "licence", "about": "about", "sources": "sources", "subject": "subject",
          "scale": "scale"}  # fmt: skip
_LISTS = ("kinds_of_case", "frame")
_NUMBERS = {"months_read": 12, "months_judged": 6, "minutes": 120}
_PARTED = re.compile(r"[\s,;]+")


def words_in(line: Line, base: str) -> list[str]:
    """A cell that holds several words."""
    return [word for word in _PARTED.split(line.get(base)) if word]


def head_of(grid: Grid | None, name: str, book: Book) -> Tables:
    """What stands above the parts of a template; a form of somebody else gets plain beginnings."""
    line = grid.lines[0] if grid is not None and grid.lines else None
    found: Tables = {}
    for base, key in _TEXTS.items():
        if line is not None:
            book.cells.put((key,), line.at(base))
            if line.get(base):
                found[key] = line.get(base)
    if line is not None:
        _numbers(line, found, book.notes)
        found |= {base: words_in(line, base) for base in _LISTS if line.get(base)}
        reviewed = day(line, "reviewed", book.notes)
        found |= {"reviewed": reviewed} if reviewed else {}
        found |= {"multi_agency": True} if flag(line, "multi_agency", book.notes) else {}
    title = found.get("title") or words_of(name.rpartition(".")[0] or name)
    form_id = line.get("form_id") if line is not None else ""
    return {
        "key": key_of(form_id or title, "form"), "version": "1", "publisher": "Not said",
        "language": "en-GB", "licence": "Not said", "subject": "child", "scale": "ofsted",
        "about": f"Brought in from a form: {title}.", **_NUMBERS, "title": title, **found,
    }  # fmt: skip


def _numbers(line: Line, found: Tables, notes: Notes) -> None:
    for base in _NUMBERS:
        value = number(line, base, notes)
        if value is not None and value != int(value):
            what = f"{shown(line.get(base))} is not a whole number."
            notes.error(line.at(base), what, "Write it without a fraction.", "not_whole")
        elif value is not None:
            found[base] = int(value)


def grading_of(grid: Grid | None, laid: Laid, scale: Mapping[str, str], book: Book) -> Tables:
    """The overall, and how domain grades imply it."""
    if laid.overall is None:
        return {"overall": {"kind": "absent"}}
    part = laid.overall
    book.cells.put(("overall",), part.line.at("name"))
    asked = next((one for one in part.parts if one.name.endswith((".grade", ".written"))), None)
    if asked is None:
        cure = "Put a row 'overall.grade' (select_one) or 'overall.written' (text) into it."
        book.notes.error(part.line.at("kind"), "The overall asks nothing.", cure, "empty_overall")
        return {"overall": {"kind": "absent"}}
    graded = asked.name.endswith(".grade")
    for meant in overall(scale):
        laid.names.add(meant.key, meant)
    table = {"kind": "graded" if graded else "written", "text": asked.line.get("label")}
    if asked.line.get("hint"):
        table["help"] = asked.line.get("hint")
    return {"overall": table, **(_grading(grid) if graded else {})}


def _grading(grid: Grid | None) -> Tables:
    if grid is None or not grid.lines:
        return {}
    line = grid.lines[0]
    pairs = (("base", "grading_base"), ("not_enough_evidence_cap", "not_enough_evidence_cap"))
    found = {key: line.get(base) for key, base in pairs if line.get(base)}
    return {"grading": found} if found else {}


def safety_of(laid: Laid, book: Book) -> list[Tables]:
    """The safety questions: the select_one rows of the groups of the kind 'safety'."""
    found: list[Tables] = []
    taken: set[str] = set()
    for part in (leaf for group in laid.safety for leaf in group.leaves()):
        key = free(key_of(part.name.removeprefix("safety.")), taken)
        taken.add(key)
        path = ("safety", len(found))
        for base, step in (
            ("label", "text"),
            ("worry", "worry"),
            ("hint", "help"),
            ("name", "key"),
        ):
            book.cells.put((*path, step), part.line.at(base))
        table: Tables = {"key": key, "text": part.line.get("label")}
        if part.line.get("worry"):
            table["worry"] = words_in(part.line, "worry")
        if part.line.get("hint"):
            table["help"] = part.line.get("hint")
        found.append(table)
        answers = {"yes": "yes", "no": "no", "not_known": "not_known"}
        laid.names.add(part.name, Meant(f"safety.{key}", "one_of", answers))
    return found


def descriptors_into(grid: Grid | None, laid: Laid, book: Book) -> None:
    """Put descriptors and boundaries into their domains."""
    domains = {table["key"]: (n, table) for n, table in enumerate(laid.domains)}
    for line in grid.lines if grid is not None else ():
        name = line.get("domain")
        key = laid.keys.get(name, key_of(name, "domain"))
        if key not in domains:
            cure = near(name, laid.keys)
            what = f"There is no domain {shown(name)} on the sheet 'survey'."
            book.notes.error(line.at("domain"), what, cure, "unknown_domain")
            continue
        number_, table = domains[key]
        _descriptor(line, table, ("domain", number_), book)


def _descriptor(line: Line, table: Tables, path: tuple[str | int, ...], book: Book) -> None:
    grade, following, text = line.get("grade"), line.get("next_grade"), line.get("text")
    if not text:
        cure = "Write what is to be seen at this grade, or take the row out."
        book.notes.error(line.at("text"), "The row has no text.", cure, "empty")
        return
    if following:
        rows = table.setdefault("boundaries", [])
        here = (*path, "boundaries", len(rows))
        rows.append({"between": [key_of(grade), key_of(following)], "text": text})
        book.cells.put(here, line.at("grade"))
        book.cells.put((*here, "text"), line.at("text"))
        return
    texts, key = table.setdefault("descriptors", {}), _grade_key(grade)
    if key in texts:
        what = f"The grade {shown(grade)} is described twice."
        book.notes.error(line.at("grade"), what, "Keep one of the two rows.", "duplicate")
    texts[key] = text
    book.cells.put((*path, "descriptors", key), line.at("text"))


def _grade_key(grade: str) -> str:
    return grade if grade.isdigit() else key_of(grade)


def rules_of(grid: Grid | None, laid: Laid, book: Book) -> list[Tables]:
    """The rules that cap the overall or raise a flag."""
    found: list[Tables] = []
    for line in grid.lines if grid is not None else ():
        table: Tables = {"key": key_of(line.get("key"), "rule")}
        for base in (
            "why",
            "at_or_below",
            "worse_than",
            "overall_no_better_than",
            "flag",
            "safety",
        ):
            if line.get(base):
                table[base] = line.get(base)
        if line.get("domains"):
            table["domains"] = [laid.keys.get(one, one) for one in words_in(line, "domains")]
        least = number(line, "at_least", book.notes)
        if least is not None:
            table["at_least"] = int(least)
        if line.get("when"):
            asking = Asking(laid.names)
            table["when"] = either(line.get("when"), asking, line.at("when"), book.notes)
        path = ("rule", len(found))
        book.cells.put(path, line.at("key"))
        for base in line.columns:
            book.cells.put((*path, base), line.at(base))
        found.append(table)
    return found


def voices_of(grid: Grid | None, book: Book) -> list[Tables]:
    """Whose voices are asked what: a row with an opening, and the rows of the same voice below it."""
    found: dict[str, Tables] = {}
    for line in grid.lines if grid is not None else ():
        who = line.get("who").casefold()
        new = who not in found
        table = found.setdefault(who, {"who": who, "question": []})
        path = ("voice", list(found).index(who))
        if new:
            book.cells.put(path, line.at("who"))
        if line.get("opening"):
            table.setdefault("opening", line.get("opening"))
        if not (line.get("key") or line.get("question")):
            continue
        question = {"key": key_of(line.get("key") or line.get("question"))}
        for base, key in (("question", "text"), ("easy", "easy"), ("help", "help")):
            if line.get(base):
                question[key] = line.get(base)
        here = (*path, "question", len(table["question"]))
        book.cells.put(here, line.at("key"))
        table["question"].append(question)
    return list(found.values())
