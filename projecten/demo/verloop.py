"""How a project of the demo went, drawn from the seed: phases, partners, contacts, scores, knelpunten."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from programmering.demo.plots import kies
from programmering.partners.lijsten import Niveau
from projecten.coaching.lijsten import Taak
from projecten.project.lijsten import Actiesoort, Conditie, Fase, Projectrol, Ritme
from projecten.zicht import Zichtbaarheid
from woonzorg.gebieden.models import Gemeente
from woonzorg.organisaties.models import Gebruiker, Organisatie

from . import teksten as t
from .dossier import Dossier
from .plekken import Plek
from .stapel import Stapel

PAD = list(Fase)
VROEG = (Fase.IDEE, Fase.INITIATIEF)
STAP = {Ritme.TWEEWEKELIJKS: 14, Ritme.MAANDELIJKS: 30, Ritme.AFGEBOUWD: 30}
# Silent: so many days without contact at least.
STIL_VANAF = {Ritme.TWEEWEKELIJKS: 15, Ritme.MAANDELIJKS: 32}
LANGST_GECOACHT = 520
STIL, DRUK, MET_OUDEREN, MET_KNELPUNT, MET_SCORES, MET_LEIDER = 0.13, 0.1, 0.7, 0.55, 0.72, 0.87


@dataclass(frozen=True)
class Plotpartij:
    """A partner as the plot has it, or one that goes with a plan."""

    rol: str
    naam: str
    van: date | int
    organisatie: Organisatie | None = None
    gezegd: Sequence[tuple[str, date | int]] = field(default_factory=tuple)


def maak_project(
    stapel: Stapel,
    rng: Random,
    plek: Plek,
    gemeente: Gemeente,
    adviseur: Gebruiker | None,
    partijen: Sequence[Plotpartij],
    vandaag: date,
) -> Dossier:
    fase = kies(rng, t.FASEN[plek.stand])
    leider = kies(rng, t.LEIDERS) if rng.random() < MET_LEIDER else ""
    dossier = Dossier(
        stapel,
        vandaag,
        adviseur,
        gemeente=gemeente,
        naam=plek.naam,
        omschrijving=rng.choice(t.OMSCHRIJVING),
        plot_id=plek.plot_id,
        plan_id=plek.plan_id,
        projectleider_naam=leider,
        projectleider_contact="via de adviseur" if leider and adviseur else "",
    )
    begin = rng.randint(*t.LOOPTIJD[fase])
    _fasen(rng, dossier, fase, begin)
    _partners(rng, dossier, fase, begin, partijen)
    _betrokkenheid(rng, dossier, fase, begin)
    _stappen(rng, dossier, fase, begin)
    _knelpunten(rng, dossier, fase, begin)
    if adviseur:
        _coaching(rng, dossier, fase, begin)
    return dossier


def _fasen(rng: Random, dossier: Dossier, fase: Fase, begin: int) -> None:
    eerste = PAD.index(Fase.IDEE) if fase == Fase.IDEE or rng.random() < 0.6 else PAD.index(Fase.INITIATIEF)
    pad = PAD[eerste : PAD.index(fase) + 1]
    # In even parts, each a bit early or late; the phase of today began a while ago.
    deel = begin / (len(pad) + 0.5)
    stappen = [(pad[0], begin, "begin")]
    for nummer, f in enumerate(pad[1:], 1):
        geleden = begin - round(deel * (nummer + rng.uniform(-0.25, 0.25)))
        stappen.append((f, max(1, geleden), t.FASETEKST[f]))
    dossier.fasen(*stappen)


def _partners(rng: Random, dossier: Dossier, fase: Fase, begin: int, partijen: Sequence[Plotpartij]) -> None:
    for partij in partijen:
        functie = t.FUNCTIES.get(partij.rol, "")
        dossier.partner(
            partij.rol, partij.naam, partij.van, organisatie=partij.organisatie, contact=functie, gezegd=partij.gezegd
        )
    gemeente = dossier.project.gemeente
    rollen = {partij.rol for partij in partijen}
    for rol, (naam, vroeg, later) in t.ERBIJ.items():
        if rol in rollen or rng.random() * 100 >= (vroeg if fase in VROEG else later):
            continue
        van = rng.randint(begin // 3, begin)
        naam = naam.format(gemeente=gemeente.naam, regio=gemeente.woondealregio.naam)
        dossier.partner(rol, naam, van, contact=t.FUNCTIES.get(rol, ""), gezegd=_toezegging(rng, fase, van))


def bij_een_plan(rng: Random, gemeente: Gemeente, bekend: dict[str, Organisatie], in_twente: bool) -> list[Plotpartij]:
    """Who takes part in a plan without a plot: the organisations of the demo where they work."""

    def naam(organisatie: str) -> tuple[str, Organisatie | None]:
        if in_twente and rng.random() < 0.5 and organisatie in bekend:
            return organisatie, bekend[organisatie]
        return f"{organisatie} {gemeente.woondealregio.naam}", None

    partijen = []
    for rol, kans, wie in (
        (Projectrol.GEMEENTE, 1.0, (f"Gemeente {gemeente.naam}", bekend.get(f"Gemeente {gemeente.naam}"))),
        (Projectrol.CORPORATIE, 0.85, naam("Woningcorporatie (voorbeeld)")),
        (Projectrol.ZORGORGANISATIE, 0.66, naam("Zorgorganisatie (voorbeeld)")),
    ):
        if rng.random() < kans:
            van = rng.randint(60, 300)
            partijen.append(Plotpartij(rol, wie[0], van, wie[1], _toezegging(rng, Fase.HAALBAARHEID, van)))
    return partijen


def _toezegging(rng: Random, fase: Fase, van: int) -> list[tuple[str, int]]:
    gezegd, geleden = [], van
    for niveau in (Niveau.UITVOEREND, Niveau.DIRECTIE, Niveau.BESTUURLIJK):
        geleden -= rng.randint(7, 60)
        if geleden < 1 or rng.random() > t.NIVEAU[fase] / 4:
            break
        gezegd.append((niveau, geleden))
    return gezegd


def _betrokkenheid(rng: Random, dossier: Dossier, fase: Fase, begin: int) -> None:
    if rng.random() > MET_OUDEREN or fase == Fase.IDEE:
        return
    for vorm in rng.sample(list(t.BETROKKEN), 1 if fase in VROEG else rng.randint(1, 3)):
        wie = rng.choice(("welzijnsorganisatie", "zorgorganisatie", "bewonersgroep", "gemeente"))
        geleden = rng.randint(2, max(3, begin - 10))
        dossier.betrek(vorm, geleden, wie, rng.choice((8, 12, 18, 25, 40, 65, None)), rng.choice(t.BETROKKEN[vorm]))


def _stappen(rng: Random, dossier: Dossier, fase: Fase, begin: int) -> None:
    """Steps of the phases before are done; of those of today some are, some are late."""
    for nummer, f in enumerate(PAD[: PAD.index(fase) + 1]):
        geweest = f != fase
        for wat in t.STAPPEN[f] if not geweest else t.STAPPEN[f][:1]:
            if rng.random() < 0.25:
                continue
            sinds = max(2, begin - nummer * begin // 6)
            uiterlijk = max(1, sinds - rng.randint(10, 60)) if geweest else rng.choice((-45, -30, -20, -14, -7, 4, 12))
            dossier.actie(
                wat,
                uiterlijk,
                geweest or (uiterlijk > 0 and rng.random() < 0.6),
                sinds=max(sinds, uiterlijk + 1),
                soort=Actiesoort.STAP,
                naam=rng.choice(t.DOENERS),
            )


def _knelpunten(rng: Random, dossier: Dossier, fase: Fase, begin: int) -> None:
    if fase == Fase.IN_GEBRUIK or rng.random() > MET_KNELPUNT:
        return
    gewichten = [(categorie, gewicht) for categorie, (gewicht, _, _) in t.KNELPUNTEN.items()]
    for categorie in {kies(rng, gewichten) for _ in range(rng.choice((1, 1, 2)))}:
        _, zinnen, oplossing = t.KNELPUNTEN[categorie]
        geleden = rng.randint(10, max(12, min(300, begin)))
        opgelost = rng.randint(1, geleden - 5) if rng.random() < 0.25 else None
        dossier.knelpunt(
            categorie,
            rng.choice(zinnen),
            geleden,
            opgelost=opgelost,
            hoe=oplossing,
            zicht=kies(
                rng, ((Zichtbaarheid.GEMEENTE, 65), (Zichtbaarheid.PARTNERS, 22), (Zichtbaarheid.ADVISEURS, 13))
            ),
        )


# --- Coaching ----------------------------------------------------------------------------------------------


def _coaching(rng: Random, dossier: Dossier, fase: Fase, begin: int) -> None:
    ritme = kies(rng, t.RITMES[fase])
    eerste = min(begin - 1, LANGST_GECOACHT, rng.randint(120, LANGST_GECOACHT))
    if ritme == Ritme.AFGEBOUWD:
        sinds = max(1, min(eerste - 10, rng.randint(40, 200)))
        laatste = sinds
    else:
        sinds = max(1, min(eerste, rng.randint(10, 150)))
        stil = rng.random() < STIL
        laatste = STIL_VANAF[ritme] + rng.randint(2, 45) if stil else rng.randint(1, STIL_VANAF[ritme] - 3)
    dossier.ritme(ritme, sinds)
    _contacten(rng, dossier, fase, eerste, min(laatste, eerste), ritme)
    if rng.random() < MET_SCORES or ritme == Ritme.AFGEBOUWD:
        _scores(rng, dossier, fase, eerste, ritme)


def _contacten(rng: Random, dossier: Dossier, fase: Fase, eerste: int, laatste: int, ritme: str) -> None:
    druk = 1.8 if rng.random() < DRUK else 1.0
    if rng.random() < 0.4:
        dossier.contact(
            eerste + rng.randint(5, 15), Taak.I, 0.5, "telefoon", "beleidsmedewerker wonen en zorg",
            rng.choice(t.EERSTE_CONTACT), Zichtbaarheid.GEMEENTE, voor_project=True,
        )  # fmt: skip
    geleden, recent = laatste, 0
    while geleden < eerste:
        _contact(rng, dossier, fase, geleden, druk, recent < 3)
        geleden += max(5, STAP[ritme] + rng.randint(-3, 5))
        recent += 1
    dossier.contact(eerste, Taak.I, 2, "gesprek", "projectleider", rng.choice(t.EERSTE_CONTACT), Zichtbaarheid.GEMEENTE)


def _contact(rng: Random, dossier: Dossier, fase: Fase, geleden: int, druk: float, recent: bool) -> None:
    # In the first half of the way it is about agreements, later about questions.
    voorbij = PAD.index(fase) >= PAD.index(Fase.ONTWERP)
    taak = kies(rng, ((Taak.II, 25), (Taak.III, 75)) if voorbij else ((Taak.I, 5), (Taak.II, 72), (Taak.III, 23)))
    uren = min(8, round(4 * druk * rng.choice((0.75, 1, 1.5, 2, 2, 2.5, 3, 4))) / 4)
    zicht = kies(rng, t.ZICHT)
    notitie = f"{rng.choice(t.NOTITIES[zicht])} {rng.choice(t.VERVOLG[taak])}"
    vervolg = None
    if rng.random() < (0.45 if recent else 0.15):
        uiterlijk = geleden - rng.randint(7, 25)
        vervolg = (rng.choice(t.ACTIES), uiterlijk, uiterlijk > 0 and rng.random() < 0.85)
    dossier.contact(
        geleden,
        taak,
        uren,
        kies(rng, t.VORMEN_KORT if uren < 1.5 else t.VORMEN_LANG),
        rng.choice(t.WIE),
        notitie,
        zicht,
        vervolg=vervolg,
    )


def _scores(rng: Random, dossier: Dossier, fase: Fase, eerste: int, ritme: str) -> None:
    """One to four times; mostly rising, to the level that fits the phase. All carry where the adviser withdrew."""
    keren = rng.randint(1, 4) if ritme != Ritme.AFGEBOUWD else rng.randint(2, 4)
    basis = {c: t.NIVEAU[fase] + rng.gauss(0, 0.6) for c in Conditie}
    if ritme == Ritme.AFGEBOUWD:
        basis = {c: max(3.0, waarde) for c, waarde in basis.items()}
    tussen = max(1, (eerste - 4) // max(1, keren))
    for keer in range(keren):
        geleden = max(1, 3 + rng.randint(0, min(20, tussen - 1)) + (keren - 1 - keer) * tussen)
        scores, zinnen = {}, {}
        for conditie in Conditie:
            waarde = basis[conditie] - 0.6 * (keren - 1 - keer) + (rng.gauss(0, 0.2) if keer < keren - 1 else 0)
            scores[conditie] = max(1, min(4, round(waarde)))
            if rng.random() < 0.3:
                zinnen[conditie] = t.CONDITIETEKST[conditie][scores[conditie] > 2]
        dossier.scoor(geleden, scores, zinnen)
