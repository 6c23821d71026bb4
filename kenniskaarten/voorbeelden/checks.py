"""What is wrong with the settings of the inspiratiekaart, said before the portal starts."""

import re

from django.conf import settings
from django.core.checks import Error, register

# An origin on the web as a CSP writes it; the first part of its name may be any.
DOMEIN = re.compile(r"https://(\*\.)?([a-z0-9-]+\.)+[a-z]{2,}(:[0-9]{1,5})?")


@register()
def controleer_domeinen(app_configs, **kwargs):
    """A mistake here would open the page to everyone, or close it to all."""
    return [
        Error(
            f"INBEDDEN_DOMEINEN: '{domein}' is geen domein. Geef het met https:// ervoor, zoals https://www.stad.example.",
            id="kenniskaarten.E001",
        )
        for domein in settings.INBEDDEN_DOMEINEN
        if not DOMEIN.fullmatch(domein)
    ]
