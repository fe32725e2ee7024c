"""The house style: checked, kept in the policy, and on everything that is printed."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from qa_tool import export
from qa_tool.errors import QAError
from qa_tool.policy import Policy, Style, check, from_plain, to_plain
from qa_tool.policy.colour import dark_enough, on_white
from qa_tool.report.blocks import Heading, Report
from qa_tool.work import session, style
from qa_tool.work.workspace import Workspace
from tests.export.structure import pages_of, read
from tests.report.made_up import TODAY


def _picture(wide: int, high: int, kind: str = "PNG") -> bytes:
    """A made-up logo."""
    made = BytesIO()
    Image.new("RGB", (wide, high), "#0B6E4F").save(made, kind)
    return made.getvalue()


def _faults(made: Style) -> dict[str, str]:
    return {
        one.where: one.what + " " + one.cure
        for one in check(replace(Policy(council_name="Made-up Council"), style=made))
        if one.severity == "error"
    }


def test_the_defaults_can_be_printed() -> None:
    """Nothing has to be set; the colour of the program can be read on white."""
    assert _faults(Style()) == {}
    assert on_white(Style().accent) > 4.5


def test_a_colour_too_light_is_refused_with_the_nearest() -> None:
    """Yellow is named with its contrast, and with the nearest colour that can be taken."""
    said = _faults(Style(accent="#FFCC00"))["style.accent"]
    assert "1.5 to 1" in said
    assert dark_enough("#FFCC00") in said
    assert _faults(Style(accent=dark_enough("#FFCC00"))) == {}
    assert "#RRGGBB" in _faults(Style(accent="dark blue"))["style.accent"]


@given(st.integers(0, 0xFFFFFF))
def test_the_nearest_colour_can_always_be_read(number: int) -> None:
    """Whatever colour is wished for, the one offered keeps the contrast; a good one stays."""
    wished = f"#{number:06X}"
    assert on_white(dark_enough(wished)) >= 4.5
    if on_white(wished) >= 4.5:
        assert dark_enough(wished) == wished


def test_contrast_is_reckoned_as_the_guidelines_do() -> None:
    """Black is 21 to 1, white 1 to 1, and #767676 the well-known lightest grey for text."""
    assert on_white("#000000") == pytest.approx(21)
    assert on_white("#FFFFFF") == pytest.approx(1)
    assert on_white("#767676") >= 4.5 > on_white("#777777")


@pytest.mark.parametrize("marking", ["", "  ", "M" * 41, "Two\nlines"])
def test_a_marking_is_one_short_line(marking: str) -> None:
    """None, one too long, or one of two lines is an error at its field."""
    assert "style.marking" in _faults(Style(marking=marking))


@pytest.mark.parametrize(
    "logo", ["no base64 at all!", b64encode(b"GIF89a").decode(), "A" * 500_000]
)
def test_a_kept_logo_that_is_no_picture_is_an_error(logo: str) -> None:
    """A policy from elsewhere cannot bring something else in the logo's place."""
    assert "style.logo" in _faults(Style(logo=logo))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_kept_small(tmp_path: Path, kind: str) -> None:
    """A picture from a camera becomes a small PNG of the same shape, and the policy takes it."""
    path = tmp_path / "logo"
    path.write_bytes(_picture(3000, 1000, kind))
    kept = style.read_logo(path)
    with Image.open(BytesIO(b64decode(kept))) as small:
        assert small.size == (600, 200)
        assert small.format == "PNG"
    assert _faults(Style(logo=kept)) == {}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no picture"),
        (b"%PDF-1.7 made up", "no picture"),
        (_picture(60, 20)[:80], "no picture"),
        (_picture(20, 20, "GIF"), "no picture"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 2_000_001, "2 MB"),
    ],
)
def test_a_file_that_is_no_picture_is_refused_with_a_sentence(
    tmp_path: Path, raw: bytes, said: str
) -> None:
    """Empty, another kind, cut off, or too large: what is wrong, and what to do."""
    path = tmp_path / "logo.png"
    path.write_bytes(raw)
    with pytest.raises(QAError, match=said):
        style.read_logo(path)
    with pytest.raises(QAError, match="cannot be read"):
        style.read_logo(tmp_path / "nothing.png")


def test_the_style_is_kept_in_the_ledger(desk: Callable[[str], Workspace]) -> None:
    """The QA lead changes it, it comes back whole; an auditor may not; an old policy has the defaults."""
    space = desk("qa lead")
    wanted = Style(
        "#0B6E4F", "INTERNAL", "Director of Practice", b64encode(_picture(9, 9)).decode()
    )
    session.keep_policy(space, replace(space.policy, style=wanted))
    assert space.policy.style == wanted
    with pytest.raises(QAError):
        session.keep_policy(desk("auditor"), replace(space.policy, style=Style()))
    old = {name: value for name, value in to_plain(Policy()).items() if name != "style"}
    assert from_plain(old).style == Style()


def test_who_signs_is_the_post_unless_a_title_is_typed() -> None:
    """The council's own word for the post stands where nothing else is said."""
    policy = Policy()
    assert style.signatory(policy) == policy.titles.cswo
    assert style.signatory(replace(policy, style=Style(signatory="Director"))) == "Director"


@pytest.mark.parametrize("cover", [True, False])
def test_the_report_wears_the_style(tmp_path: Path, cover: bool) -> None:
    """Logo with words for it, the colour, and the marking stand on the paper."""
    logo = b64encode(_picture(90, 30)).decode()
    policy = replace(Policy(), style=Style("#0B6E4F", "INTERNAL ONLY", "", logo))
    plain = Report("Made-up report", "Made up", "Made-up Council", "OFFICIAL-SENSITIVE", TODAY,
                   (Heading("Section"),), cover=cover)  # fmt: skip
    made = style.dressed(policy, plain)
    reader = PdfReader(export.write("summary", ".pdf", made, tmp_path / "report.pdf"))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "INTERNAL ONLY" in text
    assert "OFFICIAL-SENSITIVE" not in text
    assert sum(len(page.images) for page in reader.pages) == 1
    figure = next(piece for piece in read(reader).walk() if piece.role == "Figure")
    assert figure.alt == "Logo of Made-up Council"
    assert all(page.stray == [] for page in pages_of(reader))
    if cover:
        assert ".043137 .431373 .309804 rg" in reader.pages[0].get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]  # fmt: skip


def test_what_has_no_marking_gets_none() -> None:
    """The public edition stays without one."""
    public = Report("Made-up report", "", "Made-up Council", "", TODAY, ())
    assert style.dressed(Policy(), public).marking == ""
