"""What leaves the list of plans as a file: columns, rows and what stands beside them.

Every row starts at what the reader may see. Public fields go to everyone; internal ones only of plans in a gemeente
where the reader holds PLAN_INTERN, and their columns are not there at all for who holds it nowhere (domein.md 4).
Rows stream: one block of plans is in memory at a time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.contrib.gis.db.models import MultiPolygonField
from django.contrib.gis.db.models.functions import AsGeoJSON, Transform
from django.db.models import Expression, F, Func
from django.utils import timezone
from django.utils.formats import date_format

from programmering.calculations import WONINGTYPEN
from programmering.keten.selectors import Stand
from woonzorg.gebieden.stelsels import STELSELS
from woonzorg.gebieden.zoeken import zoek_gebied
from woonzorg.organisaties.permissions import Permission, has_permission

from . import lijsten
from .filters import PlanFilter
from .models import Plan
from .selectors import PlanMetTelling, met_telling

BLOK = 500
RD, WGS84 = 28992, 4326
# Decimals of a coordinate in text: centimetres in RD, about a millimetre in degrees.
_DECIMALEN = {RD: 2, WGS84: 8}
INTERN = "Alleen gevuld voor plannen waarvan u de interne velden mag zien."


@dataclass(frozen=True)
class Uitvoerrij:
    """A plan with what it counts; `intern` when the reader may see its internal fields."""

    plan: Plan
    telling: dict[str, int]
    status: str
    intern: bool


@dataclass(frozen=True)
class Kolom:
    """A column of every file. `lijst` has the words for the codes of this column, which are for people to read."""

    naam: str
    soort: str
    uitleg: str
    lees: Callable[[Uitvoerrij], object]
    lijst: type | None = None
    intern: bool = False

    def waarde(self, rij: Uitvoerrij, *, in_woorden: bool = False):
        if self.intern and not rij.intern:
            return None
        waarde = self.lees(rij)
        if self.lijst and isinstance(waarde, list):
            return ", ".join(self._woord(w) if in_woorden else w for w in waarde)
        return self._woord(waarde) if self.lijst and in_woorden else waarde

    def _woord(self, code: str) -> str:
        return str(self.lijst(code).label)


def _veld(naam: str) -> Callable[[Uitvoerrij], object]:
    return lambda rij: getattr(rij.plan, naam)


def _gemeente(pad: str) -> Callable[[Uitvoerrij], object]:
    def lees(rij):
        waarde = rij.plan.gemeente
        for naam in pad.split("."):
            waarde = getattr(waarde, naam)
        return waarde

    return lees


def _aantal(categorie: str) -> Callable[[Uitvoerrij], object]:
    return lambda rij: rij.telling.get(categorie, 0)


def _opdrachtgever_naam(rij: Uitvoerrij) -> str:
    """The name of a gemeente or corporatie is public; that of a private party is internal."""
    return rij.plan.opdrachtgever_naam if rij.intern or rij.plan.opdrachtgever_naam_openbaar else ""


_GETELD = "Woningen die het plan bijdraagt aan het gekozen getal, exclusief geteld en na telregel 12."
KOLOMMEN = [
    Kolom("id", "getal", "Vast nummer van het plan in het portaal.", _veld("pk")),
    Kolom("plancode", "tekst", "De eigen sleutel van de gemeente.", _veld("plancode")),
    Kolom("plannaam", "tekst", "Naam van het plan.", _veld("plannaam")),
    Kolom("gemeentecode", "tekst", "Code van de gemeente (CBS).", _gemeente("code")),
    Kolom("gemeente", "tekst", "Naam van de gemeente.", _gemeente("naam")),
    Kolom("provincie", "tekst", "Naam van de provincie.", _gemeente("provincie.naam")),
    Kolom("woondealregio", "tekst", "Naam van de woondealregio.", _gemeente("woondealregio.naam")),
    Kolom("plaats", "tekst", "Plaats of wijk.", _veld("plaats")),
    Kolom(
        "planologische_status", "tekst", "Planologische status, 1A tot en met 5B.", _veld("status_planologisch"),
        lijsten.StatusPlanologisch,
    ),
    Kolom("klasse", "tekst", "Hard of zacht; volgt uit de planologische status.", _veld("klasse"), lijsten.Planklasse),
    Kolom("bouwvorm", "tekst", "Nieuwbouw of transformatie; volgt uit het plantype.", _veld("bouwvorm"),
          lijsten.Bouwvorm),
    Kolom("status_project", "tekst", "Fase van het project.", _veld("status_project"), lijsten.StatusProject),
    Kolom("plantype", "tekst", "Soort plan.", _veld("plantype"), lijsten.Plantype),
    Kolom("opdrachtgever", "tekst", "Soort opdrachtgever.", _veld("opdrachtgever_soort"), lijsten.Opdrachtgever),
    Kolom(
        "opdrachtgever_naam", "tekst", "Naam van de opdrachtgever. De naam van een private partij is intern.",
        _opdrachtgever_naam,
    ),
    Kolom("instellingsterrein", "ja_nee", "Op een instellingsterrein.", _veld("instellingsterrein")),
    Kolom("gebiedsontwikkeling", "tekst", "Grote gebiedsontwikkeling waar het plan deel van is.",
          _veld("gebiedsontwikkeling")),
    Kolom("breidt_uit", "tekst", "Bestaand cluster dat dit plan uitbreidt.", _veld("breidt_uit")),
    Kolom("invoer", "tekst", "Concept of gereed. Een concept telt nergens mee.", _veld("invoerstatus"),
          lijsten.Invoerstatus),
    Kolom("vertrouwelijkheid", "tekst", "Wie het plan mag zien.", _veld("vertrouwelijkheid"),
          lijsten.Vertrouwelijkheid),
    *(
        Kolom(naam, "getal", f"{lijsten.CATEGORIEEN['wonen_en_zorg'][categorie]}. {_GETELD}", _aantal(categorie))
        for categorie, naam in [*((w, w) for w in WONINGTYPEN), ("regulier", "regulier"),
                                ("onbekend", "nog_niet_ingedeeld")]
    ),
    Kolom("peildatum", "datum", "De dag waarop de cijfers van dit plan klopten.", _veld("peildatum")),
    Kolom("status_cijfers", "tekst", "Hoe zeker de getelde aantallen zijn.", lambda rij: rij.status),
    Kolom("bron", "tekst", "Waar het plan vandaan komt, als het is ingelezen.", _veld("bron")),
    Kolom("interne_velden", "ja_nee", "Of de interne velden van dit plan erbij staan.", lambda rij: rij.intern),
    Kolom("knelpunten", "tekst", f"Knelpunten die nu gelden. {INTERN}", _veld("knelpunten"), lijsten.Knelpunt, True),
    Kolom("realisatiekans", "getal", f"Kans op realisatie in procenten. {INTERN}", _veld("realisatiekans"),
          intern=True),
    Kolom("toelichting", "tekst", f"Toelichting van de gemeente. {INTERN}", _veld("toelichting"), intern=True),
    Kolom("breidt_uit_reden", "tekst", f"Waarom het plan bij dat cluster hoort. {INTERN}", _veld("breidt_uit_reden"),
          intern=True),
    Kolom("woonmilieu", "tekst", f"Woonmilieu. {INTERN}", _veld("woonmilieu"), lijsten.Woonmilieu, True),
    Kolom("sleutelproject", "ja_nee", f"Sleutelproject. {INTERN}", _veld("sleutelproject"), intern=True),
    Kolom("studentenwoningen", "ja_nee", f"Studentenwoningen. {INTERN}", _veld("studentenwoningen"), intern=True),
]  # fmt: skip
JAARKOLOMMEN = [
    ("id", "getal"), ("plancode", "tekst"), ("plannaam", "tekst"), ("gemeentecode", "tekst"), ("gemeente", "tekst"),
    ("woningtype", "tekst"), ("schakel", "tekst"), ("bouwvorm", "tekst"), ("jaar", "getal"), ("woningen", "getal"),
    ("waarvan_corporatie", "getal"), ("waarvan_jaar_onbekend", "getal"),
]  # fmt: skip
JAARUITLEG = [
    ("jaar", "Jaar van oplevering; leeg is onbekend."),
    ("woningen", "Woningen in dat jaar, exclusief geteld en na telregel 12. Samen zijn zij het totaal van de lijst."),
    (
        "waarvan_jaar_onbekend",
        "Opgeleverd zonder dat het jaar bekend is; deze woningen staan bij het jaar van de peildatum van het plan.",
    ),
]


def vorm_in(srid: int) -> Expression | F:
    """The place of a plan in this CRS, as a shape."""
    return F("geometrie") if srid == RD else Transform("geometrie", srid)


class _TegenDeKlok(Func):
    """The outer line against the clock, as the standard of GeoJSON wants it."""

    function = "ST_ForcePolygonCCW"


def geojson_in(srid: int) -> Expression:
    """The place of a plan in this CRS, as text of a GeoJSON geometry."""
    gedraaid = _TegenDeKlok(vorm_in(srid), output_field=MultiPolygonField(srid=srid))
    return AsGeoJSON(gedraaid, precision=_DECIMALEN[srid])


class Planuitvoer:
    """The files of one list, for one reader. Inside `momentopname`, so that all of a file is of one moment."""

    def __init__(self, filter_: PlanFilter, user, stand: Stand):
        self.filter, self.user, self.stand = filter_, user, stand
        self.bijdragen = filter_.bijdragen.for_user(user)
        self.ziet_intern = has_permission(user, Permission.PLAN_INTERN)
        self.kolommen = [
            k for k in KOLOMMEN if self.ziet_intern or not (k.intern or k.naam == "interne_velden")
        ]  # fmt: skip

    # --- Rows ---------------------------------------------------------------------------------------------

    def rijen(self, vorm: Expression | F | None = None) -> Iterator[Uitvoerrij]:
        """The plans in the order of the list; with `vorm` (vorm_in, geojson_in) each plan has it as `vorm`."""
        plannen = self.filter.qs.defer("geometrie", "tegelpunt", "bron_waarden")
        gelezen = (plannen.annotate(vorm=vorm) if vorm else plannen).iterator(chunk_size=BLOK)
        while blok := list(islice(gelezen, BLOK)):
            for rij in met_telling(blok, self.bijdragen):
                yield self._rij(rij)

    def _rij(self, rij: PlanMetTelling) -> Uitvoerrij:
        intern = self.ziet_intern and rij.plan.intern_zichtbaar_voor(self.user)
        return Uitvoerrij(rij.plan, rij.per_categorie, self.stand.status, intern)

    def waarden(self, rij: Uitvoerrij, *, in_woorden: bool = False) -> list:
        return [kolom.waarde(rij, in_woorden=in_woorden) for kolom in self.kolommen]

    def jaarrijen(self, *, in_woorden: bool = False) -> Iterator[list]:
        """One row per plan, woningtype, schakel and year: what the total of the list is made of."""
        rijen = self.bijdragen.filter(plan__in=self.filter.qs.order_by().values("pk"))
        velden = rijen.order_by("plan__plannaam", "plan_id", "categorie", "schakel", "jaar").values_list(
            "plan_id", "plan__plancode", "plan__plannaam", "gemeente__code", "gemeente__naam",
            "categorie", "schakel", "bouwvorm", "jaar", "aantal", "waarvan_corporatie", "waarvan_jaar_onbekend",
        )  # fmt: skip
        namen = lijsten.CATEGORIEEN["wonen_en_zorg"] | lijsten.CATEGORIEEN["sloop"]
        for *wie, categorie, schakel, bouwvorm, jaar, aantal, corporatie, onbekend in velden.iterator(chunk_size=2000):
            type_ = namen[categorie] if in_woorden else categorie
            yield [*wie, type_, schakel, bouwvorm, jaar or None, aantal, corporatie, onbekend]

    # --- What stands beside them --------------------------------------------------------------------------

    def bestandsnaam(self, uitgang: str, achter: str = "") -> str:
        gebied = zoek_gebied(self.filter.data.get("gebied") or "")
        deel = f"-{gebied.code}" if gebied and gebied.code != "NL" else ""
        return f"plannen{deel}{achter}-{self.dag:%Y-%m-%d}.{uitgang}"

    @property
    def dag(self):
        """The peildatum of the figures; before the first calculation that of the file."""
        return timezone.localdate(self.stand.peildatum) if self.stand.peildatum else timezone.localdate()

    @property
    def peildatum(self) -> str:
        moment = self.stand.peildatum
        return date_format(timezone.localtime(moment), "j F Y, H:i") if moment else "nog niet berekend"

    @property
    def licentie(self) -> str:
        """Who sees no more than everyone has a file for everyone."""
        openbaar = f"{settings.GEGEVENSLICENTIE}, met vermelding van het Woonzorgportaal en de peildatum"
        if not getattr(self.user, "is_authenticated", False):
            return openbaar
        return (
            f"Voor openbare plannen: {openbaar}. Plannen met een andere vertrouwelijkheid, concepten en interne velden "
            "zijn alleen voor uw eigen werk; geef ze niet door."
        )

    def toelichting(self, srid: int | None = None) -> list[tuple[str, str]]:
        """(subject, text) about the file as a whole."""
        regels = [
            ("Wat", "Plannen uit het Woonzorgportaal, zoals gefilterd in de lijst"),
            ("Keuze", self.keuze()),
            ("Peildatum van de cijfers", self.peildatum),
            ("Status van de cijfers", self.stand.status),
            (
                "Telwijze",
                "exclusief: iedere woning telt bij één woningtype; minder dan twaalf woningen geclusterd en "
                "zorggeschikt in één plan tellen als nultreden (telregel 12)",
            ),
            ("Licentie", self.licentie),
            ("Gemaakt op", date_format(timezone.localtime(), "j F Y, H:i")),
        ]
        if srid:
            nauwkeurig = "" if srid == 28992 else "; omgerekend uit RD, tot op ongeveer 0,2 meter"
            regels.append(("Coördinatenstelsel", f"{STELSELS[srid].naam}{nauwkeurig}"))
        return regels

    def kop(self) -> list[str]:
        """The same in three lines, above a table."""
        return [
            f"Plannen: {self.keuze()}",
            f"peildatum {self.peildatum} · {self.stand.status}",
            "exclusief geteld: iedere woning telt bij één woningtype",
        ]

    def keuze(self) -> str:
        """The filter in words."""
        delen = []
        for naam, veld in self.filter.form.fields.items():
            waarde = self.filter.form[naam].value()
            if not waarde or naam in ("volgorde", "gebied"):
                continue
            if waarde is True or waarde == "true":
                delen.append(str(veld.label or naam))
                continue
            keuzes = {str(code): tekst for code, tekst in getattr(veld, "choices", [])}
            delen.append(f"{veld.label or naam}: {keuzes.get(str(waarde), waarde)}")
        gebied = zoek_gebied(self.filter.data.get("gebied") or "")
        return "; ".join([gebied.naam if gebied else "heel Nederland", *delen])

    def kolomuitleg(self) -> list[tuple[str, str]]:
        return [(k.naam, k.uitleg) for k in self.kolommen]
