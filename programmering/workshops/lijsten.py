"""Code lists of a workshop 'Van bod naar plot': the steps of the toolkit, and what can be done in one."""

import secrets

from django.db.models import TextChoices


class Workshopstatus(TextChoices):
    VOORBEREIDING = "voorbereiding", "in voorbereiding"
    OPEN = "open", "open"
    GESLOTEN = "gesloten", "gesloten"


class Workshopstap(TextChoices):
    OPGAVE = "opgave", "De opgave op tafel"
    ZOEKEN = "zoeken", "Zoeken"
    WEGEN = "wegen", "Wegen"
    KIEZEN = "kiezen", "Kiezen"
    BELLEN = "bellen", "Wie belt wie"


# What a phone shows below its five buttons.
STAP_KORT = {
    Workshopstap.OPGAVE: "Opgave",
    Workshopstap.ZOEKEN: "Zoeken",
    Workshopstap.WEGEN: "Wegen",
    Workshopstap.KIEZEN: "Kiezen",
    Workshopstap.BELLEN: "Bellen",
}
STAP_UITLEG = {
    Workshopstap.OPGAVE: "Hoeveel woningen zijn er nodig, en hoeveel zijn er in zicht?",
    Workshopstap.ZOEKEN: "Wijs plekken aan en zeg wat u er kunt doen.",
    Workshopstap.WEGEN: "Geef elke plek een cijfer van 1 tot en met 5, per criterium.",
    Workshopstap.KIEZEN: "Verdeel uw stemmen over de plekken waar u verder mee wilt.",
    Workshopstap.BELLEN: "Spreek af wie wie belt, en leg vast wat nog open staat.",
}


class Handelingsoort(TextChoices):
    """Everything that can happen; the label is the verb in 'Noord Wonen heeft een plek gezet'."""

    AANSCHUIVEN = "aanschuiven", "aangeschoven"
    PLEK = "plek", "een plek gezet"
    PLEK_WIJZIGEN = "plek_wijzigen", "een plek gewijzigd"
    BOD = "bod", "een bod gedaan"
    WEGEN = "wegen", "gewogen"
    STEMMEN = "stemmen", "gestemd"
    VRAAG = "vraag", "een vraag gesteld"
    BELLEN = "bellen", "een belafspraak gemaakt"
    VERBERGEN = "verbergen", "iets verborgen"
    TONEN = "tonen", "iets weer getoond"
    SAMENVOEGEN = "samenvoegen", "plekken samengevoegd"
    KIEZEN = "kiezen", "een plek gekozen"
    STAP = "stap", "naar een andere stap gegaan"
    STATUS = "status", "de workshop geopend of gesloten"
    GEGEVENS = "gegevens", "de gegevens van de workshop gewijzigd"
    ONGEDAAN = "ongedaan", "iets ongedaan gemaakt"


H = Handelingsoort
VAN_DEELNEMERS = {H.PLEK, H.PLEK_WIJZIGEN, H.BOD, H.WEGEN, H.STEMMEN, H.VRAAG, H.BELLEN, H.VERBERGEN}
VAN_DE_LEIDER = {
    H.PLEK,
    H.PLEK_WIJZIGEN,
    H.VRAAG,
    H.BELLEN,
    H.VERBERGEN,
    H.TONEN,
    H.SAMENVOEGEN,
    H.KIEZEN,
    H.STAP,
    H.STATUS,
    H.ONGEDAAN,
}
# The log is what undoing reads; opening, closing and coming in are not undone by it.
TERUG_TE_DRAAIEN = {
    H.PLEK,
    H.PLEK_WIJZIGEN,
    H.BOD,
    H.WEGEN,
    H.STEMMEN,
    H.VRAAG,
    H.BELLEN,
    H.VERBERGEN,
    H.TONEN,
    H.SAMENVOEGEN,
    H.KIEZEN,
    H.STAP,
}

# Without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: read out loud in a full room and typed on a phone.
CODETEKENS = "34679ACDEFGHJKMNPQRTWXY"
CODELENGTE = 6
PUNT_M2 = 2_500
# A place of more than this is a finger that slipped.
MAX_M2 = 1_000_000


def nieuwe_code() -> str:
    return "".join(secrets.choice(CODETEKENS) for _ in range(CODELENGTE))


def lees_code(tekst: str) -> str:
    """What was typed, as a code: 'ab3-4cd ' is 'AB34CD'."""
    return "".join(teken for teken in tekst.upper() if teken.isalnum())[:20]
