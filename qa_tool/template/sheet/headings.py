"""The headings of an XLSForm sheet: their many spellings, their languages, and what is passed over."""

import re

SURVEY = (
    "type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant",
    "constraint", "constraint_message", "calculation", "default", "read_only", "appearance",
    "choice_filter", "parameters", "repeat_count", "disabled",
)  # fmt: skip
# Columns of our own on the sheet survey.
OWN = (
    "kind", "graded", "limiting", "scale", "caps", "worry", "weight", "unit", "companions",
    "allow_na", "impact", "each", "least", "most", "columns", "standard_ref", "theme",
    "theme_when", "evidence_when", "action_when", "moderated", "ask_when", "required_when", "constraint_rule",
    "calculation_rule",
)  # fmt: skip
CHOICES = (
    "list_name", "name", "label", "score", "colour", "is_na", "good_or_better", "valid_from",
    "valid_to", "when", "scale_title", "source",
)  # fmt: skip
SETTINGS = (
    "form_title", "form_id", "version", "default_language", "publisher", "language", "licence",
    "about", "sources", "reviewed", "subject", "kinds_of_case", "frame", "months_read",
    "months_judged", "minutes", "scale", "grading_base", "not_enough_evidence_cap",
    "multi_agency",
)  # fmt: skip
DESCRIPTORS = ("domain", "grade", "next_grade", "text")
RULES = (
    "key", "why", "domains", "at_or_below", "worse_than", "at_least", "when",
    "overall_no_better_than", "flag", "safety",
)  # fmt: skip
VOICES = ("who", "opening", "key", "question", "easy", "help")
KNOWN = {
    "survey": frozenset((*SURVEY, *OWN)),
    "choices": frozenset(CHOICES),
    "settings": frozenset((*SETTINGS, "allow_choice_duplicates")),
    "descriptors": frozenset(DESCRIPTORS),
    "rules": frozenset(RULES),
    "voices": frozenset(VOICES),
}
# Right in XLSForm, and nothing that an audit has.
ELSEWHERE = frozenset({
    "image", "audio", "video", "big_image", "media", "autoplay", "buttontext", "nobuttontext",
    "rows", "intent", "trigger", "save_to", "accuracythreshold", "orientation", "noapperrorstring",
    "public_key", "submission_url", "instance_name", "style", "add_none_option", "auto_send",
    "auto_delete", "omit_instanceid", "clean_text_values", "flat", "prefix", "delimiter",
    "allow_choice_duplicates", "sms_option", "sms_separator", "sms_allow_media", "sms_date_format", "sms_datetime_format",
    "sms_response", "compact_tag", "sms_keyword", "sms_field", "namespaces", "attribute", "geometry",
    "parameters", "entity_id", "instance_xmlns", "short", "body", "instance", "bind", "control",
    "odk", "esri", "note",
})  # fmt: skip
_LANGUAGES = frozenset({
    "label", "hint", "guidance_hint", "required_message", "constraint_message", "image", "audio",
    "video", "big_image", "media", "short",
})  # fmt: skip
_OTHER = {
    "caption": "label", "relevance": "relevant", "readonly": "read_only", "calculate": "calculation",
    "requiredmsg": "required_message", "constraintmsg": "constraint_message",
    "constraint_msg": "constraint_message", "guidance": "guidance_hint", "value": "name",
    "command": "type", "tag": "name", "constraining_message": "constraint_message",
    "set_form_title": "form_title", "set_form_id": "form_id", "no_app_error_string": "noapperrorstring",
    "count": "repeat_count", "choicefilter": "choice_filter", "color": "colour",
    "title": "form_title", "id_string": "form_id", "required_msg": "required_message",
    "list": "list_name", "listname": "list_name", "look": "appearance",
}  # fmt: skip
_ONLY = {"command": "survey", "tag": "survey",
         "set_form_title": "settings", "set_form_id": "settings", "value": "choices", "title": "settings", "id_string": "settings", "list": "choices",
         "listname": "choices", "color": "choices"}  # fmt: skip
_WRAPPING = frozenset({"bind", "control", "body", "jr", "orx"})
_SPACES = re.compile(r"[\s_-]+")


def heading(written: str, sheet: str) -> tuple[str, str]:
    """The name of a column and its language: 'label::English (en)', 'hint:fr', 'bind:relevant'."""
    parts = [part.strip() for part in re.split(r"::?", written.strip())]
    while len(parts) > 1 and parts[0].casefold() in _WRAPPING:
        parts = parts[1:]
    if len(parts) > 1 and parts[0].casefold() == "media":
        parts = parts[1:]
    base = _SPACES.sub("_", parts[0].casefold())
    if base in _OTHER and _ONLY.get(base, sheet) == sheet:
        base = _OTHER[base]
    language = "::".join(parts[1:])
    if language and base not in _LANGUAGES:
        return f"{base}::{language}".casefold(), ""
    return base, language


def passed_over(base: str) -> bool:
    """Whether XLSForm has this column and an audit does not."""
    return base.partition("::")[0] in ELSEWHERE
