"""The dialect's [[voice]] blocks, and the sets that are shipped: a few own questions for each voice."""

from pathlib import Path

import pytest

from qa_tool.paths import RESOURCES
from qa_tool.template.library import shipped, shipped_voices, voices_of
from qa_tool.template.plain import fingerprint, from_plain, to_plain
from qa_tool.template.read import read_template, template_from
from qa_tool.template.voices import KINDS

VOICE = """
[[voice]]
who = "child"
opening = "Say who you are."

[[voice.question]]
key = "different"
text = "What is different for you?"
easy = "What is better now?"
"""
# The fingerprints that the shipped templates had before voices could be written into them.
BEFORE = {
    "care_leaver": "56ef72c7cd2104dfde2ca49c75f430f9c22cf258124dfd1884b007f82007f087",
    "child_in_care": "380fd59ca0403870788f911c071793fbf8da72da50db9bce8fddda0c06cd9059",
    "child_protection_plan": "b2d8de32737fbee39d1010c3bf4c3e979fb69dcf80106dd8b547717cb529bec9",
    "core_case_audit": "fe47b2bb6378263fb32945b4d70e20b07558fad802c4a57ceb529eb7c4aff100",
    "front_door_dip_sample": "935eec4a4fd86a66c48de8932f3df26d991fbbae1732957f2b07196aa86c9c6e",
    "practice_observation": "e6efc9b35a605ddd687e24b963cf1ed4a6345ad5795369b3ca839f3f0e8544dd",
    "supervision_and_oversight": "2f2c33514a868e7d6b5b068516632727191519e028828ebc855247cb24871f5f",
}


def _codes(text: str) -> list[str]:
    return [problem.code for problem in template_from(text, "t.toml")[1]]


def test_a_template_without_voices_keeps_its_fingerprint() -> None:
    """Audits of before stay with their template: what a template does not say leaves no mark."""
    for path in shipped():
        template, _ = read_template(path)
        assert template is not None
        if template.key in BEFORE and template.version == "1.0":
            assert fingerprint(template) == BEFORE[template.key]


def test_voices_go_there_and_back_and_mark_the_template(small: str) -> None:
    """A voice and its questions survive the ledger, and another word is another fingerprint."""
    bare, _ = template_from(small, "a.toml")
    spoken, problems = template_from(small + VOICE, "b.toml")
    assert problems == ()
    assert bare is not None
    assert spoken is not None
    assert from_plain(to_plain(spoken)) == spoken
    assert "voices" not in to_plain(bare)
    assert fingerprint(bare) != fingerprint(spoken)
    assert voices_of(spoken) == spoken.voices
    assert spoken.voices[0].questions[0].easy == "What is better now?"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (VOICE + VOICE, "duplicate"),
        (VOICE.replace('"child"', '"neighbour"'), "unknown_word"),
        (VOICE.partition("[[voice.question]]")[0], "empty"),
        (VOICE + VOICE.partition("[[voice.question]]")[2].join(["[[voice.question]]", ""]), "duplicate_key"),
        (VOICE + "".join(f'[[voice.question]]\nkey = "q{n}"\ntext = "?"\neasy = "?"\n' for n in range(6)), "too_many"),
        (VOICE.replace('easy = "What is better now?"', ""), "no_easy_words"),
        (VOICE.replace("opening", "openning"), "unknown_key"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(small: str, text: str, code: str) -> None:
    """A fault in a voice is told with its line and a cure, as any other."""
    found = [p for p in template_from(small + text, "t.toml")[1] if p.code == code]
    assert found
    assert "line" in found[0].where
    assert found[0].cure


def test_every_shipped_template_has_questions_for_its_voices() -> None:
    """Three to six for each, easy words for every child, and the last asks what is different."""
    for path in shipped():
        template, _ = read_template(path)
        assert template is not None
        voices = voices_of(template)
        assert len(voices) >= 2
        for voice in voices:
            assert 3 <= len(voice.questions) <= 6
            assert voice.questions[-1].key == "different"
            assert voice.opening
            if voice.who in {"child", "family"}:
                assert all(question.easy for question in voice.questions)
    kinds = {voice.who for voice in shipped_voices()["child"]}
    assert kinds == set(KINDS)


def test_the_shipped_sets_are_of_the_dialect(small: str) -> None:
    """A council can copy a shipped set into its template as it stands."""
    for path in sorted(Path(RESOURCES / "voices").glob("*.toml")):
        lines = path.read_text("utf-8").splitlines()
        blocks = "\n".join(x for x in lines if not x.startswith(("like =", "asks =")))
        assert _codes(f"{small}\n{blocks}") == [], path.name
