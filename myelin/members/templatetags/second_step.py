"""What the pages of the second step show: the square an authenticator app looks at, and who needs none."""

from __future__ import annotations

import qrcode
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from myelin.members import staff

register = template.Library()
register.filter("is_excused", staff.is_excused)


@register.filter
def in_fours(letters: str) -> str:
    """Letters in groups of four, which eyes can follow while fingers type."""
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """Draw `address` as a square of dots: always dark on light, because cameras want it so."""
    code = qrcode.QRCode()
    code.add_data(address)
    rows = code.get_matrix()
    dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}">'
        '<rect width="{size}" height="{size}" fill="#fff"/><path d="{dots}" fill="#000"/></svg>',
        size=len(rows),
        label=_("The square for your app"),
        dots=dots,
    )
