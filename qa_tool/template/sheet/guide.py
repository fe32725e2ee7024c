"""What a template workbook says about itself: the guide sheet, the notes on its headings, the drop-downs."""

from collections.abc import Mapping
from typing import get_args

from qa_tool.template.model import TONES, SafetyLevel, SubjectKind, Template, VoiceKind
from qa_tool.template.questions import KINDS

_YES = ("yes", "no")
TYPES = (
    "begin_group", "end_group", "begin_repeat", "end_repeat", "text", "integer", "decimal", "date",
    "note", "select_one LIST", "select_multiple LIST", "rank LIST", "calculate", "hidden", "today",
    "acknowledge",
)  # fmt: skip

# The guide: a heading, or a pair of words and what they mean. What begins with two spaces is an example.
GUIDE: tuple[tuple[str, str], ...] = (
    ("How to change this template", ""),
    ("1", "Change words and rows on the sheets. Keep the headings in the first row of each sheet."),
    ("2", "Give it a new version on the sheet 'settings'. Audits that have begun keep the old one."),
    ("3", "Check it: Templates, Check a file. Every fault is named by sheet, row and column."),
    ("4", "Take it into use: Templates, Take a file into use. With a fault nothing is taken."),
    ("The sheets", ""),
    ("survey", "The domains and their questions, from top to bottom. begin_group and end_group stand round each domain."),
    ("choices", "The answers of each list. The list is named behind select_one on the sheet 'survey'."),
    ("settings", "Title, version and what else is said once; only the second row counts."),
    ("descriptors", "What each grade looks like in each domain. With next_grade the row tells two neighbouring grades apart."),
    ("rules", "What caps the overall grade or raises a flag."),
    ("voices", "What the child, the family and others are asked; may be left out."),
    ("Good to know", ""),
    ("names", "A name is short, in small letters, and stays when the words change: answers are kept under it. 'risk.visits' is the question visits of the domain risk."),
    ("graded", "yes in the row of begin_group: the domain gets a grade, a reason and evidence. Its three rows need not be changed."),
    ("relevant", "When the question is asked: ${risk.visits} = 'no'. Empty means always."),
    ("required", "yes, or when it must be answered: ${risk.visits} = 'no'."),
    ("evidence_when", "Evidence is asked for beside the answer when this holds: . = 'yes'. In the same way action_when asks for an action, and theme offers a tag from the codebook."),
    ("moderated", "Empty everywhere: a second reader is asked everything. With yes in some rows: only those."),
    ("remarks", "A row without a type, or with # in the first column, is a remark and is passed over."),
    ("ask_when", "Only there where the program's own rule says more than 'relevant' can. Change 'relevant', and it counts."),
    ("other tools", "Any XLSForm tool opens this workbook; it passes over what it does not know."),
    ("An example", ""),
)  # fmt: skip
EXAMPLE: tuple[tuple[str, ...], ...] = (
    ("type", "name", "label", "required", "relevant", "graded"),
    ("begin_group", "visits", "Visits and direct work", "", "", "yes"),
    ("select_one yes_no", "visits.seen", "Was the child seen in time?", "yes", "", ""),
    ("text", "visits.why", "Why not?", "", "${visits.seen} = 'no'", ""),
    ("date", "visits.last", "When were they last seen?", "", "", ""),
    ("end_group", "visits", "", "", "", ""),
)  # fmt: skip

NOTES: Mapping[str, Mapping[str, str]] = {
    "survey": {
        "type": "What the row is. Behind select_one and select_multiple stands the name of a list of the sheet 'choices'.",
        "name": "Short, small letters, digits and _. It stays when the words change.",
        "label": "The words of the question, or the title of the domain.",
        "hint": "Help under the question; in the row of begin_group the purpose of the domain.",
        "guidance_hint": "Where to look in the record.",
        "required": "yes, or a condition: ${risk.visits} = 'no'.",
        "relevant": "When the question is asked: ${risk.visits} = 'no'. Empty: always.",
        "constraint": "What an answer must be. The dot is the answer: . >= 0 and . <= 10; for dates . <= today().",
        "constraint_message": "What is said when it is not.",
        "appearance": "minimal, likert or multiline.",
        "default": "What stands there before anybody answers.",
        "kind": "Only where the type says too little: evidence, score, grade, yes_no, rating_grid; safety and overall in the row of their begin_group.",
        "graded": "yes or no, in the row of begin_group.",
        "limiting": "yes: this domain can cap the overall grade.",
        "scale": "The scale of this domain, where it is another than in the settings.",
        "caps": "What the auditor is told about caps.",
        "worry": "Safety questions: the answers that are a worry (yes, no, not_known).",
        "companions": "What may stand beside the answer: comment date priority yes_no.",
        "allow_na": "yes: not applicable may be chosen.",
        "impact": "yes: the question about the difference for the child.",
        "weight": "How much it weighs in a score; empty is 1.",
        "standard_ref": "The standard that the question comes from.",
        "ask_when": "The program's own rule, where 'relevant' cannot say it.",
        "columns": "Rating grids: the list of the columns.",
        "each": "Repeats: what one of them is called, such as Child.",
        "least": "Repeats: how many there are at least.",
        "most": "Repeats: how many there are at most.",
        "repeat_count": "Repeats: how many there are: a number, or what another answer says: ${home.many}.",
        "theme": "The key of a theme in the codebook, such as oversight_thin. It is offered as a tag when the question is answered, or when theme_when or action_when holds.",
        "theme_when": "When the theme is offered: risk.visits == 'no', or ${risk.visits} = 'no'.",
        "evidence_when": "When evidence is asked for beside the answer: risk.visits == 'yes', or . = 'yes'.",
        "action_when": "When an action is asked for, or a reason why none: risk.visits == 'no', or . = 'no'.",
        "moderated": "yes: a second reader is asked it too. Where one row says yes, only such rows are read again; with no, all but these. In the row of begin_group it stands for the domain.",
    },
    "choices": {
        "list_name": "The list that the answer belongs to.",
        "name": "Short, small letters, digits and _. It stays when the words change.",
        "label": "The words of the answer.",
        "score": "Lists: points. Scales: the order of merit, 1 is best; empty for what is no grade.",
        "colour": "The colour of a grade.",
        "is_na": "yes: counts as not applicable, or stands outside the order of merit.",
        "good_or_better": "Scales: yes where the grade counts as good or better.",
        "valid_from": "The first day on which it is offered.",
        "valid_to": "The last day on which it is offered.",
        "when": "When it is offered.",
    },
    "descriptors": {
        "domain": "The name of a graded domain.",
        "grade": "A grade of its scale.",
        "next_grade": "Empty for a descriptor. With the next worse grade: how to tell the two apart.",
        "text": "What is to be seen: practice and the child's experience, in 45 to 80 words.",
    },
    "rules": {
        "key": "A short name for the rule.",
        "why": "What the auditor is told.",
        "domains": "Names of domains; empty means all.",
        "at_or_below": "Applies where so many domains have this grade or a worse one.",
        "worse_than": "Applies where so many domains are worse than this grade.",
        "at_least": "How many domains; empty is 1.",
        "when": "Applies when this holds: ${risk.visits} = 'no'. Instead of domains.",
        "overall_no_better_than": "The best overall grade that is then possible.",
        "flag": "What is shown as a flag.",
        "safety": "danger or serious: asks for a safety stop.",
    },
    "voices": {
        "who": "Whose voice.",
        "opening": "What to say first; in the first row of each.",
        "easy": "The same question for a child of six.",
    },
    "settings": {
        "form_title": "What people call the template.",
        "form_id": "Its key; it stays the same in every version.",
        "version": "Another one whenever a word changes.",
        "scale": "The scale of the overall and of every domain that names no other.",
        "minutes": "How long an audit takes.",
    },
}


def drop_downs(template: Template) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The words that can be chosen in a column, by sheet and heading."""
    domains = tuple(domain.key for domain in template.graded)
    grades = tuple(dict.fromkeys(g.key for scale in template.scales for g in scale.grades))
    scales = tuple(scale.key for scale in template.scales)
    overall = tuple(grade.key for grade in template.scale_of().ranked)
    return {
        "survey": {
            "graded": _YES, "limiting": _YES, "moderated": _YES, "allow_na": _YES, "impact": _YES, "read_only": _YES,
            "scale": scales, "kind": (*KINDS, "safety", "overall"),
            "appearance": ("minimal", "likert", "multiline", "table-list"), "type": TYPES,
        },
        "choices": {"colour": TONES, "is_na": _YES, "good_or_better": _YES},
        "settings": {"subject": get_args(SubjectKind), "scale": scales},
        "descriptors": {"domain": domains, "grade": grades, "next_grade": grades},
        "rules": {
            "at_or_below": grades, "worse_than": grades, "overall_no_better_than": overall,
            "safety": get_args(SafetyLevel),
        },
        "voices": {"who": get_args(VoiceKind)},
    }  # fmt: skip
