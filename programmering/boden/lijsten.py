"""Code lists of a bod (domein.md 3)."""

from django.db.models import TextChoices


class Bodstatus(TextChoices):
    UITGEBRACHT = "uitgebracht", "uitgebracht"
    AANVAARD = "aanvaard", "aanvaard"
    INGETROKKEN = "ingetrokken", "ingetrokken"


class Partijsoort(TextChoices):
    """Who offers to realise homes."""

    GEMEENTE = "gemeente", "gemeente"
    CORPORATIE = "corporatie", "woningcorporatie"
    INVESTEERDER = "investeerder", "investeerder"
    ONTWIKKELAAR = "ontwikkelaar", "ontwikkelaar"
    ZORGORGANISATIE = "zorgorganisatie", "zorgorganisatie"
    WELZIJNSORGANISATIE = "welzijnsorganisatie", "welzijnsorganisatie"
    BEWONERSINITIATIEF = "bewonersinitiatief", "bewonersinitiatief"


TELLEND = (Bodstatus.UITGEBRACHT, Bodstatus.AANVAARD)

# What may follow what; a withdrawn bod can be made again.
STAPPEN: dict[str, tuple[str, ...]] = {
    Bodstatus.UITGEBRACHT: (Bodstatus.AANVAARD, Bodstatus.INGETROKKEN),
    Bodstatus.AANVAARD: (Bodstatus.UITGEBRACHT, Bodstatus.INGETROKKEN),
    Bodstatus.INGETROKKEN: (Bodstatus.UITGEBRACHT,),
}


def partijsoort(organisatiesoort: str) -> str | None:
    """The kind of party that an organisation of the portal is; None for those that offer no homes themselves."""
    return organisatiesoort if organisatiesoort in Partijsoort.values else None
