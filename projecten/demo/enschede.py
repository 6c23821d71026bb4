"""The four projects of Enschede by hand: the story of an adviser and a projectleider, and three that stand elsewhere.

Each is one of the places that the demo has in Enschede; the first one is at an existing location of a zorgorganisatie.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from programmering.demo import plekgegevens as g
from programmering.demo.enschede import CODE, GEMEENSCHAP, GEMEENTE, KLOKKENGIETERS, WEVERSTUIN
from projecten.agendering.lijsten import Escalatieniveau
from projecten.coaching.lijsten import Taak, Vorm
from projecten.project.lijsten import Actiesoort, Betrokkenheidsvorm, Conditie, Fase, Projectrol, Ritme
from projecten.project.models import Document
from projecten.zicht import Zichtbaarheid
from woonzorg.gebieden.models import Gemeente
from woonzorg.organisaties.models import Gebruiker, Organisatie

from .dossier import Dossier, alle_niveaus
from .stapel import Stapel, moment

__all__ = ["CODE", "NAMEN", "PROJECTLEIDER", "Plaats", "maak_enschede"]

ZONNEWIJZER, SPOELDERSVELD = "Terrein Zonnewijzer", "Spoeldersveld"
NAMEN = (ZONNEWIJZER, WEVERSTUIN, KLOKKENGIETERS, SPOELDERSVELD)
PROJECTLEIDER = "projectleider.enschede@demo.example"
WELZIJN = "Welzijnsorganisatie (voorbeeld) Enschede"
C, R, T, V, Z = Conditie, Projectrol, Taak, Vorm, Zichtbaarheid


@dataclass(frozen=True)
class Plaats:
    """What the hand-made projects stand in: the people, and the places that are there."""

    gemeente: Gemeente
    vandaag: date
    adviseur: Gebruiker | None
    projectleider: Gebruiker | None
    organisaties: dict[str, Organisatie]
    plots: dict[str, tuple[int, int | None]]  # name -> id of the plot, and of the plan on it

    def dossier(self, stapel: Stapel, naam: str, **velden) -> Dossier:
        plot, plan = self.plots.get(naam, (None, None))
        return Dossier(
            stapel, self.vandaag, self.adviseur, gemeente=self.gemeente, naam=naam, plot_id=plot, plan_id=plan, **velden
        )


def maak_enschede(stapel: Stapel, plaats: Plaats) -> list[Dossier]:
    maken: tuple[Callable[[Stapel, Plaats], Dossier], ...] = (_zonnewijzer, _weverstuin, _klokkengieters, _spoelders)
    return [maak(stapel, plaats) for maak in maken]


def _stand(*scores: int) -> dict[Conditie, int]:
    return dict(zip(Conditie, scores, strict=True))


def _zonnewijzer(stapel: Stapel, plaats: Plaats) -> Dossier:
    """From the first call to the gemeente, by four measurements of the conditions, to nearly withdrawing."""
    leider = plaats.projectleider
    d = plaats.dossier(
        stapel,
        ZONNEWIJZER,
        omschrijving="De zorgorganisatie wil op haar bestaande terrein iets nieuws: zelfstandige woningen rond een "
        "huiskamer die ook van de buurt is, met zorg die dag en nacht kan komen.",
        projectleider=leider,
        projectleider_naam=leider.naam if leider else "projectleider namens de zorgorganisatie",
        projectleider_contact="ingehuurd door de zorgorganisatie",
    )
    d.fasen(
        (Fase.IDEE, 172, "begin"),
        (Fase.INITIATIEF, 151, "Er is een projectleider en een eerste opdracht, van de zorgorganisatie alleen."),
        (Fase.HAALBAARHEID, 38, "Alle partners hebben de opdracht opnieuw vastgesteld en een intentie getekend."),
    )
    d.ritme(Ritme.TWEEWEKELIJKS, 151)
    org = plaats.organisaties.get
    d.partner(
        R.ZORGORGANISATIE, g.ZORGORGANISATIE, 172, organisatie=org(g.ZORGORGANISATIE), contact="manager wonen en zorg",
        gezegd=alle_niveaus(160),
    )  # fmt: skip
    d.partner(
        R.CORPORATIE, g.CORPORATIE, 140, organisatie=org(g.CORPORATIE), contact="manager vastgoed",
        gezegd=alle_niveaus(100, 32),
    )  # fmt: skip
    d.partner(
        R.GEMEENTE, GEMEENTE, 118, organisatie=org(GEMEENTE), contact="beleidsmedewerker wonen en zorg",
        gezegd=alle_niveaus(75, 36)[:2],
    )  # fmt: skip
    d.partner(R.WELZIJNSORGANISATIE, WELZIJN, 88, contact="opbouwwerker", gezegd=alle_niveaus(40)[:1])
    _condities_zonnewijzer(d)
    _contacten_zonnewijzer(d)
    d.betrek(
        Betrokkenheidsvorm.GESPREKKEN, 92, WELZIJN, 11,
        "Elf bewoners en buren thuis gesproken. Zij willen niet weg van het terrein, en wel meer leven op straat.",
    )  # fmt: skip
    d.betrek(
        Betrokkenheidsvorm.WERKGROEP, 31, "zorgorganisatie en welzijnsorganisatie", 9,
        "De werkgroep koos voor één grote keuken aan het plein, en voor kleinere bergingen.",
    )  # fmt: skip
    visie = d.knelpunt(
        "gezamenlijke_visie",
        "De corporatie ziet woningen met zorg, de zorgorganisatie een nieuw soort verpleeghuis. Er is geen "
        "gezamenlijke visie.",
        148,
        opgelost=44,
        hoe="In twee middagen één bladzijde geschreven, met bewoners erbij. Alle besturen hebben die vastgesteld.",
        zicht=Z.PARTNERS,
    )
    d.knelpunt("rollen_en_regie", "De welzijnsorganisatie zoekt nog naar haar rol; die is nooit afgesproken.", 120)
    d.knelpunt(
        "financiering_gemeenschapsvorming",
        "Voor de exploitatie van de ontmoetingsruimte is na twee jaar geen geld, en niemand voelt zich eigenaar.",
        104,
    )
    d.escaleer(
        "Welk gebouw wordt dit: wonen met zorg, of zorg met wonen?",
        Escalatieniveau.DIRECTIE,
        "directies van corporatie en zorgorganisatie",
        88,
        60,
        knelpunt=visie,
        uitkomst="De directies kiezen voor wonen met zorg. De zorgorganisatie huurt een steunpunt op de begane grond, "
        "en de kosten van de projectleider worden gedeeld.",
        gesloten=64,
        zicht=Z.PARTNERS,
    )
    d.escaleer(
        "Het college heeft nog geen ja gezegd tegen de bestemming wonen.",
        Escalatieniveau.BESTUUR,
        "wethouder wonen en zorg",
        20,
        -16,
        zicht=Z.GEMEENTE,
    )
    _acties_zonnewijzer(d, leider)
    stapel.leg(
        Document(
            project=d.project,
            naam="Volkshuisvesting Nederland (website van het Rijk)",
            link="https://www.volkshuisvestingnederland.nl/",
            zichtbaarheid=Z.PARTNERS,
            door_naam=d.door_naam,
            aangemaakt=moment(d.dag(110)),
        )
    )
    return d


def _condities_zonnewijzer(d: Dossier) -> None:
    d.scoor(
        147,
        _stand(1, 1, 1, 2, 1, 1),
        {
            C.VISIE: "De opdracht is van de zorgorganisatie alleen.",
            C.VERTROUWEN: "De corporatie voelt zich niet serieus genomen.",
            C.OUDEREN: "Bewoners zijn nog niet gevraagd.",
        },
    )
    d.scoor(
        103,
        _stand(2, 2, 1, 2, 2, 2),
        {C.BELANGEN: "Elke partner is apart gesproken.", C.VERTROUWEN: "Afspraken worden nog niet nagekomen."},
    )
    d.scoor(
        58,
        _stand(3, 3, 2, 2, 3, 3),
        {C.VISIE: "Eén bladzijde, die iedereen herkent.", C.STRUCTUUR: "Er is een stuurgroep die beslist."},
    )
    d.scoor(
        12,
        _stand(4, 3, 3, 3, 3, 4),
        {
            C.VERTROUWEN: "Corporatie en zorg bellen elkaar rechtstreeks.",
            C.COMMITMENT: "Alleen het college moet nog ja zeggen.",
            C.OUDEREN: "Bewoners zitten in de werkgroep en in de stuurgroep.",
        },
    )


def _contacten_zonnewijzer(d: Dossier) -> None:
    leider, gemeente = "projectleider namens de zorgorganisatie", "beleidsmedewerker wonen en zorg van de gemeente"
    d.contact(
        168, T.I, 1, V.TELEFOON, gemeente,
        "Alle plekken van het programma langsgelopen. Een zorgorganisatie heeft plannen met haar eigen terrein; er is "
        "net een projectleider gevraagd.",
        Z.GEMEENTE, voor_project=True,
    )  # fmt: skip
    d.contact(
        150, T.II, 2, V.GESPREK, leider,
        "Kennisgemaakt. Hij is ingehuurd door de zorgorganisatie en merkt dat de corporatie iets anders voor ogen "
        "heeft. Zij vindt dat zij niet als partner wordt behandeld. De gemeente ziet hij nauwelijks.",
        vervolg=("Vragen sturen over de zes condities voor succes", 145, True),
    )  # fmt: skip
    d.contact(
        136, T.II, 1.5, V.VIDEO, leider,
        "De zes condities doorgenomen. Hij wilde meteen een overeenkomst schrijven. Gevraagd wie de opdracht eigenlijk "
        "heeft gegeven. Stilte. Daar begint hij nu mee.",
    )  # fmt: skip
    d.contact(
        121, T.II, 1.25, V.TELEFOON, leider,
        "Hij heeft de corporatie apart gesproken. Zij wil huurwoningen die over dertig jaar ook nog goed zijn.",
        Z.PARTNERS, vervolg=("Voorbeeld van een intentieovereenkomst sturen", 114, True),
    )  # fmt: skip
    d.contact(
        107, T.II, 2, V.GESPREK, "manager vastgoed van de corporatie",
        "Apart gesproken, in vertrouwen. De bestuurder overweegt te stoppen als de opdracht niet van allen wordt.",
    )  # fmt: skip
    d.contact(
        93, T.II, 1.5, V.VIDEO, leider,
        "De gemeente komt nu met één ambtenaar voor al het werk. De projectleider zoekt nog wat hij de "
        "welzijnsorganisatie zal vragen.",
        Z.GEMEENTE,
    )  # fmt: skip
    d.contact(
        79, T.II, 1.25, V.TELEFOON, f"{leider} en een procesregisseur uit een ander project",
        "Hen aan elkaar gekoppeld: daar liep het op hetzelfde vast. De les: eerst de bewoners de eerste zin geven.",
        Z.PARTNERS,
    )  # fmt: skip
    d.contact(
        65, T.II, 4, V.OVERLEG, "projectgroep met alle partners",
        "Op verzoek aangeschoven om te spiegelen. Ieder praatte tegen de voorzitter en niet tegen elkaar. Dat heb ik "
        "gezegd; daarna ging het anders.",
        Z.PARTNERS, vervolg=("Verslag van wat opviel naar de projectgroep", 58, True),
    )  # fmt: skip
    d.contact(
        64, T.II, 1, V.TELEFOON, leider,
        "Nagepraat. Hij zag zelf dat hij elke vraag beantwoordde. Volgende keer laat hij het stil.",
    )  # fmt: skip
    d.contact(
        51, T.II, 2.5, V.BEZOEK, "projectgroep en vier bewoners",
        "Gekeken bij een gebouw dat al open is. De bewoners vroegen het meest naar de nacht.",
        Z.PARTNERS,
    )  # fmt: skip
    d.contact(
        37, T.II, 3, V.OVERLEG, "stuurgroep",
        "De intentie is getekend door corporatie, zorgorganisatie en welzijn. De wethouder wil wachten op het college.",
        Z.GEMEENTE, vervolg=("Nagaan wat het college nog wil weten", 23, True),
    )  # fmt: skip
    d.contact(
        24, T.III, 1.5, V.VIDEO, leider,
        "Vraag over één vaste zorgorganisatie in het gebouw. In de vraagbaak staat hoe een ander project dat deed.",
        Z.PARTNERS,
    )  # fmt: skip
    d.contact(
        10, T.II, 1.5, V.TELEFOON, leider,
        "Het loopt. Hij kan dit zonder mij als het college ja zegt. Volgende keer over afbouwen praten.",
        vervolg=("Voorstel maken voor het afbouwen", -8, False),
    )  # fmt: skip


def _acties_zonnewijzer(d: Dossier, leider: Gebruiker | None) -> None:
    d.actie("Visie op één bladzijde, met bewoners", 60, True, sinds=120, soort=Actiesoort.STAP, naam="projectleider")
    d.actie("Intentieovereenkomst tekenen", 38, True, sinds=95, soort=Actiesoort.STAP, naam="stuurgroep")
    d.actie(
        "Begroting doorrekenen met de huiskamer erin", -25, False, sinds=30, soort=Actiesoort.STAP, naam="corporatie"
    )
    d.actie("Stuk voor het college klaarleggen", 4, False, sinds=24, eigenaar=leider, naam="projectleider")
    d.actie(
        "Rol van de welzijnsorganisatie op papier zetten", -12, False, sinds=24, eigenaar=leider, naam="projectleider"
    )
    d.actie("Nachtzorg uitwerken met het team in de wijk", -18, False, sinds=20, naam="zorgorganisatie")
    d.actie(
        "De bestuurder van de corporatie nog een keer apart bellen", -3, False, sinds=10, eigenaar=d.adviseur,
        naam="adviseur", zicht=Z.ADVISEURS,
    )  # fmt: skip


def _weverstuin(stapel: Stapel, plaats: Plaats) -> Dossier:
    """Silent: the reservation runs out, nobody calls, and something is late."""
    d = plaats.dossier(
        stapel,
        WEVERSTUIN,
        omschrijving="Woningen met zorg naast het spoor, op grond van de gemeente. Er is nog geen zorgorganisatie.",
        projectleider_naam="projectleider namens de corporatie",
        projectleider_contact="via de corporatie",
    )
    d.fasen(
        (Fase.IDEE, 330, "begin"),
        (Fase.INITIATIEF, 250, "De corporatie en de bewoners willen hier samen verder."),
    )
    d.ritme(Ritme.MAANDELIJKS, 180)
    org = plaats.organisaties.get
    d.partner(R.GEMEENTE, GEMEENTE, 330, organisatie=org(GEMEENTE), contact="projectleider grond")
    d.partner(
        R.CORPORATIE, g.CORPORATIE, 300, organisatie=org(g.CORPORATIE), contact="manager vastgoed",
        gezegd=alle_niveaus(270)[:2],
    )  # fmt: skip
    d.partner(R.BEWONERS, GEMEENSCHAP, 200, contact="secretaris")
    d.scoor(230, _stand(2, 2, 2, 2, 1, 2))
    d.scoor(110, _stand(2, 2, 2, 1, 1, 2), {C.COMMITMENT: "Zonder zorgorganisatie wil geen bestuur tekenen."})
    for geleden, uren, zicht, notitie in (
        (240, 2, Z.PARTNERS, "Kennisgemaakt met de corporatie en de bewoners. Zij zoeken samen een zorgorganisatie."),
        (
            212,
            1,
            Z.ADVISEURS,
            "Twee zorgorganisaties hebben nee gezegd en vertellen niet waarom. Het gaat om de nacht.",
        ),
        (180, 1.5, Z.GEMEENTE, "De gemeente wil de reservering alleen verlengen met een zorgorganisatie erbij."),
        (
            150,
            1,
            Z.ADVISEURS,
            "De projectleider reageert traag. Zijn directie heeft hem ook op een ander project gezet.",
        ),
        (112, 1.5, Z.PARTNERS, "Doorgenomen wat er nog nodig is voor de reservering afloopt."),
        (74, 0.5, Z.ADVISEURS, "Ingesproken, niet teruggebeld. Volgende week opnieuw proberen."),
    ):
        vorm = V.TELEFOON if uren < 1.5 else V.GESPREK
        d.contact(geleden, T.II, uren, vorm, "projectleider namens de corporatie", notitie, zicht)
    zorg = d.knelpunt(
        "zorgpartij_ontbreekt", "Geen zorgorganisatie durft zich vast te leggen op zorg in de nacht.", 205
    )
    d.knelpunt(
        "financiering_gemeenschapsvorming",
        "De bewoners willen een ontmoetingsruimte, maar voor de exploitatie is geen vast geld.",
        130,
        zicht=Z.PARTNERS,
    )
    d.escaleer(
        "De reservering loopt bijna af en er is nog geen zorgorganisatie. Wie vraagt de bestuurders?",
        Escalatieniveau.BESTUUR,
        "wethouder wonen en zorg",
        70,
        19,
        knelpunt=zorg,
        zicht=Z.GEMEENTE,
        eigenaar=None,
    )
    d.actie("Gesprek met drie zorgorganisaties samen", 22, False, sinds=80, soort=Actiesoort.STAP, naam="corporatie")
    d.actie("De projectleider terugbellen", 60, False, sinds=74, eigenaar=d.adviseur, zicht=Z.ADVISEURS)
    return d


def _klokkengieters(stapel: Stapel, plaats: Plaats) -> Dossier:
    """Runs well, monthly; questions about building, and more hours than there are for those."""
    d = plaats.dossier(
        stapel,
        KLOKKENGIETERS,
        omschrijving="Een hof met woningen van drie soorten rond een plein. Alle partners hebben ja gezegd.",
        projectleider_naam="projectleider namens de partners samen",
        projectleider_contact="via de gemeente",
    )
    d.fasen(
        (Fase.INITIATIEF, 610, "begin"),
        (Fase.HAALBAARHEID, 400, "De intentieovereenkomst is getekend door alle besturen."),
        (Fase.ONTWERP, 145, "De plek is vastgelegd en de begroting sluit."),
    )
    d.ritme(Ritme.MAANDELIJKS, 300)
    org = plaats.organisaties.get
    for rol, naam, sinds in (
        (R.GEMEENTE, GEMEENTE, 600), (R.CORPORATIE, g.CORPORATIE, 520), (R.ZORGORGANISATIE, g.ZORGORGANISATIE, 480),
    ):  # fmt: skip
        d.partner(rol, naam, sinds, organisatie=org(naam), gezegd=alle_niveaus(sinds - 60, 40))
    d.partner(R.BEWONERS, GEMEENSCHAP, 430, contact="secretaris", gezegd=alle_niveaus(300))
    d.partner(R.WELZIJNSORGANISATIE, WELZIJN, 260, contact="opbouwwerker", gezegd=alle_niveaus(200)[:2])
    d.scoor(420, _stand(2, 2, 3, 2, 2, 3))
    d.scoor(210, _stand(3, 3, 3, 4, 3, 3))
    d.scoor(40, _stand(4, 3, 4, 4, 3, 4), {C.STRUCTUUR: "De stuurgroep komt om de twee maanden bij elkaar."})
    d.betrek(
        Betrokkenheidsvorm.KLANKBORDGROEP, 190, GEMEENSCHAP, 14,
        "De groep leest mee met elke tekening. De scooters staan nu binnen, dicht bij de lift.",
    )  # fmt: skip
    d.betrek(
        Betrokkenheidsvorm.BIJEENKOMST, 55, "gemeente en corporatie", 70,
        "Zeventig mensen bekeken de maquette. De meeste vragen gingen over de toewijzing.",
    )  # fmt: skip
    _contacten_klokkengieters(d)
    d.knelpunt(
        "brandveiligheid",
        "De brandweer vraagt eisen van een zorggebouw, terwijl het zelfstandige woningen zijn.",
        95,
        zicht=Z.PARTNERS,
    )
    d.knelpunt(
        "netcongestie_nuts",
        "Geen aansluiting op het stroomnet voor 2029.",
        260,
        opgelost=90,
        hoe="Een gedeelde aansluiting met de school ernaast en een batterij in de kelder.",
    )
    d.actie("Voorlopig ontwerp bespreken met bewoners", 55, True, sinds=120, soort=Actiesoort.STAP, naam="architect")
    d.actie("Gesprek met brandweer en architect op de plek", -9, False, sinds=26, naam="projectleider")
    d.actie("Omgevingsvergunning aanvragen", -60, False, sinds=26, soort=Actiesoort.STAP, naam="corporatie")
    return d


def _contacten_klokkengieters(d: Dossier) -> None:
    for geleden, taak, uren, vorm, zicht, notitie in (
        (
            420,
            T.II,
            3,
            V.GESPREK,
            Z.PARTNERS,
            "Samen de stand van de condities opgemaakt. Het bestuurlijk ja is nog dun.",
        ),
        (
            388,
            T.II,
            2,
            V.OVERLEG,
            Z.PARTNERS,
            "De stuurgroep heeft haar eigen regels gemaakt: wie beslist, en wanneer.",
        ),
        (350, T.II, 1, V.VIDEO, Z.GEMEENTE, "De gemeente legt de plek vast in het programma."),
        (
            318,
            T.II,
            1.5,
            V.TELEFOON,
            Z.ADVISEURS,
            "De zorgorganisatie wisselt van bestuurder. Niet laten merken dat wij dat weten.",
        ),
        (
            286,
            T.III,
            2,
            V.GESPREK,
            Z.PARTNERS,
            "Vraag over het stroomnet. Gebeld met een project dat een aansluiting deelt.",
        ),
        (255, T.III, 3, V.BEZOEK, Z.PARTNERS, "Met de netbeheerder op de plek gekeken."),
        (222, T.III, 2.5, V.OVERLEG, Z.GEMEENTE, "Het omgevingsplan en de aansluiting samen gepland."),
        (
            190,
            T.III,
            2,
            V.GESPREK,
            Z.PARTNERS,
            "De klankbordgroep leest mee. De architect vindt dat soms lastig, en het ontwerp wordt beter.",
        ),
        (158, T.III, 3, V.OVERLEG, Z.PARTNERS, "De aansluiting is rond. De partners vieren dat en gaan tekenen."),
        (126, T.III, 2.5, V.GESPREK, Z.GEMEENTE, "Vraag over de gezamenlijke ruimte: wonen of maatschappelijk?"),
        (
            95,
            T.III,
            4,
            V.OVERLEG,
            Z.PARTNERS,
            "De brandweer kwam met nieuwe eisen. Uitgezocht hoe andere gemeenten dit doen.",
        ),
        (
            61,
            T.III,
            2,
            V.VIDEO,
            Z.ADVISEURS,
            "De architect dreigt op te stappen. De projectleider houdt het hoofd koel.",
        ),
        (
            26,
            T.III,
            2,
            V.GESPREK,
            Z.PARTNERS,
            "Afgesproken dat brandweer en architect samen door een gebouw lopen dat al open is.",
        ),
    ):
        d.contact(geleden, taak, uren, vorm, "projectleider namens de partners", notitie, zicht)


def _spoelders(stapel: Stapel, plaats: Plaats) -> Dossier:
    """The adviser has withdrawn: everything carries, and one question came afterwards."""
    d = plaats.dossier(
        stapel,
        SPOELDERSVELD,
        omschrijving="De bouw is begonnen. Bewoners en buurt maken samen het programma voor de ontmoetingsruimte.",
        projectleider_naam="projectleider namens de investeerder",
        projectleider_contact="via de investeerder",
    )
    d.fasen(
        (Fase.INITIATIEF, 740, "begin"),
        (Fase.HAALBAARHEID, 560, "De partners kozen samen een investeerder."),
        (Fase.ONTWERP, 330, "De plek is vastgelegd in het omgevingsplan."),
        (Fase.REALISATIE, 85, "De eerste paal is geslagen door twee toekomstige bewoners."),
    )
    d.ritme(Ritme.AFGEBOUWD, 96)
    org = plaats.organisaties.get
    for rol, naam, sinds in (
        (R.GEMEENTE, GEMEENTE, 740), (R.INVESTEERDER, g.INVESTEERDER, 580), (R.ZORGORGANISATIE, g.ZORGORGANISATIE, 400),
    ):  # fmt: skip
        d.partner(rol, naam, sinds, organisatie=org(naam), gezegd=alle_niveaus(sinds - 40, 40))
    d.partner(R.WELZIJNSORGANISATIE, WELZIJN, 380, contact="opbouwwerker", gezegd=alle_niveaus(340))
    d.scoor(470, _stand(2, 1, 2, 2, 1, 2))
    d.scoor(340, _stand(3, 2, 3, 3, 2, 3))
    d.scoor(210, _stand(3, 3, 3, 4, 3, 3))
    d.scoor(100, _stand(4, 4, 4, 4, 3, 4), {C.STRUCTUUR: "De stuurgroep heeft twee keer zelf een knoop doorgehakt."})
    d.betrek(
        Betrokkenheidsvorm.INITIATIEF, 280, "bewoners uit de buurt", 26,
        "Een groep buren kookt al elke donderdag samen. Zij verhuizen straks mee naar de ontmoetingsruimte.",
    )  # fmt: skip
    for geleden, taak, uren, zicht, notitie in (
        (
            472,
            T.II,
            2,
            Z.PARTNERS,
            "Kennisgemaakt. De investeerder kent de zorg niet, de zorg kent de investeerder niet.",
        ),
        (410, T.II, 2, Z.PARTNERS, "De belangen op één vel gezet. De investeerder vroeg het meest door."),
        (345, T.II, 1.5, Z.ADVISEURS, "De zorgorganisatie vindt het tempo hoog, en zegt dat niet hardop."),
        (280, T.III, 1.5, Z.GEMEENTE, "De gemeente helpt de kookgroep aan een tijdelijke plek."),
        (212, T.III, 1, Z.PARTNERS, "Teruggekeken op de condities. Alles draagt, behalve de afspraken over beheer."),
        (150, T.III, 1.5, Z.PARTNERS, "Het beheer is geregeld. De partners kunnen dit verder zelf."),
        (
            96,
            T.III,
            1,
            Z.PARTNERS,
            "Samen besloten dat ik afbouw. Zij bellen als er iets is; ik bel terug binnen twee dagen.",
        ),
        (
            33,
            T.III,
            0.5,
            Z.PARTNERS,
            "Korte vraag over toewijzing. Doorgestuurd naar een project dat dit al heeft geregeld.",
        ),
    ):
        d.contact(geleden, taak, uren, V.GESPREK if uren >= 1.5 else V.TELEFOON, "projectleider", notitie, zicht)
    d.actie("Afspraken over toewijzing vastleggen", -40, False, sinds=33, soort=Actiesoort.STAP, naam="projectleider")
    return d
