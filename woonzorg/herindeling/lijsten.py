"""Code lists of a herindeling."""

from django.db.models import TextChoices


class Status(TextChoices):
    VOORBEREID = "voorbereid", "voorbereid"
    UITGEVOERD = "uitgevoerd", "uitgevoerd"


class Sleutel(TextChoices):
    """By what the opgave of a gemeente that is split goes to its successors."""

    OUDEREN = "inwoners_75plus", "naar inwoners van 75 jaar en ouder van de opvolgers"
    OPGEGEVEN = "opgegeven", "naar getallen die u zelf opgeeft"
