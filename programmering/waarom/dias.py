"""The slides of one gebied, from figures to what each one says and shows. Pure: no database, no HTML.

A picture holds amounts; where its blocks stand is computed where it is drawn (woonzorg/templatetags/waarom.py).
"""

from dataclasses import dataclass
from datetime import date

from programmering.calculations import SCHAKELS, Keten
from programmering.drieslag.calculations import VRAGEN, Antwoord, Drieslag
from woonzorg.gebieden.soorten import Gebiedssoort
from woonzorg.getallen import aandeel, getal, procent

from . import zinnen
from .calculations import Ouderen, Tempo, jaren_over, jaren_voorbij, niet_hard, tempo, verhuizingen
from .lijsten import Landelijk

TYPENAAM = {"nultreden": "Nultreden", "geclusterd": "Geclusterd", "zorggeschikt": "Zorggeschikt"}
TYPE_UITLEG = {
    "nultreden": "zonder trappen te bereiken en te bewonen",
    "geclusterd": "nultreden, met een plek om elkaar te ontmoeten",
    "zorggeschikt": "geclusterd, en geschikt voor zware zorg",
}
LEGENDA = {
    "gerealiseerd": "gerealiseerd",
    "hard": "hard plan",
    "zacht": "zacht plan",
    "gereserveerd": "gereserveerde plek",
    "tekort": "nog geen plan of plek",
}
LANGE_TITEL = 130  # characters
PORTAAL = "Opgaven, plannen en plekken in het Woonzorgportaal"


@dataclass(frozen=True)
class Staaf:
    """One bar: parts as (look, amount), what stands behind it, and the mark of the opgave."""

    delen: tuple[tuple[str, float], ...]
    waarde: str
    naam: str = ""
    merk: float | None = None
    # What stands behind the bar asks for action.
    aandacht: bool = False


@dataclass(frozen=True)
class Groep:
    naam: str
    uitleg: str
    staven: tuple[Staaf, ...]


@dataclass(frozen=True)
class Staven:
    """Bars on one scale; `eenheid` is what the axis says. `merk`: what the mark on the scale means."""

    groepen: tuple[Groep, ...]
    eenheid: str
    legenda: tuple[tuple[str, str], ...] = ()
    merk: str = ""
    soort: str = "staven"

    @property
    def is_dubbel(self) -> bool:
        return any(len(g.staven) > 1 for g in self.groepen)

    @property
    def grootste(self) -> float:
        staven = [s for g in self.groepen for s in g.staven]
        return max([1.0, *(sum(max(0, n) for _, n in s.delen) for s in staven), *(s.merk or 0 for s in staven)])


@dataclass(frozen=True)
class Getallen:
    """Large figures, each with what it counts."""

    rijen: tuple[tuple[str, str, str], ...]  # figure, of what, beside it
    soort: str = "getallen"


@dataclass(frozen=True)
class Stippen:
    """One place, and so many people to it: one dot each; `deel` is what the last dot holds, in percent."""

    rijen: tuple[tuple[str, str, int, int], ...]  # label, figure as text, whole dots, percent of the last one
    eenheid: str
    soort: str = "stippen"


@dataclass(frozen=True)
class Huizen:
    """One new home and the moves it sets off: sure ones and those within the range; and what that is here."""

    zeker: int
    misschien: int
    rijen: tuple[tuple[str, str, str], ...]  # woningtype, opgave, range
    soort: str = "huizen"


@dataclass(frozen=True)
class EenOp:
    """One home out of so many."""

    aantal: int
    soort: str = "een_op"


@dataclass(frozen=True)
class Kaart:
    """One of the three questions: `groot` is the answer of a gemeente, or how many gemeenten answer ja."""

    vraag: int
    tekst: str
    groot: str
    zin: str
    antwoord: str = ""


@dataclass(frozen=True)
class Vragen:
    """The three questions: of a gemeente with answer and evidence, of what is larger with how many answer what."""

    kaarten: tuple[Kaart, ...]
    soort: str = "vragen"


@dataclass(frozen=True)
class Dia:
    """`live`: its figures are those of the portal, so their peildatum and status belong to it."""

    titel: str
    beeld: object
    bronnen: tuple[str, ...]
    notities: tuple[str, ...]
    onder: str = ""
    live: bool = False
    soort: str = ""

    @property
    def is_lang(self) -> bool:
        """A title that needs a smaller letter to leave room for its picture."""
        return len(self.titel) > LANGE_TITEL

    @property
    def sjabloon(self) -> str:
        return f"waarom/_{self.beeld.soort}.html"


@dataclass(frozen=True)
class Cijfers:
    """All that the slides are made of."""

    keten: Keten
    zin: str
    hier: Ouderen
    land: Ouderen
    landelijk: Landelijk
    dag: date | None
    drieslag: Drieslag | None
    telling: tuple[dict, ...]

    @property
    def naam(self) -> str:
        return self.keten.gebied.naam

    @property
    def is_land(self) -> bool:
        return self.keten.gebied.soort == Gebiedssoort.LAND

    @property
    def tempi(self) -> tuple[Tempo, ...]:
        return tuple(tempo(r, self.keten.periode, self.dag) for r in self.keten.regels)


def dias(c: Cijfers) -> tuple[Dia, ...]:
    reeks = (opening, ouderen, straks, zorg, opgave, keten, tekort, per_jaar, doorstroming, nu)
    # A slide without any figure says nothing to a hall.
    return tuple(dia for maak in reeks if (dia := maak(c)) is not None)


def opening(c: Cijfers) -> Dia:
    rijen = []
    for r in c.keten.regels:
        if r.dekking is None:
            groot, naast = getal(r.gedekt), f"woningen; {'geen opgave' if r.opgave is None else 'opgave nul'}"
        else:
            groot, naast = procent(r.dekking), f"{getal(r.gedekt)} van {getal(r.opgave)} woningen"
        rijen.append((groot, TYPENAAM[r.woningtype], naast))
    met_deel = any(r.dekking is not None for r in c.keten.regels)
    return Dia(
        soort="opening",
        titel=c.zin,
        beeld=Getallen(tuple(rijen)),
        onder="Deel van de opgave dat gebouwd, gepland of gereserveerd is"
        if met_deel
        else "Woningen die gebouwd, gepland of gereserveerd zijn",
        bronnen=(PORTAAL,),
        live=True,
        notities=(
            f"Vertel waar het vandaag over gaat: {zinnen.voluit(c.keten.gebied)}, de periode {c.keten.periode.naam}.",
            "De percentages zijn wat gebouwd, gepland of gereserveerd is, gedeeld door de opgave, per woningtype. "
            "Elke woning telt bij één type. De drie tellen we niet op: veel nultredenwoningen maken een tekort aan "
            "geclusterde en zorggeschikte woningen niet goed.",
        ),
    )


# A longer name would push its figure to a second line.
LANGSTE_NAAM = 14


def _kort(c: Cijfers) -> str:
    return c.naam if len(c.naam) <= LANGSTE_NAAM else f"Deze {c.keten.gebied.soort}".replace("woondealregio", "regio")


def _leeftijdgroepen(c: Cijfers) -> tuple[Groep, ...]:
    groepen = []
    for hier in c.hier.leeftijden or c.land.leeftijden:
        staven = []
        eigen, heel = c.hier.vanaf(hier.vanaf), c.land.vanaf(hier.vanaf)
        if eigen and not c.is_land:
            waarde = f"{procent(eigen.aandeel)} · {getal(eigen.aantal)} mensen"
            staven.append(Staaf((("hier", eigen.aandeel * 100),), waarde, _kort(c)))
        if heel:
            # Of the land itself the figure counts; beside a place it is there to compare with.
            vlak, erbij = ("hier", f" · {getal(heel.aantal)} mensen") if c.is_land else ("land", "")
            naam = "" if c.is_land else "Nederland"
            staven.append(Staaf(((vlak, heel.aandeel * 100),), f"{procent(heel.aandeel)}{erbij}", naam))
        groepen.append(Groep(f"{hier.vanaf} jaar en ouder", "", tuple(staven)))
    return tuple(groepen)


def _jaren(jaren: tuple[int, ...]) -> str:
    return " en ".join(str(j) for j in jaren)


def ouderen(c: Cijfers) -> Dia:
    bron = c.hier if c.hier.leeftijden else c.land
    onder, let_op = "", ""
    if bron.leeftijden and not bron.zelfde_jaar:
        let_op = (
            f"Het aantal ouderen is van {_jaren(bron.jaren_leeftijd)}, het aantal inwoners van "
            f"{_jaren(bron.jaren_inwoners)}: het aandeel is een benadering."
        )
        onder = f"Ouderen in {_jaren(bron.jaren_leeftijd)}, als deel van de inwoners in {_jaren(bron.jaren_inwoners)}"
    return Dia(
        titel=zinnen.ouderen(c.naam, c.hier, c.land, c.is_land),
        onder=onder,
        beeld=Staven(_leeftijdgroepen(c), "% van de inwoners"),
        bronnen=bron.bronnen or ("Geen cijfers in het portaal",),
        notities=tuple(
            filter(
                None,
                (
                    "Vraag de zaal wie in de eigen straat merkt dat de buurt ouder wordt. Voor de meeste mensen is "
                    "vergrijzing in het dagelijks leven nog niet te zien.",
                    f"De cijfers zijn van het CBS, opgeteld over de gemeenten in {c.naam}. {let_op}".strip(),
                    f"{c.naam} telt {getal(c.hier.inwoners)} inwoners ({_jaren(c.hier.jaren_inwoners)})."
                    if c.hier.inwoners
                    else "",
                ),
            )
        ),
    )


def straks(c: Cijfers) -> Dia:
    feiten = ((65, c.landelijk.aandeel_65plus), (80, c.landelijk.aandeel_80plus))
    groepen = tuple(
        Groep(
            f"{leeftijd} jaar en ouder",
            "",
            (
                Staaf((("land", f.van),), f"{zinnen.komma(f.van)} %", str(f.van_jaar)),
                Staaf((("hier", f.naar),), f"{zinnen.komma(f.naar)} %", str(f.naar_jaar)),
            ),
        )
        for leeftijd, f in feiten
    )
    return Dia(
        titel=zinnen.straks(c.landelijk.aandeel_80plus),
        onder="Landelijke prognose. Voor een gemeente of regio is er geen open prognose naar leeftijd.",
        beeld=Staven(groepen, "% van de inwoners van Nederland"),
        bronnen=(c.landelijk.aandeel_80plus.bronregel,),
        notities=(
            "Er zijn twee bewegingen: meer ouderen, en zij worden ouder. Het aandeel 80-plussers groeit het hardst, "
            "en juist op die leeftijd neemt de vraag naar zorg toe.",
            "De vorige dia gaat over eerdere jaren. Daarom staat daar een ander percentage dan hier voor "
            f"{c.landelijk.aandeel_65plus.van_jaar}.",
            "Dit is een prognose voor heel Nederland. Reken haar niet om naar een gemeente: de ene gemeente "
            "vergrijst veel sneller dan de andere. Heeft uw gemeente of provincie een eigen prognose, noem die er dan "
            "zelf bij, met de bron.",
        ),
    )


def zorg(c: Cijfers) -> Dia:
    mensen, plekken = c.landelijk.aantal_80plus, c.landelijk.verpleeghuisplekken
    rijen = []
    for jaar, aantal in ((mensen.van_jaar, mensen.van), (mensen.naar_jaar, mensen.naar)):
        per_plek = aantal / plekken.waarde
        rijen.append((str(jaar), zinnen.ongeveer(per_plek), int(per_plek), round(per_plek % 1 * 100)))
    anders = ""
    if plekken.elders:
        anders = f" Een ander rapport noemt {getal(plekken.elders[0])} plekken ({plekken.elders[1]})."
    return Dia(
        titel=zinnen.zorg(mensen, plekken),
        onder=f"Het aantal verpleeghuisplekken blijft {getal(plekken.waarde)}. Zorg moet dus kunnen komen waar mensen "
        "bij elkaar wonen.",
        beeld=Stippen(tuple(rijen), "mensen van 80 jaar en ouder per verpleeghuisplek, in heel Nederland"),
        bronnen=(plekken.bronregel, mensen.bronregel, "deling: eigen berekening"),
        notities=(
            f"{getal(mensen.van)} 80-plussers in {mensen.van_jaar} en {getal(mensen.naar)} in {mensen.naar_jaar}, "
            f"gedeeld door {getal(plekken.waarde)} plekken. De deling is van het portaal, de getallen zijn van de bron."
            f"{anders}",
            "Niet iedere 80-plusser heeft verpleeghuiszorg nodig. Het beeld laat zien dat er meer mensen komen en "
            "niet meer plekken, en dat er ook te weinig zorgverleners zijn om het anders op te lossen.",
            "Wonen en zorg zijn gescheiden: wie zorg nodig heeft, woont in een gewone woning en krijgt de zorg daar. "
            "Dat lukt als mensen met en zonder zorgvraag bij elkaar wonen, in een gebouw waar die zorg kan. De plek "
            "daarvoor is een besluit over ruimte, en dus van de gemeente.",
        ),
    )


def opgave(c: Cijfers) -> Dia:
    een_op = c.landelijk.een_op
    groepen = tuple(
        Groep(
            TYPENAAM[r.woningtype],
            TYPE_UITLEG[r.woningtype],
            (
                Staaf(
                    (("hier", r.opgave or 0),),
                    "geen opgave" if r.opgave is None else f"{getal(r.opgave)} woningen",
                ),
            ),
        )
        for r in c.keten.regels
    )
    bekend = any(r.opgave is not None for r in c.keten.regels)
    return Dia(
        titel=zinnen.opgave(c.keten),
        onder=f"Landelijk moet één op de {zinnen.telwoord(een_op.waarde)} te bouwen woningen geschikt zijn om wonen en "
        "zorg te combineren.",
        beeld=Staven(groepen, "woningen") if bekend else EenOp(int(een_op.waarde)),
        bronnen=(PORTAAL, f"één op de {zinnen.telwoord(een_op.waarde)}: {een_op.bronregel}"),
        live=True,
        notities=(
            "Leg de drie woningtypen uit. Ze sluiten elkaar uit: een zorggeschikte woning telt één keer, als "
            "zorggeschikt.",
            "De opgave van een regio of provincie is de som van de gemeenten."
            if c.keten.gebied.soort != Gebiedssoort.GEMEENTE
            else "Op de pagina van de opgave staat welk besluit of welke afspraak eronder ligt.",
            "Staat er 'geen opgave', dan is er voor dit gebied niets afgesproken, of mag het nog niet openbaar zijn. "
            "Dat is iets anders dan nul.",
        ),
    )


def keten(c: Cijfers) -> Dia:
    groepen = []
    for r in c.keten.regels:
        delen = [(s, getattr(r, s)) for s in SCHAKELS]
        if r.tekort is not None and r.tekort > 0:
            delen.append(("tekort", r.tekort))
        waarde = "geen opgave" if r.opgave is None else f"opgave {getal(r.opgave)}"
        uitleg = " · ".join(f"{LEGENDA[s]} {getal(getattr(r, s))}" for s in SCHAKELS)
        groepen.append(
            Groep(TYPENAAM[r.woningtype], uitleg, (Staaf(tuple(d for d in delen if d[1]), waarde, merk=r.opgave),))
        )
    dekking = zinnen.typen(c.keten)
    return Dia(
        titel=zinnen.stand(c.keten),
        beeld=Staven(
            tuple(groepen),
            "woningen",
            tuple((s, LEGENDA[s]) for s in (*SCHAKELS, "tekort")),
            merk="opgave" if any(r.opgave is not None for r in c.keten.regels) else "",
        ),
        bronnen=(PORTAAL,),
        live=True,
        notities=(
            "Loop van links naar rechts: wat er staat, wat vastligt, wat nog moet worden besloten, waar een plek voor "
            "is gereserveerd, en wat ontbreekt. De streep is de opgave.",
            f"Gebouwd, gepland of gereserveerd is: {dekking} van de opgave."
            if dekking
            else "Er is geen opgave bekend, dus ook geen deel daarvan.",
            "Het zijn de cijfers van de keten op de pagina van dit gebied. Boden en aangepaste bestaande woningen "
            "staan daar ernaast en tellen hier niet mee.",
        ),
    )


def tekort(c: Cijfers) -> Dia:
    groepen = []
    for r in c.keten.regels:
        mist = max(0, r.tekort or 0)
        open_ = niet_hard(r)
        if r.tekort is None:
            waarde = "geen opgave"
        elif r.tekort < 0:
            waarde = f"{getal(-r.tekort)} meer dan de opgave"
        else:
            waarde = f"{getal(r.tekort)} ontbreken"
        groepen.append(
            Groep(
                TYPENAAM[r.woningtype],
                f"nog niet hard {getal(open_)}",
                (Staaf((("zacht", open_), ("nodig", mist)), waarde, aandacht=mist > 0),),
            )
        )
    return Dia(
        titel=zinnen.tekort(c.keten),
        onder=zinnen.tekort_onder(c.keten),
        beeld=Staven(
            tuple(groepen),
            "woningen",
            (("zacht", "nog niet hard: zacht plan of gereserveerde plek"), ("nodig", LEGENDA["tekort"])),
        ),
        bronnen=(PORTAAL,),
        live=True,
        notities=(
            "Twee dingen kunnen misgaan: er is geen plan, of er is een plan dat nog niet vaststaat. De tweede groep "
            "vraagt om een besluit, de eerste om een plek.",
            "Tekort is de opgave min alles wat gebouwd, gepland of gereserveerd is. Aangepaste bestaande woningen zijn "
            "er niet afgetrokken.",
        ),
    )


def per_jaar(c: Cijfers) -> Dia | None:
    """None when of no woningtype anything can be said: no opgave, and not a full year gone."""
    if all(t.nodig is None and t.tot_nu is None for t in c.tempi):
        return None
    periode = c.keten.periode
    groepen = []
    for t in c.tempi:
        nodig = "niet te zeggen" if t.nodig is None else f"{zinnen.per_jaar(t.nodig)} per jaar nodig"
        klaar = "niet te zeggen" if t.tot_nu is None else f"{zinnen.per_jaar(t.tot_nu)} per jaar tot nu toe"
        staven = (
            Staaf((("klaar", t.tot_nu or 0),), klaar),
            Staaf((("nodig", t.nodig or 0),), nodig, aandacht=bool(t.nodig)),
        )
        groepen.append(Groep(TYPENAAM[t.woningtype], "", staven))
    voorbij, over = jaren_voorbij(periode, c.dag), jaren_over(periode, c.dag)
    hoe = (
        f"Van de periode {periode.van_jaar} t/m {periode.tot_jaar} waren op de peildatum {zinnen.komma(voorbij)} "
        f"jaar voorbij en zijn er {zinnen.komma(over)} over."
    )
    return Dia(
        titel=zinnen.tempo(c.keten, c.tempi),
        onder=hoe,
        beeld=Staven(
            tuple(groepen),
            "woningen per jaar",
        ),
        bronnen=(PORTAAL, "deling: eigen berekening"),
        live=True,
        notities=(
            "Nodig per jaar is de opgave min wat gerealiseerd is, gedeeld door de jaren die over zijn. Tot nu toe is "
            f"wat gerealiseerd is, gedeeld door de jaren die voorbij zijn. {hoe}",
            "Van plan tot sleutel duurt jaren. Wat in het laatste jaar klaar moet zijn, heeft nu een plek nodig.",
        ),
    )


def doorstroming(c: Cijfers) -> Dia:
    feit = c.landelijk.verhuizingen
    grens = (feit.van, feit.naar)
    rijen = []
    for r in c.keten.regels:
        if r.opgave:
            laag, hoog = verhuizingen(r.opgave, grens)
            rijen.append((TYPENAAM[r.woningtype], f"{getal(r.opgave)} woningen", f"{getal(laag)} tot {getal(hoog)}"))
    return Dia(
        titel=zinnen.doorstroming(c.keten, feit),
        onder="Een schatting uit de eindrapportage, geen meting.",
        beeld=Huizen(int(feit.van), int(feit.naar - feit.van), tuple(rijen)),
        bronnen=(feit.bronregel, f"opgave: {PORTAAL}"),
        live=True,
        notities=(
            "Wie naar een woning voor ouderen gaat, laat een huis achter. Daar trekt een gezin in, dat ook weer een "
            "woning achterlaat. Zo helpt bouwen voor ouderen ook starters en gezinnen.",
            f"De eindrapportage noemt {zinnen.telwoord(feit.van)} tot {zinnen.telwoord(feit.naar)} verhuizingen per "
            f"woning. Hier is dat keer de opgave, per woningtype. Het is een schatting voor heel Nederland: hoeveel "
            f"het er in {c.naam} worden, hangt af van wie er verhuist en waarheen.",
        ),
    )


def _kaarten(c: Cijfers) -> tuple[Kaart, ...]:
    if c.drieslag is not None:
        return tuple(
            Kaart(b.vraag, b.tekst, b.antwoord.value.capitalize(), b.zin, b.antwoord.value) for b in c.drieslag.bewijzen
        )
    kaarten = []
    for vraag, rij in enumerate(c.telling, 1):
        samen = sum(rij.values())
        kaarten.append(
            Kaart(
                vraag,
                VRAGEN[vraag],
                f"{getal(rij['ja'])} ja",
                f"{aandeel(rij['ja'], samen)} van {getal(samen)} gemeenten; "
                f"deels {getal(rij['deels'])}, nee {getal(rij['nee'])}",
            )
        )
    return tuple(kaarten)


def nu(c: Cijfers) -> Dia:
    stap = zinnen.stap(c.drieslag, c.telling)
    return Dia(
        titel=zinnen.volgende(c.drieslag, c.telling),
        beeld=Vragen(_kaarten(c)),
        onder=f"De volgende stap: {stap[0].lower()}{stap[1:]}",
        bronnen=(PORTAAL, "de drie stappen: drieslag van het Aanjaagteam, eindrapportage (juni 2026), p. 5"),
        live=True,
        notities=(
            "Deze drie vragen kan ieder raadslid en iedere bestuurder stellen. Zij staan met hun bewijs op de pagina "
            "van elke gemeente.",
            "Sluit af met één afspraak: wie doet vóór wanneer de volgende stap?",
            "De link en de code op deze dia brengen de zaal naar dezelfde cijfers, altijd met de laatste stand.",
        ),
    )


def telling(drieslagen: list[Drieslag]) -> tuple[dict, ...]:
    """Per question how many gemeenten answer ja, deels and nee; () without gemeenten."""
    if not drieslagen:
        return ()
    return tuple({a.value: sum(d.antwoord(vraag) == a for d in drieslagen) for a in Antwoord} for vraag in VRAGEN)
