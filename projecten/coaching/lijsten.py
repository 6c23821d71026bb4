"""Code lists of a contact moment (domein.md 6)."""

from django.db.models import TextChoices


class Taak(TextChoices):
    """The tasks of the ondersteuningsteam; I, II and III have hours per project, IV and V are beside projects."""

    I = "I", "I – van programmering naar uitvoering"  # noqa: E741
    II = "II", "II – van projectidee naar gezamenlijke afspraken"
    III = "III", "III – van vragen naar oplossingen"
    IV = "IV", "IV – van kennisdeling naar kennisontwikkeling"
    V = "V", "V – van agenderen naar oplossen"


# With a project, or at least the gemeente that was called before there was one.
PROJECTTAKEN = (Taak.I, Taak.II, Taak.III)


class Vorm(TextChoices):
    TELEFOON = "telefoon", "telefoon"
    VIDEO = "video", "videobellen"
    GESPREK = "gesprek", "gesprek"
    OVERLEG = "overleg", "bij een overleg"
    BEZOEK = "bezoek", "op de plek zelf"
    MAIL = "mail", "mail of app"
