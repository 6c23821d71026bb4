"""The sources of this app itself."""

from django.contrib.postgres.search import SearchVector
from django.db.models import Case, Value, When

from kenniskaarten.kaarten.models import Kennisstuk, Soort
from kenniskaarten.kaarten.models import Status as Kennisstatus
from kenniskaarten.roadmap.models import PARTIJEN, Knooppunt, Stap
from kenniskaarten.voorbeelden.models import Voorbeeld

from .bronnen import Tabelbron, registreer_bron

_KENMERKEN = ("woningtypen", "bouwvormen", "fasen", "knelpunten", "partijen")


def _kenmerken(rij) -> dict:
    return {naam: tuple(getattr(rij, naam)) for naam in _KENMERKEN}


def _van_voorbeeld(rij: Voorbeeld) -> dict:
    eigen = _kenmerken(rij)
    # Its own form of building always counts, whatever else it says to fit.
    eigen["bouwvormen"] = tuple({rij.bouwvorm, *eigen["bouwvormen"]})
    return eigen | {"omvang": rij.woningen, "omgeving": rij.omgeving, "gemeente": rij.gemeente_id}


def _merken_van_stuk(stuk: Kennisstuk) -> tuple[str, ...]:
    return () if stuk.status == Kennisstatus.GEPUBLICEERD else (stuk.get_status_display(),)


_PARTIJ = Case(*(When(lijn__partij=p.value, then=Value(f"stappenplan roadmap {p.label}")) for p in PARTIJEN))

registreer_bron(
    Tabelbron(
        naam="kennisstuk",
        soorten={
            Soort.KENNISKAART.value: ("kenniskaart", "Kenniskaarten"),
            Soort.BOUWSTEEN.value: ("bouwsteen", "Bouwstenen"),
            Soort.WEBINAR.value: ("webinar", "Webinars"),
            Soort.INSTRUMENT.value: ("instrument", "Instrumenten"),
        },
        vind=lambda user: Kennisstuk.objects.for_user(user),
        tekst=("samenvatting", "tekst"),
        soortveld="soort",
        bij=SearchVector("soort", "schaal", "thema", config="dutch", weight="B"),
        merken=_merken_van_stuk,
        kandidaat=_kenmerken,
    )
)
registreer_bron(
    Tabelbron(
        naam="voorbeeld",
        soorten={"voorbeeld": ("voorbeeld", "Voorbeelden")},
        vind=lambda user: Voorbeeld.objects.for_user(user),
        tekst=("samenvatting", "tekst", "geleerd"),
        bij=SearchVector(Value("voorbeeld"), "omgeving", "bouwvorm", "eigendom", config="dutch", weight="B"),
        merken=lambda rij: ("verzonnen voorbeeld",) if rij.rekenvoorbeeld else (),
        kandidaat=_van_voorbeeld,
    )
)
registreer_bron(
    Tabelbron(
        naam="stap",
        soorten={"stap": ("stap in de roadmap", "Stappen")},
        vind=lambda user: Stap.objects.select_related("lijn"),
        tekst=("uitleg", "bewijs"),
        kort="uitleg",
        bij=SearchVector(_PARTIJ, config="dutch", weight="B"),
        merken=lambda stap: (stap.lijn.get_partij_display(),),
    )
)
registreer_bron(
    Tabelbron(
        naam="knooppunt",
        soorten={"knooppunt": ("knooppunt in de roadmap", "Knooppunten")},
        vind=lambda user: Knooppunt.objects.all(),
        titel="naam",
        tekst=("uitleg", "laat_zien"),
        kort="uitleg",
        bij=SearchVector(Value("knooppunt roadmap"), config="dutch", weight="B"),
    )
)
