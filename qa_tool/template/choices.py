"""The choices of a question: written out with what each brings along, or named as a response set."""

from dataclasses import replace

from qa_tool.template.draft import Known
from qa_tool.template.findings import shown
from qa_tool.template.model import TONES, Choice
from qa_tool.template.table import CHOICE_KEY, Table


def choices_in(table: Table, known: Known) -> tuple[Choice, ...]:
    """The choices, written out or named as a response set."""
    value = table.data.get("choices")
    if not isinstance(value, str):
        return written_choices(table, "choices")
    name = table.text("choices", needed=True)
    if name and name not in known.responses:
        what = f"There is no response set {shown(name)}."
        table.error("choices", what, table.findings.near(name, known.responses), "unknown_choices")
    return known.responses.get(name, ())


def written_choices(table: Table, key: str) -> tuple[Choice, ...]:
    """The choices (rows, columns) written under a key, each key once."""
    if not table.has(key):
        cure = f'Write {key} = [{{ key = "a", text = "A" }}, ...].'
        table.skip(key)
        table.findings.error(table.place, f"'{key}' is missing.", cure, "missing_key")
        return ()
    found: dict[str, Choice] = {}
    rows = table.tables(key, "choice" if key == "choices" else "row")
    for row in rows:
        choice = _choice(row, plain=key != "choices")
        if choice.key in found:
            cure = "Give each its own key."
            what = f"The key {shown(choice.key)} stands here twice."
            table.findings.error(row.place, what, cure, "duplicate_key")
        elif choice.key:
            found[choice.key] = choice
    if len(rows) == 1 and key == "choices" and table.data.get("kind") in {"one_of", "some_of"}:
        what, cure = (
            "There is only one answer to choose.",
            "Offer another, or ask it with 'acknowledge'.",
        )
        table.findings.warning(table.place.at(key), what, cure, "one_choice")
    elif len(rows) < 2 and isinstance(table.data[key], list):
        cure = "Write at least two, or use another kind of question."
        table.error(key, f"'{key}' has fewer than two entries.", cure, "too_few_choices")
    return tuple(found.values())


def _choice(row: Table, *, plain: bool) -> Choice:
    """One choice; a row or column of a grid has a key and a text only."""
    choice = Choice(row.key(pattern=CHOICE_KEY), row.text("text", needed=True))
    if not plain:
        choice = replace(
            choice,
            when=row.text("when"),
            score=row.number("score"),
            na=row.flag("na"),
            tone=row.word("tone", TONES),
            valid_from=row.day("valid_from"),
            valid_to=row.day("valid_to"),
        )
    row.done()
    if choice.valid_from and choice.valid_to and choice.valid_from > choice.valid_to:
        cure = "Exchange the two dates."
        row.error("valid_to", "'valid_to' is before 'valid_from'.", cure, "bounds_crossed")
    return choice
