"""Enschede by hand: the gemeente of the demo's main roles, with a plot in every stage and something on each page.

Places are points in the Rijksdriehoek within the town; where such a point is taken, the place is drawn as elsewhere.
"""

from datetime import date

from programmering.aanpassingen.lijsten import Aanpassingsoort, VanType
from programmering.boden.lijsten import Partijsoort
from programmering.partners.lijsten import Niveau, Partnerrol

from . import plekgegevens as g
from .bestaand import aanpassingstuk, bag_ids, kansstuk
from .boden import bodregel, bodstuk, voorstelstuk
from .ontwerp import Gemeentebasis
from .plots import S, dagen, partner, plotstuk, regel, score, stap
from .stuk import Gemeenteplannen, Planbasis, Stuk

CODE = "GM0153"
GEMEENTE = "Gemeente Enschede"
GEMEENSCHAP = "Bewonersinitiatief (voorbeeld) Enschede"
EIGENAAR = "vaststeller.enschede@demo.example"
ADVISEUR = "adviseur.overijssel@demo.example"
ROL = Partnerrol
WEVERSTUIN, KANTKLOS, KLOKKENGIETERS = "Weverstuin", "Kantkloshof, oude school", "Klokkengietersplein"
COMPLEX_BAG = 48


def maak_enschede(gemeente: Gemeentebasis, plannen: Gemeenteplannen, laaddag: date) -> list[Stuk]:
    return [
        *_plots(gemeente, plannen, laaddag),
        *_boden(gemeente, laaddag),
        *_bestaand(gemeente),
        *_voorstellen(gemeente, laaddag),
    ]


def _weg(laaddag: date, *stappen: tuple) -> list[dict]:
    """Steps as (status, days before the day of loading, fields); each comes from the one before."""
    weg, van = [], ""
    for naar, geleden, meer in stappen:
        weg.append(stap(van, naar, dagen(laaddag, -geleden), **meer))
        van = naar
    return weg


def _reservering(tot: date) -> dict:
    return {"reservering_tot": tot.isoformat(), "bewijs": g.RESERVERING}


def _scores(datum: date, **waarden: tuple[int, str]) -> list[dict]:
    return [score(criterium, waarde, datum, reden) for criterium, (waarde, reden) in waarden.items()]


def _alle_niveaus(laaddag: date, geleden: int) -> list[tuple[str, date]]:
    niveaus = (Niveau.UITVOEREND, Niveau.DIRECTIE, Niveau.BESTUURLIJK)
    return [(niveau, dagen(laaddag, 40 * nummer - geleden)) for nummer, niveau in enumerate(niveaus)]


def _plots(gemeente: Gemeentebasis, plannen: Gemeenteplannen, laaddag: date) -> list[Stuk]:
    wie = {"eigenaar": EIGENAAR, "adviseur": ADVISEUR}
    # One plan that fills its plot, and one that leaves room.
    op_maat = plannen.koppelbaar[:2]
    return [
        _loopt_af(gemeente, laaddag, wie),
        _zoekt_zorg(gemeente, laaddag, wie),
        _ieder_doet_mee(gemeente, laaddag, wie),
        _kandidaat(gemeente, laaddag, wie),
        *(_in_plan(gemeente, laaddag, wie, plan) for plan in op_maat[:1]),
        *(_met_ruimte(gemeente, laaddag, wie, plan) for plan in op_maat[1:]),
    ]


def _loopt_af(gemeente: Gemeentebasis, laaddag: date, wie: dict) -> Stuk:
    tot = dagen(laaddag, 25)
    return plotstuk(
        gemeente,
        naam=WEVERSTUIN,
        adres="Naast het spoor",
        status=S.GERESERVEERD,
        reservering_tot=tot.isoformat(),
        vertrouwelijkheid="openbaar",
        bouwvorm="nieuwbouw",
        grondpositie="gemeente",
        planologie="wijziging_nodig",
        toelichting="De reservering loopt bijna af. Er moet nog een zorgorganisatie bij.",
        regels=[regel("geclusterd", 28, 2029, 28), regel("zorggeschikt", 14, 2030, 14)],
        stappen=_weg(
            laaddag,
            (S.KANDIDAAT, 610, {}),
            (S.IN_GESPREK, 470, {}),
            (S.GERESERVEERD, 340, _reservering(tot)),
        ),
        scores=_scores(
            dagen(laaddag, -350),
            voorzieningen=(5, "Winkels, huisarts en apotheek binnen 300 meter."),
            ov=(5, "Een halte voor de deur, ook in het weekend."),
            ontmoeting=(3, ""),
            zorginfrastructuur=(2, "Er is nog geen organisatie die dag en nacht kan komen."),
            barrieres=(4, ""),
            draagvlak=(4, "De buurt vraagt er zelf om."),
            grond=(5, "De grond is van de gemeente."),
        ),
        partners=[
            partner(ROL.GEMEENTE, GEMEENTE, dagen(laaddag, -610), [], bekend=True),
            partner(
                ROL.CORPORATIE_INVESTEERDER,
                g.CORPORATIE,
                dagen(laaddag, -420),
                _alle_niveaus(laaddag, 400)[:2],
                bekend=True,
            ),
            partner(ROL.LOKALE_GEMEENSCHAP, GEMEENSCHAP, dagen(laaddag, -200), []),
        ],
        vorm=(120.0, 70.0, 0.35),
        punt=(258_300, 471_900),
        **wie,
    )


def _zoekt_zorg(gemeente: Gemeentebasis, laaddag: date, wie: dict) -> Stuk:
    return plotstuk(
        gemeente,
        naam=KANTKLOS,
        adres="Zuid",
        status=S.IN_GESPREK,
        vertrouwelijkheid="openbaar",
        bouwvorm="transformatie",
        grondpositie="corporatie",
        planologie="past",
        toelichting="De corporatie en de buurt willen. Zonder zorgorganisatie kan het niet verder.",
        regels=[regel("geclusterd", 22, 2030, 22), regel("zorggeschikt", 16, 2030, 16)],
        stappen=_weg(laaddag, (S.KANDIDAAT, 300, {}), (S.IN_GESPREK, 120, {})),
        scores=_scores(
            dagen(laaddag, -100),
            voorzieningen=(4, ""),
            ov=(3, "De bus rijdt niet in de avond."),
            ontmoeting=(5, "Het buurthuis ligt ernaast."),
            zorginfrastructuur=(2, "Nachtzorg komt van ver."),
            draagvlak=(5, "De buurt vraagt er zelf om."),
        ),
        partners=[
            partner(ROL.GEMEENTE, GEMEENTE, dagen(laaddag, -300), [], bekend=True),
            partner(
                ROL.CORPORATIE_INVESTEERDER,
                g.CORPORATIE,
                dagen(laaddag, -110),
                _alle_niveaus(laaddag, 90)[:1],
                bekend=True,
            ),
            partner(ROL.LOKALE_GEMEENSCHAP, GEMEENSCHAP, dagen(laaddag, -100), _alle_niveaus(laaddag, 60)[:1]),
        ],
        vorm=(80.0, 55.0, 1.1),
        punt=(258_100, 468_900),
        **wie,
    )


def _ieder_doet_mee(gemeente: Gemeentebasis, laaddag: date, wie: dict) -> Stuk:
    tot = dagen(laaddag, -80)
    return plotstuk(
        gemeente,
        naam=KLOKKENGIETERS,
        adres="Noord",
        status=S.VASTGELEGD,
        vertrouwelijkheid="openbaar",
        bouwvorm="nieuwbouw",
        grondpositie="gemeente",
        planologie="in_voorbereiding",
        toelichting="Alle partners hebben bestuurlijk toegezegd.",
        regels=[
            regel("nultreden", 20, 2029, 0),
            regel("geclusterd", 40, 2029, 40),
            regel("zorggeschikt", 24, 2029, 24),
        ],
        stappen=_weg(
            laaddag,
            (S.KANDIDAAT, 720, {}),
            (S.IN_GESPREK, 600, {}),
            (S.GERESERVEERD, 445, _reservering(tot)),
            (
                S.VASTGELEGD,
                150,
                {"vastgelegd_in": "volkshuisvestingsprogramma", "bewijs": g.BEWIJS["volkshuisvestingsprogramma"]},
            ),
        ),
        scores=_scores(
            dagen(laaddag, -460),
            voorzieningen=(4, ""),
            ov=(4, "Een halte op honderd meter."),
            ontmoeting=(5, "Een ontmoetingsruimte komt in het gebouw."),
            zorginfrastructuur=(5, "Een zorgteam werkt al in deze buurt."),
            barrieres=(4, "Vlak en veilig te lopen."),
            draagvlak=(4, ""),
            grond=(5, "De grond is van de gemeente."),
        ),
        partners=[
            partner(ROL.GEMEENTE, GEMEENTE, dagen(laaddag, -720), _alle_niveaus(laaddag, 400), bekend=True),
            partner(
                ROL.CORPORATIE_INVESTEERDER,
                g.CORPORATIE,
                dagen(laaddag, -520),
                _alle_niveaus(laaddag, 460),
                bekend=True,
            ),
            partner(
                ROL.ZORGORGANISATIE,
                g.ZORGORGANISATIE,
                dagen(laaddag, -480),
                _alle_niveaus(laaddag, 380),
                bekend=True,
            ),
            partner(ROL.LOKALE_GEMEENSCHAP, GEMEENSCHAP, dagen(laaddag, -430), _alle_niveaus(laaddag, 300)),
        ],
        vorm=(130.0, 90.0, 0.8),
        punt=(257_300, 473_300),
        **wie,
    )


def _kandidaat(gemeente: Gemeentebasis, laaddag: date, wie: dict) -> Stuk:
    return plotstuk(
        gemeente,
        naam="Waterpas, parkeerterrein",
        adres="Glanerbrug",
        status=S.KANDIDAAT,
        vertrouwelijkheid="gemeente",
        bouwvorm="nieuwbouw",
        grondpositie="marktpartij",
        planologie="onbekend",
        toelichting="De eigenaar wil eerst weten wat de gemeente van plan is.",
        regels=[regel("geclusterd", 18, 0)],
        stappen=_weg(laaddag, (S.KANDIDAAT, 30, {})),
        scores=[],
        partners=[],
        vorm=(70.0, 60.0, 0.2),
        punt=(263_600, 470_700),
        **wie,
    )


def _in_plan(gemeente: Gemeentebasis, laaddag: date, wie: dict, plan: Planbasis) -> Stuk:
    return plotstuk(
        gemeente,
        naam="Spoeldersveld",
        status=S.IN_PLAN,
        vertrouwelijkheid=plan.vertrouwelijkheid,
        bouwvorm="nieuwbouw",
        grondpositie="meerdere",
        planologie="past",
        regels=[regel(w, n, 2029) for w, n in plan.zorg.items() if n],
        stappen=_weg(
            laaddag,
            (S.KANDIDAAT, 900, {}),
            (S.IN_GESPREK, 760, {}),
            (S.GERESERVEERD, 600, _reservering(dagen(laaddag, -240))),
            (S.VASTGELEGD, 330, {"vastgelegd_in": "omgevingsplan", "bewijs": g.BEWIJS["omgevingsplan"]}),
            (S.IN_PLAN, 90, {}),
        ),
        scores=_scores(dagen(laaddag, -610), voorzieningen=(4, ""), ov=(3, ""), draagvlak=(4, ""), grond=(4, "")),
        partners=[
            partner(ROL.GEMEENTE, GEMEENTE, dagen(laaddag, -900), [], bekend=True),
            partner(
                ROL.CORPORATIE_INVESTEERDER,
                g.INVESTEERDER,
                dagen(laaddag, -580),
                _alle_niveaus(laaddag, 500),
                bekend=True,
            ),
            partner(
                ROL.ZORGORGANISATIE,
                g.ZORGORGANISATIE,
                dagen(laaddag, -400),
                _alle_niveaus(laaddag, 360)[:2],
                bekend=True,
            ),
        ],
        vorm=(100.0, 80.0, 0.5),
        plancode=plan.plancode,
        **wie,
    )


def _met_ruimte(gemeente: Gemeentebasis, laaddag: date, wie: dict, plan: Planbasis) -> Stuk:
    tot = dagen(laaddag, 300)
    return plotstuk(
        gemeente,
        naam="Tegelzettershoek, sportveld",
        status=S.GERESERVEERD,
        reservering_tot=tot.isoformat(),
        vertrouwelijkheid="openbaar",
        bouwvorm="nieuwbouw",
        grondpositie="gemeente",
        planologie="in_voorbereiding",
        toelichting="Het eerste deel is een plan geworden; er past nog een gebouw naast.",
        regels=[regel(w, n + 20, 2030) for w, n in plan.zorg.items() if n],
        stappen=_weg(
            laaddag,
            (S.KANDIDAAT, 500, {}),
            (S.IN_GESPREK, 380, {}),
            (S.GERESERVEERD, 245, _reservering(tot)),
        ),
        scores=_scores(dagen(laaddag, -260), voorzieningen=(3, ""), ov=(3, ""), ontmoeting=(2, ""), draagvlak=(4, "")),
        partners=[partner(ROL.GEMEENTE, GEMEENTE, dagen(laaddag, -500), [], bekend=True)],
        vorm=(150.0, 90.0, 1.3),
        plancode=plan.plancode,
        **wie,
    )


def _boden(gemeente: Gemeentebasis, laaddag: date) -> list[Stuk]:
    def bod(soort: str, partij: str, geleden: int, regels: list[dict], **meer) -> Stuk:
        datum = dagen(laaddag, -geleden).isoformat()
        vast = {"bouwvorm": "nieuwbouw", "status": "uitgebracht", "status_datum": datum, "document": g.DOCUMENTEN[1]}
        open_ = {"vertrouwelijkheid": "openbaar", "datum": datum, "regels": regels}
        return bodstuk(gemeente, partij=partij, partij_soort=soort, **(vast | open_ | meer))

    return [
        bod(
            Partijsoort.CORPORATIE,
            g.CORPORATIE,
            420,
            [bodregel("geclusterd", 2029, 40), bodregel("zorggeschikt", 2029, 24)],
            organisatie=True,
            plot=KLOKKENGIETERS,
            status="aanvaard",
            status_datum=dagen(laaddag, -150).isoformat(),
            document=g.DOCUMENTEN[2],
        ),
        bod(
            Partijsoort.CORPORATIE,
            g.CORPORATIE,
            60,
            [bodregel("geclusterd", 2029, 28), bodregel("zorggeschikt", 2030, 14)],
            organisatie=True,
            plot=WEVERSTUIN,
        ),
        bod(
            Partijsoort.CORPORATIE,
            g.CORPORATIE,
            200,
            [bodregel("nultreden", 2027, 48), bodregel("nultreden", 2028, 36)],
            organisatie=True,
            bouwvorm="bestaande_bouw",
            status="aanvaard",
            status_datum=dagen(laaddag, -150).isoformat(),
            document=g.DOCUMENTEN[2],
        ),
        bod(Partijsoort.ZORGORGANISATIE, g.ZORGORGANISATIE, 35, [bodregel("zorggeschikt", 2031, 30)], organisatie=True),
        bod(
            Partijsoort.INVESTEERDER,
            g.INVESTEERDER,
            90,
            [bodregel("nultreden", 2028, 30), bodregel("geclusterd", 2030, 36)],
            organisatie=True,
            vertrouwelijkheid="provincie",
        ),
        bod(
            Partijsoort.ONTWIKKELAAR,
            "Ontwikkelaar (voorbeeld) Twente",
            300,
            [bodregel("nultreden", 2028, 60)],
            status="ingetrokken",
            status_datum=dagen(laaddag, -75).isoformat(),
        ),
        bod(
            Partijsoort.CORPORATIE,
            g.CORPORATIE,
            15,
            [bodregel("geclusterd", 2030, 60), bodregel("geclusterd", 2031, 60)],
            organisatie=True,
            hele_regio=True,
            toelichting="Verdeeld over Twente, op plekken die nog gezocht worden.",
        ),
    ]


def _bestaand(gemeente: Gemeentebasis) -> list[Stuk]:
    def kans(naam: str, soort: str, eigenaar: str, woningen: int, naar: str, reden: str, punt, **meer) -> Stuk:
        vast = {"status": "open", "vertrouwelijkheid": "openbaar"}
        return kansstuk(
            gemeente,
            naam=naam,
            soort=soort,
            eigenaar_soort=eigenaar,
            woningen=woningen,
            naar_type=naar,
            reden=reden,
            vorm=(75.0, 35.0, 0.6),
            punt=punt,
            **(vast | meer),
        )

    return [
        aanpassingstuk(
            gemeente,
            naam="Complex Spinnewielhof",
            soort=Aanpassingsoort.ONTMOETINGSRUIMTE,
            van_type=VanType.NULTREDEN,
            naar_type="geclusterd",
            jaar=2025,
            eigenaar_soort="corporatie",
            eigenaar_naam=g.CORPORATIE,
            toelichting="De oude berging is een ontmoetingsruimte geworden; de bewoners beheren haar zelf.",
            bag=bag_ids(gemeente, 0, COMPLEX_BAG),
        ),
        kans(
            "Flat Noorderlicht",
            "complex",
            "corporatie",
            64,
            "nultreden",
            "Zes lagen zonder lift. Een lift aan de galerij maakt alle woningen geschikt.",
            (256_700, 470_200),
        ),
        kans(
            "Terrein Zonnewijzer",
            "instellingsterrein",
            "zorgorganisatie",
            40,
            "zorggeschikt",
            "Het terrein komt deels leeg; zorg is er dag en nacht.",
            (255_200, 471_300),
            vertrouwelijkheid="provincie",
        ),
        kans(
            "Flat Regenboog",
            "complex",
            "corporatie",
            52,
            "geclusterd",
            "Er wonen al veel ouderen; alleen een ontmoetingsruimte ontbreekt.",
            (260_200, 471_100),
            status="opgepakt",
        ),
    ]


def _voorstellen(gemeente: Gemeentebasis, laaddag: date) -> list[Stuk]:
    return [
        voorstelstuk(
            gemeente,
            soort="interesse",
            plot=WEVERSTUIN,
            organisatie=g.ZORGORGANISATIE,
            door="partner.zorgorganisatie@demo.example",
            rol=str(ROL.ZORGORGANISATIE),
            bericht="Ons wijkteam werkt vlakbij. Wij kunnen hier dag en nacht zorg geven vanaf 2029.",
            datum=dagen(laaddag, -6).isoformat(),
        ),
        voorstelstuk(
            gemeente,
            soort="voorstel",
            plot=KANTKLOS,
            organisatie=g.CORPORATIE,
            door="partner.corporatie@demo.example",
            rol="",
            bericht="Op de verdieping passen zes woningen meer, en een jaar later is haalbaar.",
            datum=dagen(laaddag, -3).isoformat(),
            regels=[
                {"veld": "aantal_geclusterd", "oud": "22", "nieuw": "28"},
                {"veld": "jaar_geclusterd", "oud": "2030", "nieuw": "2031"},
            ],
        ),
    ]
