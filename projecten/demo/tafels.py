"""Overlegtafels of the demo: most regio's have one, some have gone quiet, some have none. Members by their function."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from projecten.tafels.models import Besluit, Overleg, Overlegtafel, Tafellid
from woonzorg.gebieden.models import Gemeente, Woondealregio

from .stapel import Stapel, moment

TWENTE = "WD13"
# Of every five regio's the fourth has no table yet, and of every six the third one has fallen silent.
ZONDER, BROOS = (5, 3), (6, 2)
DOEL = (
    "Samen zorgen dat elke gemeente haar deel van de opgave geclusterd en zorggeschikt op een plek heeft.",
    "Bestuurders spreken elkaar vier keer per jaar aan op plekken, partners en planning.",
    "Knelpunten uit projecten hier oplossen, of er samen mee naar provincie en Rijk gaan.",
)
AANWEZIG = "wethouders, bestuurders van corporaties en zorgorganisaties, provincie"
SAMENVATTING = (
    "Alle gemeenten lieten hun plekken zien. Vier gemeenten hebben nog geen plek vastgelegd.",
    "De corporaties vertelden waar zij kunnen investeren. Het zorgkantoor legde de vraag in de regio ernaast.",
    "Gesproken over de exploitatie van ontmoetingsruimten. Iedereen loopt hiertegenaan.",
    "Het stroomnet is de rem. De netbeheerder komt de volgende keer uitleg geven.",
    "Twee projecten kwamen vertellen. De tafel wil vaker horen wat er in projecten speelt.",
)
BESLUITEN = (
    ("Elke gemeente legt voor de zomer minstens één plek vast.", "wethouders"),
    ("Eén formulier voor alle gemeenten om een plek voor te stellen.", "provincie"),
    ("De corporaties delen hun investeringsruimte per gemeente.", "corporaties"),
    ("Zorgorganisaties verdelen de nachtzorg per wijk.", "zorgorganisaties"),
    ("Een gezamenlijke brief aan de netbeheerder.", "voorzitter"),
    ("Een vaste plaats op de agenda voor een project dat vastzit.", "secretaris"),
    ("Het zorgkantoor levert de zorgvraag per kern.", "zorgkantoor"),
    ("De parkeernorm voor ouderen wordt in alle gemeenten gelijk.", "wethouders"),
)


def maak_tafels(stapel: Stapel, rng: Random, vandaag: date) -> None:
    gemeenten: dict[str, list[Gemeente]] = {}
    for gemeente in Gemeente.objects.geldig_op(vandaag).order_by("code"):
        gemeenten.setdefault(gemeente.woondealregio_id, []).append(gemeente)
    for nummer, regio in enumerate(Woondealregio.objects.filter(code__in=gemeenten).order_by("code")):
        if nummer % ZONDER[0] == ZONDER[1] and regio.code != TWENTE:
            continue
        broos = nummer % BROOS[0] == BROOS[1] and regio.code != TWENTE
        _tafel(stapel, rng, regio, gemeenten[regio.code], vandaag, broos)


def _tafel(stapel: Stapel, rng: Random, regio, gemeenten: Sequence[Gemeente], vandaag: date, broos: bool) -> None:
    laatste = vandaag - timedelta(days=rng.randint(135, 260) if broos else rng.randint(6, 70))
    tafel = stapel.leg(
        Overlegtafel(
            woondealregio=regio,
            naam=f"Tafel wonen en zorg {regio.naam}",
            doel=rng.choice(DOEL),
            volgende=None if broos else vandaag + timedelta(days=rng.randint(8, 60)),
            rekenvoorbeeld=True,
            aangemaakt=moment(laatste - timedelta(days=400)),
        )
    )
    begin = laatste - timedelta(days=rng.randint(300, 420))
    leden = _leden(stapel, tafel, gemeenten, begin)
    if regio.code == TWENTE:
        _overdracht(stapel, leden[0], vandaag)
    datum, overleggen = laatste, []
    while datum > begin:
        overleggen.append(datum)
        datum -= timedelta(days=rng.randint(55, 95))
    for datum in reversed(overleggen):
        _overleg(stapel, rng, tafel, leden, datum, vandaag)


def _leden(stapel: Stapel, tafel: Overlegtafel, gemeenten: Sequence[Gemeente], van: date) -> list[Tafellid]:
    regio = tafel.woondealregio.naam
    wie = [
        (f"Wethouder van {g.naam}", f"Gemeente {g.naam}", "wethouder wonen en zorg", True, "wonen, zorg en welzijn")
        for g in gemeenten[:5]
    ]
    wie += [
        ("Gedeputeerde", f"Provincie {gemeenten[0].provincie.naam}", "gedeputeerde wonen", True, "voorzitter"),
        ("Bestuurder corporaties", f"Corporaties (voorbeeld) {regio}", "bestuurder", True, "alle corporaties"),
        ("Bestuurder zorg", f"Zorgorganisaties (voorbeeld) {regio}", "bestuurder", True, "ouderenzorg"),
        ("Zorginkoper", f"Zorgkantoor (voorbeeld) {regio}", "zorginkoper", False, "langdurige zorg"),
        ("Secretaris", f"Provincie {gemeenten[0].provincie.naam}", "secretaris van de tafel", False, ""),
    ]
    return [
        stapel.leg(
            Tafellid(
                tafel=tafel, naam=naam, organisatie_naam=organisatie, functie=functie, bestuurlijk=bestuurlijk,
                portefeuille=portefeuille, van=van,
            )
        )
        for naam, organisatie, functie, bestuurlijk, portefeuille in wie
    ]  # fmt: skip


def _overdracht(stapel: Stapel, lid: Tafellid, vandaag: date) -> None:
    """One wethouder left and gave the portefeuille to the next."""
    lid.tot = vandaag - timedelta(days=48)
    lid.overdracht = (
        "Drie plekken wachten op een besluit van het college. Met de corporatie is afgesproken dat de eerste voor de "
        "zomer wordt vastgelegd. De afspraak over nachtzorg is mondeling; leg die nog vast."
    )
    opvolger = Tafellid(
        tafel=lid.tafel,
        naam=f"Nieuwe {lid.naam[0].lower()}{lid.naam[1:]}",
        organisatie_naam=lid.organisatie_naam,
        functie=lid.functie,
        bestuurlijk=True,
        portefeuille=lid.portefeuille,
        van=lid.tot,
    )
    stapel.volgt_op(lid, stapel.leg(opvolger))


def _overleg(stapel: Stapel, rng: Random, tafel, leden: Sequence[Tafellid], datum: date, vandaag: date) -> None:
    overleg = stapel.leg(
        Overleg(
            tafel=tafel, datum=datum, aanwezig=AANWEZIG, samenvatting=rng.choice(SAMENVATTING), door_naam=leden[-1].naam
        )
    )
    for tekst, wie in rng.sample(BESLUITEN, rng.randint(1, 3)):
        uiterlijk = datum + timedelta(days=rng.randint(30, 150))
        klaar = datum + timedelta(days=rng.randint(10, 140))
        gedaan = klaar if klaar <= vandaag and rng.random() < 0.75 else None
        # A decision that someone of today is to carry out.
        lid = rng.choice([lid for lid in leden if lid.tot is None])
        stapel.leg(Besluit(overleg=overleg, tekst=tekst, lid=lid, wie=wie, uiterlijk=uiterlijk, gedaan_op=gedaan))
