"""The link as a QR code: an svg without style attributes, in the colour of the text around it."""

import io

import segno
from django.utils.safestring import mark_safe


def qr_svg(adres: str) -> str:
    uit = io.BytesIO()
    segno.make(adres, micro=False).save(
        uit, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, svgclass="qr", lineclass=None, dark="#000"
    )
    # Only the modules of the code: nothing of the address itself is in the markup.
    return mark_safe(uit.getvalue().decode())
