"""The corners of each grade's shape, once for paper, SVG and the screen."""

from math import cos, pi, sin

from qa_tool.chart.tones import Shape

Points = tuple[tuple[float, float], ...]


def corners(shape: Shape, x: float, y: float, size: float) -> Points:
    """The corners of a star, triangle or square centred at x, y (y grows downward); circles have none."""
    half = size / 2
    if shape == "star":
        return tuple(
            (
                x + (half if i % 2 == 0 else half * 0.42) * sin(i * pi / 5),
                y - (half if i % 2 == 0 else half * 0.42) * cos(i * pi / 5),
            )
            for i in range(10)
        )
    if shape == "triangle":
        return ((x, y - half * 0.92), (x + half, y + half * 0.8), (x - half, y + half * 0.8))
    if shape == "square":
        side = half * 0.82
        return (
            (x - side, y - side),
            (x + side, y - side),
            (x + side, y + side),
            (x - side, y + side),
        )
    return ()
