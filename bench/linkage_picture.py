"""The calibration as a picture: what was said along, what was true up; on the diagonal both are one."""

from collections.abc import Sequence
from math import sqrt

SIDE, EDGE = 420, 56
COLOURS = {"with IIN": "#0b6e69", "without IIN": "#b3541e"}


def calibration_picture(points: Sequence[tuple[str, float, float, int]]) -> str:
    """Points of (register, mean probability, share that is true, pairs); the area of a dot grows with its pairs."""
    most = max(count for _said, _mean, _share, count in points)
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE + EDGE + 130} {SIDE + 2 * EDGE}" role="img" '
        'font-family="sans-serif" font-size="13" fill="#1c2a2a">',
        "<title>Share of true pairs against the probability said, on a held-out invented register</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for step in range(6):
        at = step / 5
        drawn.append(
            f'<path d="M{_x(at):.1f} {_y(0):.1f}V{_y(1):.1f}M{_x(0):.1f} {_y(at):.1f}H{_x(1):.1f}" '
            'stroke="#dde3e3" fill="none"/>'
        )
        drawn.append(f'<text x="{_x(at):.1f}" y="{_y(0) + 20:.1f}" text-anchor="middle">{at:.1f}</text>')
        drawn.append(f'<text x="{_x(0) - 8:.1f}" y="{_y(at) + 4:.1f}" text-anchor="end">{at:.1f}</text>')
    drawn.append(f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#7b8a8a" stroke-dasharray="5 4"/>')
    for at, (said, colour) in enumerate(COLOURS.items()):
        own = [(mean, share, count) for name, mean, share, count in points if name == said]
        line = " ".join(f"{_x(mean):.1f},{_y(share):.1f}" for mean, share, _count in own)
        drawn.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        drawn += [
            f'<circle cx="{_x(mean):.1f}" cy="{_y(share):.1f}" r="{3 + 9 * sqrt(count / most):.1f}" fill="{colour}" '
            f'fill-opacity="0.65"><title>{said}: said {mean:.2f}, true {share:.2f}, {count} pairs</title></circle>'
            for mean, share, count in own
        ]
        drawn.append(f'<circle cx="{_x(1) + 24}" cy="{_y(1) + 10 + 22 * at}" r="6" fill="{colour}"/>')
        drawn.append(f'<text x="{_x(1) + 36}" y="{_y(1) + 15 + 22 * at}">{said}</text>')
    drawn.append(f'<text x="{_x(0.5)}" y="{_y(0) + 42}" text-anchor="middle">probability said</text>')
    drawn.append(
        f'<text transform="translate(16 {_y(0.5)}) rotate(-90)" text-anchor="middle">share that is one person</text>'
    )
    return "\n".join([*drawn, "</svg>", ""])


def _x(value: float) -> float:
    return EDGE + value * SIDE


def _y(value: float) -> float:
    return EDGE / 2 + (1 - value) * SIDE
