"""A public XLSForm of 590 rows: read from the workbook, opened for answering, answered with its skip rules."""

import tempfile
from functools import partial
from pathlib import Path

import stores
from measure import Line, Sizes, in_turn, timed
from openpyxl import Workbook
from pyxform.xls2json_backends import get_xlsform

from qa_tool.audit.form import Form
from qa_tool.template.plain import to_plain
from qa_tool.work.template_sheet import read_file, write_file

GROUPS, EACH, LISTS = 49, 10, 40
_HEAD = ("type", "name", "label::English (en)", "label::French (fr)", "hint", "required", "relevant",
         "constraint", "constraint_message", "appearance", "calculation")  # fmt: skip


def written(target: Path) -> Path:
    """A workbook as survey authors write them: groups with conditions, long lists, sums."""
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    survey.append(_HEAD)
    for group in range(GROUPS):
        gate = f"${{gate_{group - 1}}} = 'choice_1'" if group else ""
        survey.append(("begin_group", f"part_{group}", f"Part {group}", "", "", "", gate))
        survey.append((f"select_one list_{group % LISTS}", f"gate_{group}", f"Is there more on matter {group}?", "Y a-t-il plus ?", "Say what counts.", "yes"))  # fmt: skip
        for n in range(EACH - 1):
            name, asked = f"q_{group}_{n}", f"${{gate_{group}}} = 'choice_{n}' or selected(${{gate_{group}}}, 'choice_0')"  # fmt: skip
            kind = ("text", "integer", "date", f"select_multiple list_{n}", "decimal")[n % 5]
            held = {"integer": ". >= 0 and . <= 120", "date": ". <= today()"}.get(kind, "")
            survey.append((kind, name, f"What does the record show about {group}.{n}?", "Quoi ?", "Look at three records.", "", asked, held, "Look again" if held else ""))  # fmt: skip
        survey.append(("end_group",))
    survey.append(("calculate", "total", "", "", "", "", "", "", "", "", " + ".join(f"coalesce(${{q_{g}_1}}, 0)" for g in range(GROUPS))))  # fmt: skip
    survey.append(("note", "shown", "Thank you."))
    choices = book.create_sheet("choices")
    choices.append(("list_name", "name", "label::English (en)", "label::French (fr)"))
    for one in range(LISTS):
        for n in range(50):
            choices.append((f"list_{one}", f"choice_{n}", f"Answer {n}", f"Réponse {n}"))
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_id", "version", "default_language"))
    settings.append(("A long form", "long_form", "1", "English (en)"))
    book.save(target)
    assert survey.max_row == 1 + 590
    return target


def xlsform(sizes: Sizes) -> list[Line]:
    """Read, open, answer; beside it what the reference reader takes for its cells alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "long.xlsx")
        template, problems = read_file(path)
        if template is None:
            raise RuntimeError(str(problems[:3]))
        form = Form(template, {}, today=stores.TODAY)
        turns = iter(range(1, 1_000_000))
        keys = [f"part_{n}.gate_{n}" for n in range(GROUPS)]
        target = Path(folder) / "again.xlsx"
        read, bare, opened, answered, wrote = in_turn(
            sizes.turns,
            timed(lambda: read_file(path)),
            timed(lambda: get_xlsform(str(path))),
            timed(partial(Form, template, {}, today=stores.TODAY)),
            timed(lambda: form.answer(keys[0], f"choice_{next(turns) % 2}")),
            timed(lambda: write_file(template, target)),
        )
        slowest = 0.0
        for key in keys:
            for choice in ("choice_1", "choice_0", "choice_1"):
                slowest = max(slowest, timed(partial(form.answer, key, choice))() * 1000)
        if not to_plain(template):
            raise RuntimeError("nothing was read")
    return [
        Line("xlsform", "XLSForm of 590 rows and 2,000 choices: read and checked", read, bare=bare, most=2000,
             why="pyxform reading the cells alone"),
        Line("xlsform", "the same opened in the engine", opened, most=1000),
        Line("xlsform", "an answer with its skip rules", answered, most=50),
        Line("xlsform", "the slowest of 147 answers", slowest, most=50),
        Line("xlsform", "the same written as a workbook and read back", wrote, most=4000),
    ]  # fmt: skip
