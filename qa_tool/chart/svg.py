"""A scene as SVG: vector, with a title and a description that are read aloud."""

import re
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr

from qa_tool.chart.outline import corners
from qa_tool.chart.scene import Line, Mark, Rect, Scene, Text
from qa_tool.chart.tones import paper

# Characters that XML may not hold, such as those that come along when Word's text is pasted.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """The text as XML may hold it."""
    return _escape(_UNWRITABLE.sub("", text))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _says(words: str) -> str:
    return f"<title>{escape(words)}</title>" if words else ""


def _rect(item: Rect) -> str:
    look = f'fill="{paper(item.tone)}"'
    if item.dashed:
        look += f' stroke="{paper("edge")}" stroke-dasharray="2.5 2"'
    return (
        f'<rect x="{_number(item.x)}" y="{_number(item.y)}" width="{_number(item.width)}" '
        f'height="{_number(item.height)}" rx="{_number(item.radius)}" {look}>'
        f"{_says(item.says)}</rect>"
    )


def _line(item: Line) -> str:
    dashes = ' stroke-dasharray="2.5 2"' if item.dashed else ""
    return (
        f'<line x1="{_number(item.x1)}" y1="{_number(item.y1)}" x2="{_number(item.x2)}" '
        f'y2="{_number(item.y2)}" stroke="{paper(item.tone)}" '
        f'stroke-width="{_number(item.width)}"{dashes}/>'
    )


def _mark(item: Mark) -> str:
    points = corners(item.shape, item.x, item.y, item.size)
    if points:
        listed = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
        return f'<polygon points="{listed}" fill="{paper(item.tone)}">{_says(item.says)}</polygon>'
    place = f'cx="{_number(item.x)}" cy="{_number(item.y)}" r="{_number(item.size * 0.46)}"'
    if item.shape == "dashed":
        ring = f'fill="none" stroke="{paper(item.tone)}" stroke-dasharray="2 1.5"'
        return f"<circle {place} {ring}>{_says(item.says)}</circle>"
    return f'<circle {place} fill="{paper(item.tone)}">{_says(item.says)}</circle>'


def _text(item: Text) -> str:
    weight = ' font-weight="600"' if item.bold else ""
    return (
        f'<text x="{_number(item.x)}" y="{_number(item.y)}" font-size="{_number(item.size)}" '
        f'text-anchor="{item.anchor}" fill="{paper(item.tone)}"{weight}>{escape(item.text)}</text>'
    )


def svg(scene: Scene) -> str:
    """The whole picture as text; the title and sentence stand in it for those who listen."""
    drawn = []
    for item in scene.shapes:
        match item:
            case Rect():
                drawn.append(_rect(item))
            case Line():
                drawn.append(_line(item))
            case Mark():
                drawn.append(_mark(item))
            case Text():
                drawn.append(_text(item))
    title = _UNWRITABLE.sub("", scene.title)
    size = f"0 0 {_number(scene.width)} {_number(scene.height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img" '
        f"aria-label={quoteattr(title)} font-family=\"Inter, 'Segoe UI', Arial, sans-serif\">"
        f"<title>{escape(scene.title)}</title><desc>{escape(scene.sentence)}</desc>"
        + "".join(drawn)
        + "</svg>"
    )
