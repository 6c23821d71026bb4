"""Code lists of knelpunten, agenderingspunten and escalaties (domein.md 4 and 6)."""

from django.db.models import TextChoices

from programmering.plannen.lijsten import Knelpunt

# Those of plans, and what the adviesrapport adds for projects: obstacles between partners.
CATEGORIEEN: list[tuple[str, str]] = [
    *((waarde, naam) for waarde, naam in Knelpunt.choices if waarde not in (Knelpunt.GEEN, Knelpunt.ANDERS)),
    ("gezamenlijke_visie", "Gezamenlijke visie ontbreekt"),
    ("rollen_en_regie", "Rollen, regie en eigenaarschap"),
    ("bestuurlijk_commitment", "Bestuurlijk commitment"),
    ("procesregisseur", "Procesregisseur ontbreekt"),
    ("definities_en_eisen", "Definities en stapeling van eisen"),
    ("gronduitgifte", "Gronduitgifte en het Didam-arrest"),
    (Knelpunt.ANDERS.value, Knelpunt.ANDERS.label),
]


class Geadresseerde(TextChoices):
    RIJK = "rijk", "Rijk"
    KOEPEL = "koepel", "koepel"
    PROVINCIE = "provincie", "provincie"


# Where no organisation is named it goes to all of a kind.
ALLE: dict[str, str] = {
    Geadresseerde.RIJK: "het Rijk",
    Geadresseerde.KOEPEL: "de koepels",
    Geadresseerde.PROVINCIE: "de provincies",
}


class Puntstatus(TextChoices):
    CONCEPT = "concept", "concept"
    GEAGENDEERD = "geagendeerd", "geagendeerd"
    IN_BEHANDELING = "in_behandeling", "in behandeling"
    BEANTWOORD = "beantwoord", "beantwoord"
    AFGESLOTEN = "afgesloten", "afgesloten"


# What may follow what.
STAPPEN: dict[str, tuple[str, ...]] = {
    Puntstatus.CONCEPT: (Puntstatus.GEAGENDEERD,),
    Puntstatus.GEAGENDEERD: (Puntstatus.IN_BEHANDELING, Puntstatus.BEANTWOORD, Puntstatus.AFGESLOTEN),
    Puntstatus.IN_BEHANDELING: (Puntstatus.BEANTWOORD, Puntstatus.AFGESLOTEN),
    Puntstatus.BEANTWOORD: (Puntstatus.AFGESLOTEN, Puntstatus.IN_BEHANDELING),
    Puntstatus.AFGESLOTEN: (Puntstatus.IN_BEHANDELING,),
}
OPEN = (Puntstatus.CONCEPT, Puntstatus.GEAGENDEERD, Puntstatus.IN_BEHANDELING)


class Escalatieniveau(TextChoices):
    DIRECTIE = "directie", "directie van de partners"
    BESTUUR = "bestuur", "bestuurders en wethouder"
    PROVINCIE = "provincie", "provincie of versnellingstafel"
    RIJK = "rijk", "Rijk en koepels"
