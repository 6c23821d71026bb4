"""Who can be stepped into in the demo: one account per role, named after what it does and never after a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatie, Organisatiesoort, Werkgebied
from woonzorg.organisaties.permissions import Rol

DOMEIN = "demo.example"
VANAF = date(2026, 1, 1)


@dataclass(frozen=True)
class Demorol:
    """One line on the page to step into a role. `soort` groups them, in the order of CAST.

    Without `organisatie` it is an account that is member of nothing, and has no rol either: it may do what it is
    given by name, such as leading a project.
    """

    email: str
    titel: str
    omschrijving: str
    soort: str
    rol: str | None = None
    organisatie: str | None = None
    organisatiesoort: str | None = None
    werkgebieden: tuple[tuple[str, str], ...] = ()


LAND = ((Gebiedssoort.LAND.value, "NL"),)
ENSCHEDE = ((Gebiedssoort.GEMEENTE.value, "GM0153"),)
HENGELO = ((Gebiedssoort.GEMEENTE.value, "GM0164"),)
DOESBURG = ((Gebiedssoort.GEMEENTE.value, "GM0221"),)
OVERIJSSEL = ((Gebiedssoort.PROVINCIE.value, "PV23"),)
GELDERLAND = ((Gebiedssoort.PROVINCIE.value, "PV25"),)
TWENTE = ((Gebiedssoort.WOONDEALREGIO.value, "WD13"),)


def _rol(account, titel, omschrijving, soort, rol, organisatie, organisatiesoort, werkgebieden) -> Demorol:
    return Demorol(
        f"{account}@{DOMEIN}",
        titel,
        omschrijving,
        soort,
        rol.value,
        organisatie,
        organisatiesoort.value,
        werkgebieden,
    )


def _koepel(account: str, organisatie: str) -> Demorol:
    return _rol(
        account,
        f"Lezer bij {organisatie}",
        "Ziet hoe ver het land is, waar het achterblijft en hoeveel corporaties doen.",
        "Koepels en Rijk",
        Rol.LEZER,
        organisatie,
        Organisatiesoort.KOEPEL,
        LAND,
    )


CAST: tuple[Demorol, ...] = (
    _rol(
        "invoerder.enschede",
        "Invoerder gemeente Enschede",
        "Werkt de plannen en plots van Enschede bij: aantallen per jaar, status, plek en knelpunten.",
        "Gemeenten",
        Rol.INVOERDER,
        "Gemeente Enschede",
        Organisatiesoort.GEMEENTE,
        ENSCHEDE,
    ),
    _rol(
        "vaststeller.enschede",
        "Vaststeller gemeente Enschede",
        "Controleert de plannen, reserveert plekken en legt de opgave vast met besluit en document.",
        "Gemeenten",
        Rol.VASTSTELLER,
        "Gemeente Enschede",
        Organisatiesoort.GEMEENTE,
        ENSCHEDE,
    ),
    _rol(
        "invoerder.hengelo",
        "Invoerder gemeente Hengelo",
        "De buurgemeente: ziet de vertrouwelijke plannen van Enschede niet.",
        "Gemeenten",
        Rol.INVOERDER,
        "Gemeente Hengelo",
        Organisatiesoort.GEMEENTE,
        HENGELO,
    ),
    _rol(
        "invoerder.doesburg",
        "Invoerder gemeente Doesburg",
        "Een kleine gemeente: enkele plannen, en de vraag wat er nog ontbreekt.",
        "Gemeenten",
        Rol.INVOERDER,
        "Gemeente Doesburg",
        Organisatiesoort.GEMEENTE,
        DOESBURG,
    ),
    _rol(
        "adviseur.overijssel",
        "Adviseur provincie Overijssel",
        "Ziet wie vandaag een telefoontje nodig heeft, legt een gesprek vast en leidt een workshop.",
        "Provincies",
        Rol.ADVISEUR,
        "Provincie Overijssel",
        Organisatiesoort.PROVINCIE,
        OVERIJSSEL,
    ),
    _rol(
        "adviseur.gelderland",
        "Adviseur provincie Gelderland",
        "Begint net: een handvol projecten, en zoekt wie elders al een antwoord vond.",
        "Provincies",
        Rol.ADVISEUR,
        "Provincie Gelderland",
        Organisatiesoort.PROVINCIE,
        GELDERLAND,
    ),
    _rol(
        "coordinator.overijssel",
        "Coördinator provincie Overijssel",
        "Bewaakt de cijfers van Overijssel, legt afspraken vast en ziet of de adviseurs het aankunnen.",
        "Provincies",
        Rol.COORDINATOR,
        "Provincie Overijssel",
        Organisatiesoort.PROVINCIE,
        OVERIJSSEL,
    ),
    _rol(
        "coordinator.gelderland",
        "Coördinator provincie Gelderland",
        "Bewaakt de cijfers van alle gemeenten in Gelderland en legt afspraken vast.",
        "Provincies",
        Rol.COORDINATOR,
        "Provincie Gelderland",
        Organisatiesoort.PROVINCIE,
        GELDERLAND,
    ),
    _koepel("lezer.actiz", "ActiZ"),
    _koepel("lezer.aedes", "Aedes"),
    _koepel("lezer.vng", "VNG"),
    _koepel("lezer.zn", "ZN"),
    _koepel("lezer.ipo", "IPO"),
    _rol(
        "lezer.rijk",
        "Lezer bij het Rijk",
        "Haalt de landelijke stand op, met peildatum en bron, voor een brief of een toespraak.",
        "Koepels en Rijk",
        Rol.LEZER,
        "Rijk",
        Organisatiesoort.RIJK,
        LAND,
    ),
    _rol(
        "lezer.zorgkantoor",
        "Lezer bij een zorgkantoor",
        "Ziet wat er in Twente gebouwd wordt voor wie zorg nodig heeft.",
        "Zorgkantoor",
        Rol.LEZER,
        "Zorgkantoor (voorbeeld) Twente",
        Organisatiesoort.ZORGKANTOOR,
        TWENTE,
    ),
    _rol(
        "partner.corporatie",
        "Partner van een woningcorporatie",
        "Zoekt plekken en plannen in Twente, doet een bod en ziet wat de corporatie bijdraagt.",
        "Partners",
        Rol.PARTNER,
        "Woningcorporatie (voorbeeld)",
        Organisatiesoort.CORPORATIE,
        TWENTE,
    ),
    _rol(
        "partner.zorgorganisatie",
        "Partner van een zorgorganisatie",
        "Zoekt plots in Twente waar nog een zorgorganisatie ontbreekt, en meldt interesse.",
        "Partners",
        Rol.PARTNER,
        "Zorgorganisatie (voorbeeld)",
        Organisatiesoort.ZORGORGANISATIE,
        TWENTE,
    ),
    _rol(
        "partner.investeerder",
        "Partner van een investeerder",
        "Kijkt in het hele land waar plekken zijn en de opgave groot is, en doet een bod.",
        "Partners",
        Rol.PARTNER,
        "Investeerder (voorbeeld)",
        Organisatiesoort.INVESTEERDER,
        LAND,
    ),
    Demorol(
        f"projectleider.enschede@{DOMEIN}",
        "Projectleider in Enschede",
        "Leidt één project voor meer partners: ziet dat project en wat daar voor partners is geschreven.",
        "Projecten",
    ),
    _rol(
        "kernteam",
        "Lid van het kernteam",
        "Ziet welke knelpunten terugkomen, bundelt die en legt ze voor aan Rijk en koepels.",
        "Kernteam en beheer",
        Rol.KERNTEAM,
        "Kernteam ondersteuning (voorbeeld)",
        Organisatiesoort.ONDERSTEUNINGSTEAM,
        LAND,
    ),
    _rol(
        "beheerder",
        "Beheerder van het portaal",
        "Beheert accounts, verdeelt de opgave, en ziet berekeningen en logboek.",
        "Kernteam en beheer",
        Rol.BEHEERDER,
        "Beheer van het portaal (voorbeeld)",
        Organisatiesoort.BEHEER,
        LAND,
    ),
)


@transaction.atomic
def maak_cast(rollen: Sequence[Demorol] = CAST) -> int:
    """Makes the accounts, organisations, werkgebieden and lidmaatschappen of these that are missing.

    Returns how many accounts were made. The accounts have no usable password: one steps in, or not at all.
    """
    bestaand = set(Gebruiker.objects.values_list("email", flat=True))
    gemaakt = 0
    for lid in rollen:
        if lid.email not in bestaand:
            Gebruiker.objects.create_user(lid.email, lid.titel, is_demo=True)
            gemaakt += 1
        if lid.organisatie:
            _maak_lid(Gebruiker.objects.get(email=lid.email), lid)
    return gemaakt


def _maak_lid(gebruiker: Gebruiker, lid: Demorol) -> None:
    organisatie, _ = Organisatie.objects.get_or_create(naam=lid.organisatie, defaults={"soort": lid.organisatiesoort})
    for soort, code in lid.werkgebieden:
        Werkgebied.objects.get_or_create(organisatie=organisatie, soort=soort, code=code)
    Lidmaatschap.objects.get_or_create(
        gebruiker=gebruiker, organisatie=organisatie, rol=lid.rol, defaults={"van": VANAF}
    )
