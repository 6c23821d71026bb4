"""What readers say of what was proposed."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from woonzorg.organisaties.models import Gebruiker

from .models import Oordeel


@transaction.atomic
def geef_oordeel(
    *, bron: str, sleutel: int, plek: str, plek_id: int, kenmerken: Iterable[str], nuttig: bool | None, door: Gebruiker
) -> Oordeel | None:
    """One word of one reader on one thing at one place; a later one replaces it, None takes it back."""
    waarvan = {"bron": bron, "object_id": sleutel, "plek": plek, "plek_id": plek_id, "door": door}
    if nuttig is None:
        Oordeel.objects.filter(**waarvan).delete()
        return None
    waarden = {"nuttig": nuttig, "kenmerken": list(kenmerken), "gegeven": timezone.now()}
    oordeel, _ = Oordeel.objects.update_or_create(**waarvan, defaults=waarden)
    return oordeel
