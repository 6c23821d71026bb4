"""Fixed roles at a plot, and the three levels on which a partner commits (domein.md 6, product.md G8)."""

from django.db.models import TextChoices


class Partnerrol(TextChoices):
    CORPORATIE_INVESTEERDER = "corporatie_investeerder", "corporatie of investeerder"
    ZORGORGANISATIE = "zorgorganisatie", "zorgorganisatie"
    LOKALE_GEMEENSCHAP = "lokale_gemeenschap", "lokale gemeenschap"
    GEMEENTE = "gemeente", "gemeente"


# Without these three nothing is built that lasts; the gemeente is there by itself.
NODIG = (Partnerrol.CORPORATIE_INVESTEERDER, Partnerrol.ZORGORGANISATIE, Partnerrol.LOKALE_GEMEENSCHAP)


class Niveau(TextChoices):
    UITVOEREND = "uitvoerend", "uitvoerend"
    DIRECTIE = "directie", "management of directie"
    BESTUURLIJK = "bestuurlijk", "bestuurlijk"


class Voorstelsoort(TextChoices):
    INTERESSE = "interesse", "interesse"
    VOORSTEL = "voorstel", "voorstel tot wijziging"


class Voorstelstatus(TextChoices):
    OPEN = "open", "wacht op de gemeente"
    AANGENOMEN = "aangenomen", "aangenomen"
    DEELS = "deels", "deels aangenomen"
    AFGEWEZEN = "afgewezen", "afgewezen"
    INGETROKKEN = "ingetrokken", "ingetrokken"
