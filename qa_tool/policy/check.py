"""Whether a policy can be worked with: every fault in one pass, with its place and cure."""

from binascii import Error, a2b_base64
from collections.abc import Iterator
from dataclasses import fields

from qa_tool.policy import colour
from qa_tool.policy.model import Clocks, Numbers, Policy, Retention, Style, Titles, why
from qa_tool.problems import Problem

LONGEST_TEXT = 500
LONGEST_MARKING = 40
LONGEST_LOGO = 400_000
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_WHOLE_NUMBERS: dict[str, tuple[int, int]] = {
    "moderation_share": (0, 100),
    "moderation_capacity": (0, 100),
    "new_auditor_audits": (0, 20),
    "exclude_months": (0, 60),
    "small_team_audits": (1, 100),
    "small_team_workers": (1, 50),
    "lock_minutes": (1, 120),
    "verify_share": (0, 100),
}
_CLOCKS: dict[str, tuple[int, int]] = {
    "feedback_days": (1, 30),
    "reply_days": (1, 30),
    "supervision_days": (5, 60),
    "contact_check_days": (1, 28),
    "reading_days": (1, 30),
    "dispute_days": (1, 30),
    "re_audit_months": (1, 12),
    "concern_days": (1, 60),
    "protection_visit_days": (1, 30),
}
_CHOICES: dict[str, int] = {"child_action_days": 60, "service_action_months": 24}


def check(policy: Policy) -> tuple[Problem, ...]:
    """Everything that is wrong with a policy, errors and warnings."""
    return (
        *_council(policy),
        *_ranges(policy),
        *_clocks(policy.clocks),
        *_numbers(policy.numbers),
        *_titles(policy.titles),
        *_style(policy.style),
        *_retention(policy.retention),
    )


def _council(policy: Policy) -> Iterator[Problem]:
    name = policy.council_name
    if not name.strip():
        cure = "Type the council's name as it should stand on reports."
        yield Problem("warning", "council_name", "The council has no name.", cure, "no_name")
    yield from _too_long("council_name", name)


def _ranges(policy: Policy) -> Iterator[Problem]:
    for name, (least, most) in _WHOLE_NUMBERS.items():
        yield from _range(name, getattr(policy, name), least, most)
    if policy.moderation_share == 0:
        what = "Nothing is drawn at random for a second reading."
        cure = "Choose at least a few percent: " + why("moderation_share")
        yield Problem("warning", "moderation_share", what, cure, "no_random_share")
    if 0 < policy.small_team_workers < 3:
        what = "Teams of fewer than three workers would be shown."
        cure = "Choose 3 or more: " + why("small_team_workers")
        yield Problem("warning", "small_team_workers", what, cure, "shows_single_workers")


def _clocks(clocks: Clocks) -> Iterator[Problem]:
    for name, (least, most) in _CLOCKS.items():
        yield from _range(f"clocks.{name}", getattr(clocks, name), least, most)
    for name, most in _CHOICES.items():
        chosen = getattr(clocks, name)
        if not chosen:
            what, cure = "There is nothing to choose from.", "Give at least one length."
            yield Problem("error", f"clocks.{name}", what, cure, "nothing_to_choose")
        elif list(chosen) != sorted(set(chosen)):
            what, cure = "The lengths are not in order.", "Write each once, the shortest first."
            yield Problem("error", f"clocks.{name}", what, cure, "not_in_order")
        for length in chosen:
            yield from _range(f"clocks.{name}", length, 1, most)


def _numbers(numbers: Numbers) -> Iterator[Problem]:
    for setting in fields(Numbers):
        where, value = f"numbers.{setting.name}", getattr(numbers, setting.name)
        yield from _too_long(where, value)
        if not value.strip():
            cure = "Type name and telephone number; they stand on the safety panel. "
            cure += why(setting.name, Numbers)
            yield Problem("warning", where, "No number is given.", cure, "no_number")


def _titles(titles: Titles) -> Iterator[Problem]:
    for setting in fields(Titles):
        where, value = f"titles.{setting.name}", getattr(titles, setting.name)
        yield from _too_long(where, value)
        if not value.strip():
            cure = "Type what this council calls the post."
            yield Problem("error", where, "The post has no title.", cure, "no_title")


def _style(style: Style) -> Iterator[Problem]:
    yield from _accent("style.accent", style.accent)
    yield from _too_long("style.signatory", style.signatory)
    if not style.marking.strip():
        cure = "Type the marking of what stays inside, such as OFFICIAL-SENSITIVE."
        yield Problem("error", "style.marking", "There is no marking.", cure, "no_marking")
    elif len(style.marking) > LONGEST_MARKING or "\n" in style.marking:
        what = f"A marking is one line of {LONGEST_MARKING} characters at most."
        yield Problem("error", "style.marking", what, "Shorten it.", "too_long")
    if style.logo and not _is_picture(style.logo):
        what, cure = "The logo is no picture.", "Choose a PNG or JPEG file, or none."
        yield Problem("error", "style.logo", what, cure, "no_picture")


def _retention(retention: Retention) -> Iterator[Problem]:
    for setting in fields(Retention):
        yield from _range(f"retention.{setting.name}", getattr(retention, setting.name), 1, 100)


def _accent(where: str, given: str) -> Iterator[Problem]:
    if not colour.is_colour(given):
        what = f"'{given[:20]}' is no colour."
        yield Problem("error", where, what, "Write it as #RRGGBB, such as #4338A8.", "no_colour")
        return
    contrast = colour.on_white(given)
    if contrast < colour.LEAST:
        what = f"{given} is too light: its contrast with white is {contrast:.1f} to 1."
        cure = (
            f"{colour.LEAST} is the least; the nearest dark enough is {colour.dark_enough(given)}."
        )
        yield Problem("error", where, what, cure, "too_light")


def _is_picture(logo: str) -> bool:
    try:
        return len(logo) <= LONGEST_LOGO and a2b_base64(logo, strict_mode=True).startswith(PICTURES)
    except (Error, ValueError):
        return False


def _range(where: str, value: int, least: int, most: int) -> Iterator[Problem]:
    if least <= value <= most:
        return
    what = f"{value} is outside {least} to {most}."
    yield Problem("error", where, what, f"Write a number from {least} to {most}.", "out_of_range")


def _too_long(where: str, value: str) -> Iterator[Problem]:
    if len(value) > LONGEST_TEXT:
        what = f"This text has {len(value):,} characters; {LONGEST_TEXT} is the most."
        yield Problem("error", where, what, "Shorten it.", "too_long")
