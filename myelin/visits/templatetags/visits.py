"""Words of the visits for templates: {% stroke %}."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

CLASSES = {
    "from": "from",
    "each": "lc",
    "now": "l3",
    "middle": "l1 lm",
    "line": "l1",
    "mark": "mark-v",
    "dot": "p1",
    "band": "swatch",
}
"""The classes of the design's charts."""

ON_PAPER = {
    "from": ("#000", 3, "10 8"),
    "each": ("#777", 2, ""),
    "now": ("#444", 4, "14 8"),
    "middle": ("#000", 8, ""),
    "line": ("#000", 5, ""),
    "mark": ("#444", 4, ""),
    "dot": ("#000", 10, ""),
    "band": ("#ddd", 16, ""),
}
"""Color, width and dash where no style reaches: print knows no colors, so the lines differ in weight and dash."""


@register.simple_tag
def stroke(kind: str, dash: str = "") -> SafeString:
    """How a line of a drawing looks: its class for screens, its attributes for paper."""
    color, width, usual = ON_PAPER[kind]
    dashes = dash or usual
    return format_html(
        'class="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linecap="round"{}',
        CLASSES[kind],
        color,
        width,
        format_html(' stroke-dasharray="{}"', dashes) if dashes else "",
    )
