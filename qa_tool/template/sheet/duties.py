"""What a question waits for and must fulfil: relevant, required, constraint, calculation, choice filter."""

import re
from collections.abc import Callable
from dataclasses import replace

from qa_tool.errors import QAError
from qa_tool.template import expression as x
from qa_tool.template.conditions import BadCondition, parse
from qa_tool.template.findings import near, shown
from qa_tool.template.sheet.asking import Asking, Unknown
from qa_tool.template.sheet.choices import NO, YES
from qa_tool.template.sheet.grid import Line
from qa_tool.template.sheet.joining import Truth, every
from qa_tool.template.sheet.names import Names
from qa_tool.template.sheet.naming import words_of
from qa_tool.template.sheet.notes import Notes, Spot
from qa_tool.template.sheet.question import SILENT, begins_with, named, without_answers
from qa_tool.template.sheet.saying import calculation_said, condition_said
from qa_tool.template.sheet.survey import Asked, Laid
from qa_tool.template.sheet.tree import ALWAYS

_HELD = frozenset({"grade", "yes_no", "one_of", "some_of", "text", "number", "date", "score"})


def finish(laid: Laid, notes: Notes) -> None:
    """Add the conditions to every question, now that all names are known."""
    _drop_calculations(laid)
    for asked in laid.asked:
        asking = Asking(laid.names, asked.key, dead=[])
        plain = asked.part.group and asked.meant.kind == "note"
        _asked_when(asked, asking, notes, plain=plain)
        if plain:
            continue
        if asked.meant.kind not in SILENT:
            _required(asked, asking, notes)
            _followed(asked, asking, notes)
        _constraint(asked, asking, notes)
        _calculation(asked, asking, notes)
        _filter(asked, laid.names, notes)
        asked.table.update(
            begins_with(asked.part, asked.meant.kind, asked.meant.choices, notes)
        )  # fmt: skip


def _drop_calculations(laid: Laid) -> None:
    """Find what cannot be worked out here, and then what looks at it, until nothing more is found."""
    waiting = [
        asked for asked in laid.asked
        if asked.meant.kind in {"calculate", "hidden"} and asked.part.line.get("calculation")
        and not asked.part.line.get("calculation_rule")
    ]  # fmt: skip
    found = True
    while found:
        found = False
        for asked in list(waiting):
            try:
                Asking(laid.names, asked.key).calculation(asked.part.line.get("calculation"))
            except QAError:
                waiting.remove(asked)
                laid.names.drop(asked.part.name, asked.key)
                found = True


def attempt(work: Callable[[], str], spot: Spot, names: Names, notes: Notes) -> str:
    """A condition or calculation; what is wrong is told, what is beyond us is named."""
    try:
        return work()
    except Unknown as trouble:
        what = f"There is no question {shown(trouble.name)}."
        notes.error(spot, what, near(trouble.name, names), "unknown_question")
    except x.NotCarried as trouble:
        notes.left(spot, f"the condition: {trouble}.", "Write it in another way, or do without.")
    except x.BadExpression as trouble:
        notes.error(spot, str(trouble), trouble.cure, "bad_expression")
    return ""


def _decides_nothing(
    asking: Asking, spot: Spot, notes: Notes, *, never: bool = False
) -> None:  # fmt: skip
    """Tell of comparisons with words that are no answers; where nothing else is left it is a fault."""
    for word, meant in asking.dead or ():
        what = f"{shown(word)} is no answer of '{meant.key}'."
        cure = near(word, meant.choices.values())
        if never:
            notes.error(spot, what, cure, "unknown_answer")
        else:
            what += " That part of the rule decides nothing, and is left out."
            notes.warning(spot, what, cure, "answer_never_given")
    if asking.dead:
        asking.dead.clear()


def _settled(asking: Asking, truth: Truth, spot: Spot, notes: Notes) -> Truth:
    """A truth once its dead words are told; what never holds because of them counts as no rule."""
    never = truth is False and bool(asking.dead)
    _decides_nothing(asking, spot, notes, never=never)
    return True if never else truth


def _kept(
    line: Line, base: str, own: str, said: Callable[[str], str], notes: Notes
) -> str:  # fmt: skip
    """Our own spelling of a rule, as long as the column of XLSForm beside it still says the same."""
    text = line.get(own)
    if not text:
        return ""
    if not line.get(base) or said(text) == line.get(base):
        return text
    what = f"'{base}' was changed and '{own}' was not: '{base}' counts."
    notes.warning(line.at(own), what, f"Empty the cell in the column '{own}'.", "two_rules")
    return ""


def _asked_when(asked: Asked, asking: Asking, notes: Notes, *, plain: bool) -> None:
    line = asked.part.line
    lines = [one for one in asked.under if _waits(one)]
    if _waits(line) and not plain:
        lines.append(line)
    own = "" if plain else _kept(line, "relevant", "ask_when", lambda text: condition_said(text, asking.names, asked.key)[0], notes)  # fmt: skip
    if own and lines in ([], [line]):
        asked.table["ask_when"] = own
        return
    terms: list[Truth] = []
    for one in lines:

        def work(one: Line = one) -> str:
            truth = asking.truth(x.parse(one.get("relevant")))
            terms.append(_settled(asking, truth, one.at("relevant"), notes))
            return ""

        attempt(work, one.at("relevant"), asking.names, notes)
    text = attempt(lambda: asking.text_of(every(terms)), line.at("relevant"), asking.names, notes)
    if text:
        asked.table["ask_when"] = text


def _waits(line: Line) -> bool:
    """Whether a row waits for something; a cell that holds just 'true' does not."""
    return line.get("relevant").casefold() not in {"", *ALWAYS}


def _required(asked: Asked, asking: Asking, notes: Notes) -> None:
    line = asked.part.line
    written, small = line.get("required"), line.get("required").casefold()
    own = _kept(line, "required", "required_when", lambda text: condition_said(text, asking.names, asked.key)[0], notes)  # fmt: skip
    if own:
        asked.table["required_when"] = own
    elif small in YES:
        asked.table["required"] = True
    elif small not in {*NO, "false()"}:
        spot = line.at("required")

        def work() -> str:
            return asking.text_of(_settled(asking, asking.truth(x.parse(written)), spot, notes))

        text = attempt(work, spot, asking.names, notes)
        if text:
            asked.table["required_when"] = text


def _followed(asked: Asked, asking: Asking, notes: Notes) -> None:
    """When an answer suggests its theme, asks for evidence, or asks for an action."""
    line = asked.part.line
    for base in ("theme_when", "evidence_when", "action_when"):
        if line.get(base):
            text = either(line.get(base), asking, line.at(base), notes)
            if text:
                asked.table[base] = text


def _constraint(asked: Asked, asking: Asking, notes: Notes) -> None:
    """What an answer must fulfil; bounds of numbers and dates have fields of their own."""
    line, kind, spot = asked.part.line, asked.meant.kind, asked.part.line.at("constraint")
    rest: list[x.Tree] = []

    def work() -> str:
        if line.get("constraint").casefold() in ALWAYS:
            return ""
        tree = x.parse(line.get("constraint"))
        terms = tree.given if isinstance(tree, x.Call) and tree.name == "and" else (tree,)
        plain = [_about_itself(term, asked, asking.names) for term in terms]
        rest.extend(term for term in plain if not _bounded(term, asked, kind))
        truth = every([asking.truth(one) for one in rest])
        return asking.text_of(_settled(asking, truth, spot, notes))

    own = line.get("constraint_rule")
    text = attempt(work, spot, asking.names, notes) if line.get("constraint") else ""
    if own:
        said = condition_said(own, asking.names, asked.key)[0]
        if not rest or said == _joined(line.get("constraint"), asked):
            text = own
        else:
            what = "'constraint' was changed and 'constraint_rule' was not: 'constraint' counts."
            cure = "Empty the cell in the column 'constraint_rule'."
            notes.warning(line.at("constraint_rule"), what, cure, "two_rules")
    if text and kind not in _HELD:
        notes.left(spot, "the constraint of a question that nobody types an answer to.")
    elif text and asked.key not in parse(text).names():
        notes.left(spot, "a constraint that does not look at the answer itself.")
    elif text:
        asked.table["constraint"] = text
    _message(asked, line, notes)


def _message(asked: Asked, line: Line, notes: Notes) -> None:
    """What is said of an answer that is outside its constraint or bounds."""
    message = line.get("constraint_message")
    if message and any(key in asked.table for key in ("constraint", "least", "most", "not_future")):
        asked.table["constraint_message"] = without_answers(line, "constraint_message", notes)
    elif message:
        notes.left(line.at("constraint_message"), "a message whose constraint is not there.")


def _about_itself(term: x.Tree, asked: Asked, names: Names) -> x.Tree:
    """A comparison that names its own question, written with the dot."""
    match term:
        case x.Joined(_, x.Ref(name), _) if (found := names.find(name, asked.key)) is not None:
            return replace(term, left=x.Own()) if found.key == asked.key else term
    return term


def _joined(written: str, asked: Asked) -> str:
    """What is left of a constraint behind the bounds that have fields of their own."""
    bounds = " and ".join(bounds_said(asked.table))
    return written.removeprefix(bounds).removeprefix(" and ") if bounds else written


def bounds_said(table: dict[str, object]) -> list[str]:
    """The bounds of a question as a constraint begins with them."""
    found = [
        f". {sign} {_figure(table[key])}"
        for key, sign in (("least", ">="), ("most", "<="))
        if key in table
    ]
    return [*found, ". <= today()"] if table.get("not_future") else found


def _figure(value: object) -> str:
    return repr(value) if isinstance(value, float) else str(value)


def _bounded(term: x.Tree, asked: Asked, kind: str) -> bool:
    """Whether a part of the constraint is a bound that has a field of its own."""
    match term:
        case x.Joined("<=", x.Own(), x.Call("today", ())) if kind == "date":
            asked.table["not_future"] = True
            return True
        case x.Joined(sign, x.Own(), x.Written(bound)) if kind in {"number", "score"}:
            return _bound(sign, bound, asked)
    return False


def _bound(sign: str, bound: object, asked: Asked) -> bool:
    """Take a bound over; between whole numbers 'more than 0' is 'from 1'."""
    if isinstance(bound, str) or not isinstance(bound, int | float):
        return False
    step = 1 if asked.table.get("whole") and float(bound).is_integer() else 0
    found = {">=": ("least", bound), "<=": ("most", bound)}
    if step:
        found |= {">": ("least", bound + step), "<": ("most", bound - step)}
    if sign not in found or found[sign][0] in asked.table:
        return False
    key, value = found[sign]
    asked.table[key] = value
    return True


def _calculation(asked: Asked, asking: Asking, notes: Notes) -> None:
    line, kind = asked.part.line, asked.meant.kind
    written, spot = line.get("calculation"), line.at("calculation")
    own = _kept(line, "calculation", "calculation_rule", lambda text: calculation_said(text, asking.names, asked.key)[0], notes)  # fmt: skip
    if kind == "group":
        _times(asked, asking, notes)
    if kind not in {"calculate", "hidden"}:
        if written:
            notes.left(spot, f"the calculation of a question of the kind '{kind}'.")
        return
    text = own or (
        attempt(lambda: asking.calculation(written), spot, asking.names, notes) if written else ""
    )
    _decides_nothing(asking, spot, notes)
    if text:
        asked.table["calculation"] = text
    elif written:
        # What cannot be worked out here is kept as it is written, where nobody is asked it.
        key = asked.key.rpartition(".")[2]
        asked.table.clear()
        asked.table.update(
            key=key, kind="hidden", text=words_of(asked.part.name), default=named(written)
        )
    elif kind == "calculate":
        cure = "Write what is worked out, such as ${a} + ${b}."
        notes.error(spot, "Nothing is worked out.", cure, "missing_calculation")
        asked.table["calculation"] = "1"  # told once: the check of the whole need not find it again


def _times(asked: Asked, asking: Asking, notes: Notes) -> None:
    """How many entries a group has: a number, or what another answer says."""
    line = asked.part.line
    written, own = line.get("repeat_count"), line.get("calculation_rule")
    if own:
        asked.table["times"] = own
    elif re.fullmatch(r"[1-9][0-9]?", written):
        asked.table["least"] = asked.table["most"] = int(written)
    elif written:
        spot = line.at("repeat_count")
        text = attempt(lambda: asking.calculation(written), spot, asking.names, notes)
        if text:
            asked.table["times"] = text


def _filter(asked: Asked, names: Names, notes: Notes) -> None:
    """A choice filter becomes the condition of each choice; our own column says it directly."""
    if asked.listed is None or "choices" not in asked.table:
        return
    written, spot = asked.part.line.get("choice_filter"), asked.part.line.at("choice_filter")
    kept = []
    for option, choice in zip(asked.listed.options, asked.table["choices"], strict=True):
        own = option.line.get("when")
        if own:
            choice["when"] = _either(own, Asking(names, asked.key), option.line, notes)
        if not written or _offered(written, option.line, choice, Asking(names, asked.key)):
            if not own and _never(choice, names):
                what = f"the choice {shown(option.name)} of {shown(asked.part.name)}: it is never offered."
                notes.left(option.line.at("name"), what)
                continue
            kept.append({key: value for key, value in choice.items() if value != ""})
    if written and len(kept) < 2:
        kept = [
            {key: value for key, value in choice.items() if key != "when" and value != ""}
            for choice in asked.table["choices"]
        ]
        notes.left(spot, f"the choice filter {shown(written)}.", "All choices are offered.")
    elif written:
        _tell(written, asked, names, notes)
    asked.table["choices"] = kept


def _offered(written: str, line: Line, choice: dict[str, object], asking: Asking) -> bool:
    """Whether a choice may be offered at all; when, is put into it."""
    try:
        columns = {**dict.fromkeys(line.columns, ""), **line.texts}
        truth = replace(asking, columns=columns).truth(x.parse(written, bare=True))
        if truth is False:
            return False
        if truth is not True:
            choice["when"] = asking.text_of(truth)
    except QAError:
        return True
    return True


def _never(choice: dict[str, object], names: Names) -> bool:
    """Whether a choice waits for an answer that its question does not have."""
    when = choice.get("when")
    if not isinstance(when, str) or not when:
        return False
    return any(
        (meant := names.own(one.key)) is not None
        and bool(meant.choices)
        and one.value not in meant.choices.values()
        for one in parse(when).mentions()
    )


def _tell(written: str, asked: Asked, names: Names, notes: Notes) -> None:
    """Say once what is wrong with a choice filter."""
    line = asked.listed.options[0].line if asked.listed and asked.listed.options else None
    columns = {**dict.fromkeys(line.columns, ""), **line.texts} if line is not None else {}
    asking = Asking(names, asked.key, columns)

    def work() -> str:
        truth = asking.truth(x.parse(written, bare=True))
        return "" if isinstance(truth, bool) else asking.text_of(truth)

    attempt(work, asked.part.line.at("choice_filter"), names, notes)


def _either(written: str, asking: Asking, line: Line, notes: Notes) -> str:
    return either(written, asking, line.at("when"), notes)


def either(written: str, asking: Asking, spot: Spot, notes: Notes) -> str:
    """A condition in the rules language, or in that of XLSForm."""
    try:
        parse(written)
    except BadCondition as trouble:
        if _in_xlsform(written):
            return attempt(lambda: asking.condition(written), spot, asking.names, notes)
        notes.error(spot, str(trouble), trouble.cure, "bad_condition")
        return ""
    return written


def _in_xlsform(written: str) -> bool:
    """Whether a rule that is none of ours is written as XLSForm writes it."""
    if "${" in written or "selected(" in written:
        return True
    try:
        x.parse(written)
    except x.BadExpression:
        return False
    return True
