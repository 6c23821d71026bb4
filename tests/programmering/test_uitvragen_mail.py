"""Mails of an uitvraag: at the opening, before and after the closing, and about a decision; each once."""

import datetime

import pytest
from django.utils import timezone

from programmering.tasks import volg_uitvragen
from programmering.uitvragen.actions import (
    Antwoord,
    Opmerking,
    accepteer,
    bewaar_uitvraag,
    geef_terug,
    sluit_af,
    vraag_correctie,
)
from programmering.uitvragen.herinneringen import Moment, herinner, moment_van
from programmering.uitvragen.models import Aanlevering, Uitvraag
from tests.programmering.uitvraagset import DAG, lever, van, vraag
from woonzorg.organisaties.models import Lidmaatschap
from woonzorg.post.models import Bericht

pytestmark = pytest.mark.django_db


def dag(n: int) -> datetime.date:
    return timezone.localdate() + n * DAG


def mails() -> list[tuple[str, str]]:
    """(template, receiver) of what was put in the outbox."""
    return nieuw(set())


def gezien() -> set:
    return set(Bericht.objects.values_list("pk", flat=True))


def nieuw(sinds: set) -> list[tuple[str, str]]:
    """The same, of what was added since `gezien` was asked."""
    return sorted(Bericht.objects.exclude(pk__in=sinds).values_list("sjabloon", "aan"))


AA = ["invoerder-aa@voorbeeld.nl", "vaststeller-aa@voorbeeld.nl"]
TERUGVAL = "wonen@oost.voorbeeld.nl"


@pytest.mark.parametrize(
    ("vandaag", "moment"),
    [
        (-1, None),
        (0, "opent"),
        (15, "opent"),
        (16, "herinnering"),
        (30, "herinnering"),
        (31, "te-laat"),
        (99, "te-laat"),
    ],
)
def test_welke_mail_er_op_een_dag_hoort(vandaag, moment):
    uitvraag = Uitvraag(opent=dag(0), sluit=dag(30), herinner_dagen=14)
    assert moment_van(uitvraag, dag(vandaag)) == moment


def test_een_korte_uitvraag_heeft_geen_herinnering_vooraf():
    uitvraag = Uitvraag(opent=dag(0), sluit=dag(14), herinner_dagen=14)
    assert [moment_van(uitvraag, dag(n)) for n in (0, 7, 14, 15)] == [*[Moment.OPENT] * 3, Moment.TE_LAAT]


def test_de_opening_gaat_naar_iedere_gemeente(cast):
    uitvraag = vraag(toelichting="Let op de jaren.")
    # Cee has nobody: the mailbox of the uitvraag hears of her.
    assert sorted(mails()) == [("uitvraag-niemand", TERUGVAL), *(("uitvraag-opent", wie) for wie in AA)]
    bericht = Bericht.objects.filter(sjabloon="uitvraag-opent").first()
    assert "Let op de jaren." in bericht.tekst
    assert van(uitvraag, "Aa").get_absolute_url() in bericht.tekst
    assert "- Cee" in Bericht.objects.get(sjabloon="uitvraag-niemand").tekst
    assert herinner() == 0


def test_wat_later_opent_mailt_op_die_dag(cast):
    vraag(opent=dag(3))
    assert mails() == []
    assert herinner(dag(2)) == 0
    # Nothing ran on the day itself.
    assert herinner(dag(5)) == 3
    assert herinner(dag(6)) == 0


def test_de_herinnering_gaat_alleen_naar_wie_niet_leverde(cast):
    uitvraag = vraag()
    lever(van(uitvraag, "Aa"))
    al = gezien()
    assert herinner(dag(15)) == 0
    assert herinner(dag(18)) == 1
    assert nieuw(al) == [("uitvraag-niemand", TERUGVAL)]
    assert herinner(dag(19)) == herinner(dag(30)) == 0


def test_een_herinnering_en_een_mail_na_het_sluiten_en_niet_meer(cast):
    vraag()
    al = gezien()
    for n in range(60):
        herinner(dag(n))
        herinner(dag(n))
    assert nieuw(al) == sorted(
        [(f"uitvraag-{soort}", wie) for soort in ("herinnering", "te-laat") for wie in AA]
        + [("uitvraag-niemand", TERUGVAL)] * 2
    )


def test_een_dag_waarop_niets_draaide_wordt_ingehaald(cast):
    vraag()
    al = gezien()
    assert herinner(dag(29)) == 3
    assert herinner(dag(40)) == 3
    assert {s for s, _ in nieuw(al)} == {"uitvraag-herinnering", "uitvraag-te-laat", "uitvraag-niemand"}
    assert "Nog één dag" in Bericht.objects.filter(sjabloon="uitvraag-herinnering").first().onderwerp


def test_het_aantal_dagen_is_te_kiezen(cast):
    vraag(herinner_dagen=3)
    assert herinner(dag(26)) == 0
    assert herinner(dag(27)) == 3


def test_wie_meer_tijd_krijgt_wordt_daar_weer_aan_herinnerd(cast):
    uitvraag = vraag()
    herinner(dag(20))
    uitvraag.sluit = dag(60)
    bewaar_uitvraag(uitvraag=uitvraag, by="test")
    al = gezien()
    assert herinner(dag(21)) == 0
    herinner(dag(50))
    assert ("uitvraag-herinnering", AA[0]) in nieuw(al)


def test_wie_pas_terugkreeg_hoort_het_geen_twee_keer(cast):
    aa = van(vraag(), "Aa")
    lever(aa)
    geef_terug(aanlevering=aa, by="Oost", besluit="Kijk nog eens.")
    Aanlevering.objects.filter(pk=aa.pk).update(besloten_op=timezone.now() + 20 * DAG)
    al = gezien()
    herinner(dag(21))
    assert nieuw(al) == [("uitvraag-niemand", TERUGVAL)]
    herinner(dag(31))
    assert ("uitvraag-te-laat", AA[0]) in nieuw(al)


def test_een_afgesloten_uitvraag_mailt_niet(cast):
    uitvraag = vraag()
    sluit_af(uitvraag=uitvraag, by="test")
    al = gezien()
    assert herinner(dag(20)) == herinner(dag(40)) == 0
    assert nieuw(al) == []


def test_een_correctie_wordt_niet_nagebeld(cast):
    aa = van(vraag(), "Aa")
    lever(aa)
    accepteer(aanlevering=aa, by="Oost")
    vraag_correctie(aanlevering=aa, by="Aa", reden="Fout.")
    al = gezien()
    herinner(dag(20))
    herinner(dag(40))
    assert nieuw(al) == [("uitvraag-niemand", TERUGVAL)] * 2


def test_een_besluit_gaat_naar_wie_leverde(cast, maak_plan):
    plan = maak_plan(plannaam="De Hof")
    aa = van(vraag(), "Aa")
    lever(aa, leveraar=cast.vaststeller_aa)
    al = gezien()
    geef_terug(aanlevering=aa, by="Oost", besluit="Kijk nog eens.", opmerkingen=[Opmerking("Klopt 20?", plan)])
    assert nieuw(al) == [("uitvraag-terug", AA[1])]
    tekst = Bericht.objects.get(sjabloon="uitvraag-terug").tekst
    assert "Kijk nog eens." in tekst
    assert "- De Hof: Klopt 20?" in tekst
    lever(aa, leveraar=cast.invoerder_aa, antwoorden={o.pk: Antwoord("Ja", True) for o in aa.opmerkingen.all()})
    accepteer(aanlevering=aa, by="Oost")
    assert ("uitvraag-geaccepteerd", AA[0]) in nieuw(al)
    vraag_correctie(aanlevering=aa, by="Aa", reden="Een blok vergeten.")
    al = gezien()
    lever(aa)
    # Nobody waits for that one: who leads the uitvraag is told.
    assert nieuw(al) == [("uitvraag-correctie", "coordinator-oost@voorbeeld.nl")]
    assert "Een blok vergeten." in Bericht.objects.get(sjabloon="uitvraag-correctie").tekst
    al = gezien()
    accepteer(aanlevering=aa, by="Oost")
    assert all("als versie 2" in b.tekst for b in Bericht.objects.exclude(pk__in=al))


def test_wie_leverde_en_weg_is_krijgt_geen_mail(cast):
    aa = van(vraag(), "Aa")
    lever(aa, leveraar=cast.vaststeller_aa)
    Lidmaatschap.objects.filter(gebruiker=cast.vaststeller_aa).delete()
    al = gezien()
    geef_terug(aanlevering=aa, by="Oost", besluit="Kijk nog eens.")
    assert nieuw(al) == [("uitvraag-terug", AA[0])]
    Lidmaatschap.objects.filter(gebruiker=cast.invoerder_aa).delete()
    lever(aa)
    accepteer(aanlevering=aa, by="Oost")
    bericht = Bericht.objects.get(sjabloon="uitvraag-geaccepteerd")
    assert bericht.aan == TERUGVAL
    assert "Bij Aa heeft niemand een account" in bericht.tekst


def test_wat_niet_doorgaat_mailt_niet(cast):
    aa = van(vraag(), "Aa")
    lever(aa, leveraar=cast.vaststeller_aa)
    al = gezien()
    with pytest.raises(Exception, match="Schrijf wat"):
        geef_terug(aanlevering=aa, by="Oost")
    assert nieuw(al) == []


def test_een_gekke_naam_breekt_geen_mail(cast):
    uitvraag = vraag(naam="Najaar & <b>voorjaar</b>")
    onderwerp = Bericht.objects.filter(sjabloon="uitvraag-opent").first().onderwerp
    assert onderwerp.startswith(uitvraag.naam)


def test_de_dagelijkse_taak(cast):
    vraag()
    Uitvraag.objects.update(opent=dag(-40), sluit=dag(-1))
    al = gezien()
    volg_uitvragen()
    volg_uitvragen()
    assert len(nieuw(al)) == 3
