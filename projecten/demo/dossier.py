"""Building one project of the demo, with all that hangs on it. Every day is a number of days before `vandaag`."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from programmering.partners.lijsten import Niveau
from projecten.agendering.models import Escalatie, Projectknelpunt
from projecten.coaching.models import Contactmoment
from projecten.project.lijsten import Actiesoort, Conditie, Fase
from projecten.project.models import (
    Actie,
    Betrokkenheid,
    Conditiescore,
    Faseovergang,
    Project,
    Projectcommitment,
    Projectpartner,
)
from projecten.zicht import Zichtbaarheid
from woonzorg.organisaties.models import Gebruiker, Organisatie

from .stapel import Stapel, moment

LAAG_TOT = 2  # up to this score a condition gets the sentence of what is missing
NAAMLOOS = "Rekenvoorbeeld"


class Dossier:
    def __init__(self, stapel: Stapel, vandaag: date, adviseur: Gebruiker | None, **velden):
        self.stapel = stapel
        self.vandaag = vandaag
        self.adviseur = adviseur
        self.door_naam = adviseur.naam if adviseur else NAAMLOOS
        self._partners: set[tuple[str, str]] = set()
        self.project = stapel.leg(Project(adviseur=adviseur, rekenvoorbeeld=True, **velden))

    def dag(self, geleden: int) -> date:
        return self.vandaag - timedelta(days=geleden)

    def fasen(self, *stappen: tuple[Fase, int, str]) -> None:
        """Phases in order as (phase, days ago, note); the last one is the phase of today."""
        project = self.project
        for fase, geleden, toelichting in stappen:
            self.stapel.leg(
                Faseovergang(
                    project=project,
                    fase=fase,
                    datum=self.dag(geleden),
                    toelichting=toelichting,
                    door_naam=self.door_naam,
                    vastgelegd_op=moment(self.dag(geleden)),
                )
            )
            project.fase, project.fase_sinds = fase, self.dag(geleden)
        project.aangemaakt = moment(self.dag(stappen[0][1]), 9)

    def ritme(self, ritme: str, geleden: int) -> None:
        self.project.ritme, self.project.ritme_sinds = ritme, self.dag(geleden)

    def partner(
        self,
        rol: str,
        naam: str,
        van: int | date,
        *,
        organisatie: Organisatie | None = None,
        contact: str = "",
        gezegd: Iterable[tuple[str, int | date]] = (),
    ) -> None:
        """A partner, once in a role, with the levels on which it said yes."""
        if (rol, naam) in self._partners:
            return
        self._partners.add((rol, naam))
        partner = self.stapel.leg(
            Projectpartner(
                project=self.project, rol=rol, naam=naam, organisatie=organisatie, contact=contact, van=self._dag(van)
            )
        )
        for niveau, datum in gezegd:
            self.stapel.leg(Projectcommitment(partner=partner, niveau=niveau, datum=self._dag(datum)))

    def _dag(self, wanneer: int | date) -> date:
        return wanneer if isinstance(wanneer, date) else self.dag(wanneer)

    def scoor(self, geleden: int, scores: dict[Conditie, int], teksten: dict[Conditie, str] | None = None) -> None:
        for conditie, score in scores.items():
            self.stapel.leg(
                Conditiescore(
                    project=self.project,
                    conditie=conditie,
                    score=score,
                    datum=self.dag(geleden),
                    toelichting=(teksten or {}).get(conditie, ""),
                    door_naam=self.door_naam,
                )
            )

    def betrek(self, vorm: str, geleden: int, wie: str, deelnemers: int | None, resultaat: str) -> None:
        self.stapel.leg(
            Betrokkenheid(
                project=self.project,
                vorm=vorm,
                datum=self.dag(geleden),
                organisatie=wie,
                deelnemers=deelnemers,
                resultaat=resultaat,
                door_naam=self.door_naam,
            )
        )

    def contact(
        self,
        geleden: int,
        taak: str,
        uren: float,
        vorm: str,
        wie: str,
        notitie: str,
        zicht: str = Zichtbaarheid.ADVISEURS,
        *,
        voor_project: bool = False,
        vervolg: tuple[str, int, bool] | None = None,
    ) -> Contactmoment:
        """A contact of the adviser; `voor_project`: with the gemeente, when there was no project yet. `vervolg` is
        what was agreed: what, before how many days ago (below zero: still to come), and whether it is done."""
        project, datum = self.project, self.dag(geleden)
        contact = self.stapel.leg(
            Contactmoment(
                project=None if voor_project else project,
                gemeente=project.gemeente,
                provincie_id=project.gemeente.provincie_id,
                datum=datum,
                vorm=vorm,
                taak=taak,
                uren=Decimal(str(uren)),
                wie=wie,
                notitie=notitie,
                zichtbaarheid=zicht,
                door=self.adviseur,
                door_naam=self.door_naam,
                rekenvoorbeeld=True,
                aangemaakt=moment(datum, 16),
                gewijzigd=moment(datum, 16),
            )
        )
        if vervolg:
            wat, uiterlijk, gedaan = vervolg
            self.actie(wat, uiterlijk, gedaan, sinds=geleden, zicht=zicht, eigenaar=self.adviseur, contact=contact)
        return contact

    def actie(
        self,
        wat: str,
        uiterlijk: int | None,
        gedaan: bool,
        *,
        sinds: int,
        soort: str = Actiesoort.ACTIEPUNT,
        eigenaar: Gebruiker | None = None,
        naam: str = "",
        zicht: str = Zichtbaarheid.PARTNERS,
        contact: Contactmoment | None = None,
    ) -> None:
        klaar = min(sinds, max(0, (uiterlijk or 0) + 2))
        self.stapel.leg(
            Actie(
                project=self.project,
                soort=soort,
                wat=wat,
                eigenaar=eigenaar,
                eigenaar_naam=eigenaar.naam if eigenaar else naam,
                uiterlijk=None if uiterlijk is None else self.dag(uiterlijk),
                gedaan_op=self.dag(klaar) if gedaan else None,
                zichtbaarheid=zicht,
                contact=contact,
                door_naam=self.door_naam,
                aangemaakt=moment(self.dag(sinds), 16),
            )
        )

    def knelpunt(
        self,
        categorie: str,
        omschrijving: str,
        geleden: int,
        *,
        opgelost: int | None = None,
        hoe: str = "",
        zicht: str = Zichtbaarheid.GEMEENTE,
    ) -> Projectknelpunt:
        return self.stapel.leg(
            Projectknelpunt(
                project=self.project,
                categorie=categorie,
                omschrijving=omschrijving,
                sinds=self.dag(geleden),
                opgelost_op=None if opgelost is None else self.dag(opgelost),
                hoe_opgelost=hoe if opgelost is not None else "",
                zichtbaarheid=zicht,
                door_naam=self.door_naam,
                aangemaakt=moment(self.dag(geleden), 15),
            )
        )

    def escaleer(
        self,
        onderwerp: str,
        niveau: str,
        wie: str,
        geleden: int,
        uiterlijk: int,
        *,
        knelpunt: Projectknelpunt | None = None,
        uitkomst: str = "",
        gesloten: int | None = None,
        zicht: str = Zichtbaarheid.ADVISEURS,
        eigenaar: Gebruiker | None = None,
    ) -> None:
        self.stapel.leg(
            Escalatie(
                project=self.project,
                knelpunt=knelpunt,
                onderwerp=onderwerp,
                niveau=niveau,
                eigenaar=eigenaar,
                eigenaar_naam=wie,
                sinds=self.dag(geleden),
                uiterlijk=self.dag(uiterlijk),
                uitkomst=uitkomst,
                gesloten_op=None if gesloten is None else self.dag(gesloten),
                zichtbaarheid=zicht,
                door_naam=self.door_naam,
            )
        )


def alle_niveaus(eerste: int, stap: int = 30) -> list[tuple[str, int]]:
    """Yes on all three levels, the first so many days ago."""
    niveaus = (Niveau.UITVOEREND, Niveau.DIRECTIE, Niveau.BESTUURLIJK)
    return [(niveau, max(1, eerste - stap * nummer)) for nummer, niveau in enumerate(niveaus)]
