"""Receiving a file, checking it, and writing what someone confirmed. Pages, tasks and the command come here.

Checking commits its rows in steps, so that progress shows; it can be done over at any moment. Committing is one
transaction: all of it or nothing.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from programmering.plannen.models import Plan, Planregel
from programmering.plannen.regels import Regel
from programmering.voortgang.vraag import vraag_bijwerking
from woonzorg.organisaties.log import log
from woonzorg.organisaties.models import Logregel

from . import fouterijen, opgaven, profiel, sjabloon, velden, voortgang
from .beoordelen import Beoordelaar, Oordeel
from .controle import FOUT
from .geheugen import zelden_zoeken
from .kopieer import kopieer, kopieer_objecten, nieuwe_sleutels
from .lezers import Kop, Leesfout, StelselOnbekend, kies_lezer
from .models import Import, Importoverlap, Importregel
from .ontbreekt import Ontbreekzoeker, meegenomen
from .overlap import Overlapzoeker

logger = logging.getLogger(__name__)
Status, Uitkomst = Import.Status, Importregel.Uitkomst
POGINGEN = 3
RD = 28992
# Of what is said about a whole file, and of kinds of messages: what fits a page.
MAX_OPMERKINGEN, MAX_REDENEN = 50, 200
# First half of the key of a session lock per import; any number, as long as nothing else here locks on it.
LOCK = 729
# The same, per gemeente that an import writes in.
LOCK_GEMEENTE = 730
# What PostgreSQL says when two transactions hold each other up: one of them is stopped, and can simply begin again.
_KLEM = {"40P01", "40001"}
SINDS_CONTROLE = (
    "Sinds de controle is er iets veranderd aan wat hiervan in het portaal staat, of aan uw rechten. Er is niets "
    "geschreven; controleer het bestand opnieuw."
)
_PLANVELDEN = (
    "gemeente",
    *velden.SOORT,
    "geometrie",
    "bron_waarden",
    "versie",
    "gewijzigd",
)
# What the database fills in by itself.
_SLEUTEL, _DOOR_DATABASE = frozenset({"id"}), frozenset({"verwijderd_door"})
_REGELVELDEN = ("gepland", "gerealiseerd", "rest_per_jaar", "gerealiseerd_per_jaar", "waarvan_corporatie")
DRUK = (
    "Op dit moment veranderen anderen dezelfde plannen. Er is niets geschreven. Leg de import over een minuut nog eens "
    "vast."
)
ONVERWACHT = "Er ging iets mis in het portaal; er is niets geschreven. Probeer het opnieuw, of meld het de beheerder."


def ontvang(
    *, bestandsnaam: str, inhoud: bytes, profielnaam: str, srid: int | None, door, door_naam: str, vraag: bool = False
) -> Import:
    """Keeps a file for checking. Leesfout or Profielfout when it cannot be used at all; nothing is kept then.

    With `vraag` a file that only lacks its CRS is kept until somebody says (`kies_stelsel`). Without a name of a
    profile it is the one that the columns of the file fit.
    """
    gekozen = profiel.laad(profielnaam) if profielnaam else _zoek_profiel(bestandsnaam, inhoud)
    lezer = kies_lezer(bestandsnaam, inhoud, herken_kolom=gekozen.kent)
    lezer.controleer(bestandsnaam, inhoud)
    fout = ""
    try:
        kop = lezer.kop(inhoud, srid=srid)
    except StelselOnbekend as onbekend:
        if not vraag:
            raise
        # Whatever the answer will be: nobody is asked about a file that has other columns.
        kop, fout = lezer.kop(inhoud, srid=RD), str(onbekend)
    controleer_kolommen(gekozen, kop)
    return Import.objects.create(
        status=Status.VRAAGT if fout else Status.WACHT,
        fout=fout,
        bestandsnaam=bestandsnaam[-255:],
        bestand=inhoud,
        profiel=gekozen.naam,
        profiel_versie=gekozen.versie,
        srid=srid,
        door=door,
        door_naam=door_naam[:300],
        kop="" if fout else kop.als_tekst(),
        totaal=kop.aantal,
    )


def _zoek_profiel(bestandsnaam: str, inhoud: bytes) -> profiel.Profiel:
    """The profile that knows most of the columns, of those that miss none that they need; Leesfout when none does."""
    profielen = profiel.alle()
    lezer = kies_lezer(bestandsnaam, inhoud, herken_kolom=lambda kolom: any(p.kent(kolom) for p in profielen))
    lezer.controleer(bestandsnaam, inhoud)
    # Whatever the CRS is: only the columns matter here.
    kop = lezer.kop(inhoud, srid=RD)
    te_kiezen = [p for p in profielen if p.vanzelf or p.naam == kop.profiel]
    passend = [p for p in te_kiezen if not _ontbrekende_kolommen(p, kop)]
    if not passend:
        raise Leesfout(
            "De kolommen van dit bestand passen bij geen enkel profiel. Kies zelf een profiel om te zien welke "
            "kolommen ontbreken, of download het sjabloon en vul dat in."
        )
    return max(passend, key=lambda p: (p.naam == kop.profiel, sum(map(p.kent, kop.kolommen))))


def kies_stelsel(import_id: int, srid: int) -> bool:
    """Gives a file that names no CRS the one that a person chose, or another after checking; it is checked (again).

    False when this import does not wait for that.
    """
    te_kiezen = Q(status=Status.VRAAGT) | Q(status=Status.GECONTROLEERD, samenvatting__stelsel_gekozen=True)
    imports = Import.objects.filter(te_kiezen, pk=import_id)
    return bool(imports.update(status=Status.WACHT, srid=srid, kop="", fout="", samenvatting={}))


def controleer_kolommen(gekozen: profiel.Profiel, kop: Kop) -> None:
    if ontbreekt := _ontbrekende_kolommen(gekozen, kop):
        raise Leesfout(
            f"Dit bestand past niet bij profiel '{gekozen.titel}': het mist de kolom{'men' * (len(ontbreekt) > 1)} "
            f"{', '.join(ontbreekt)}."
        )


def _ontbrekende_kolommen(gekozen: profiel.Profiel, kop: Kop) -> list[str]:
    aanwezig = set(map(gekozen.kolom, kop.kolommen))
    return [kolom for kolom in gekozen.verplichte_kolommen if kolom not in aanwezig]


@contextmanager
def _alleen(import_id: int) -> Iterator[bool]:
    """True when no other worker has this import in hand. The lock goes with the connection of who dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, import_id])
        gekregen = cursor.fetchone()[0]
        try:
            yield gekregen
        finally:
            if gekregen and not connection.needs_rollback and connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, import_id])


# --- Checking ----------------------------------------------------------------------------------------------


@zelden_zoeken()
def controleer_import(import_id: int, *, meld: Callable[[int, int], None] | None = None, gebonden: bool = True) -> None:
    """The dry run: a row of outcome for every row of the file. From the start again after a killed worker.

    `gebonden` False, for the command only: not bound to a werkgebied.
    """
    with _alleen(import_id) as aan_de_beurt:
        if not aan_de_beurt:
            return
        begonnen = Import.objects.filter(pk=import_id, status__in=[Status.WACHT, Status.CONTROLEREN]).update(
            status=Status.CONTROLEREN, verwerkt=0, fout=""
        )
        if not begonnen:
            return
        try:
            _controleer(Import.objects.select_related("door").get(pk=import_id), meld, gebonden)
        except (Leesfout, profiel.Profielfout) as fout:
            _mislukt(import_id, str(fout))
        except OperationalError:
            # The database went away: nothing is wrong with the file, and the task comes again.
            raise
        except IntegrityError:
            # Thrown away while it was being checked: then there is nothing to say any more.
            if Import.objects.filter(pk=import_id).exists():
                _mislukt(import_id, ONVERWACHT)
                raise
        except Exception:
            _mislukt(import_id, ONVERWACHT)
            raise


def _mislukt(import_id: int, fout: str) -> None:
    Import.objects.filter(pk=import_id).update(status=Status.MISLUKT, fout=fout)


def _beoordelaar(import_: Import, gebonden: bool, **extra) -> Beoordelaar | opgaven.Opgavebeoordelaar:
    if import_.doel == Import.Doel.OPGAVEN:
        return opgaven.beoordelaar(import_, gebonden, **extra)
    gekozen = profiel.laad(import_.profiel)
    # Whose account has been deleted since may do nothing any more; that is not the same as a command.
    user = (import_.door or AnonymousUser()) if gebonden else None
    inhoud = bytes(import_.bestand)
    lezer = kies_lezer(import_.bestandsnaam, inhoud, herken_kolom=gekozen.kent)
    return Beoordelaar(profiel=gekozen, lezer=lezer, kop=import_.lees_kop(lezer), user=user, **extra)


def _controleer_opgaven(import_: Import, gebonden: bool) -> None:
    """Small, and without ground that could overlap: all of it in one step."""
    oordelen = _beoordelaar(import_, gebonden)
    tellen, begrenzer = Samenvatter(oordelen), fouterijen.Begrenzer()
    with transaction.atomic():
        import_.regels.all().delete()
        for blok in oordelen.blokken(bytes(import_.bestand)):
            Importregel.objects.bulk_create(begrenzer.begrens([o.als_regel(import_.pk) for o in blok]))
            tellen.neem(blok)
        Import.objects.filter(pk=import_.pk).update(
            status=Status.GECONTROLEERD,
            samenvatting=tellen.als_json(),
            totaal=oordelen.kop.aantal,
            verwerkt=oordelen.kop.aantal,
            profiel_versie=oordelen.profiel.versie,
        )


def _controleer(import_: Import, meld: Callable[[int, int], None] | None, gebonden: bool) -> None:
    if import_.doel == Import.Doel.OPGAVEN:
        return _controleer_opgaven(import_, gebonden)
    import_.regels.all().delete()
    oordelen = _beoordelaar(import_, gebonden)
    tellen = Samenvatter(oordelen)
    Import.objects.filter(pk=import_.pk).update(totaal=oordelen.kop.aantal, profiel_versie=oordelen.profiel.versie)
    verwerkt, begrenzer = 0, fouterijen.Begrenzer()
    ontbreekt = Ontbreekzoeker(oordelen)
    with Overlapzoeker(oordelen.user) as zoeker:
        for blok in oordelen.blokken(bytes(import_.bestand)):
            verwerkt += len(blok)
            with transaction.atomic():
                kopieer_objecten(
                    Importregel, begrenzer.begrens([o.als_regel(import_.pk) for o in blok]), zonder=_SLEUTEL
                )
                Import.objects.filter(pk=import_.pk).update(verwerkt=verwerkt)
            tellen.neem(blok)
            zoeker.neem(blok)
            ontbreekt.neem(blok)
            if meld:
                meld(verwerkt, oordelen.kop.aantal)
        samenvatting = tellen.als_json() | {"overlap": zoeker.bewaar(import_), "ontbreekt": ontbreekt.als_json()}
    Import.objects.filter(pk=import_.pk).update(
        status=Status.GECONTROLEERD, samenvatting=samenvatting, verwerkt=verwerkt
    )


class Samenvatter:
    """Counts outcomes and reasons as rows pass by, for the head of the result page."""

    def __init__(self, oordelen: Beoordelaar):
        self.stelsel = oordelen.kop.stelsel.naam if oordelen.kop.met_vlakken else ""
        self.stelsel_gekozen = oordelen.kop.stelsel_gekozen
        self.opmerkingen = [*oordelen.kop.opmerkingen, *filter(None, [sjabloon.opmerking(oordelen.kop.sjabloon)])]
        self.onbekende_kolommen = sorted(
            k for k in oordelen.kop.kolommen if not oordelen.profiel.kent(k) and not fouterijen.is_foutkolom(k)
        )
        self.kolommen = fouterijen.volgorde(oordelen.kop)
        self.uitkomsten: Counter = Counter()
        self.met_waarschuwing = 0
        self.redenen: Counter = Counter()

    def neem(self, blok: list[Oordeel]) -> None:
        for oordeel in blok:
            self.uitkomsten[str(oordeel.uitkomst)] += 1
            self.met_waarschuwing += oordeel.uitkomst != Uitkomst.GEWEIGERD and bool(oordeel.rij.meldingen)
            # A reason counts once a row, so that the numbers are rows.
            for reden in {(m.soort, m.kolom, m.reden or m.melding) for m in oordeel.rij.meldingen}:
                self.redenen[reden] += 1

    def als_json(self) -> dict:
        # As text and short: column names come from the file.
        kolommen = [
            kolom.encode("utf-8", "replace").decode().replace("\0", "")[:100] for kolom in self.onbekende_kolommen
        ]
        volgorde = sorted(self.redenen.items(), key=lambda r: (r[0][0] != FOUT, -r[1], r[0]))
        return {
            "uitkomsten": {u: self.uitkomsten[u] for u in Uitkomst.values},
            "met_waarschuwing": self.met_waarschuwing,
            "redenen": [
                {"soort": soort, "kolom": kolom, "reden": reden, "aantal": n}
                for (soort, kolom, reden), n in volgorde[:MAX_REDENEN]
            ],
            "aantal_redenen": len(volgorde),
            # Only what refused rows are given back by.
            "kolommen": self.kolommen if self.uitkomsten[Uitkomst.GEWEIGERD] else [],
            "stelsel": self.stelsel,
            "stelsel_gekozen": self.stelsel_gekozen,
            "opmerkingen": self.opmerkingen[:MAX_OPMERKINGEN],
            "onbekende_kolommen": kolommen[:50],
            "aantal_onbekende_kolommen": len(kolommen),
        }


# --- Committing --------------------------------------------------------------------------------------------


def vraag_vastleggen(import_id: int) -> bool:
    """Marks a checked import for committing; False when it is not (or no longer) ready for that."""
    return bool(
        Import.objects.filter(pk=import_id, status=Status.GECONTROLEERD).update(status=Status.VASTLEGGEN, verwerkt=0)
    )


@zelden_zoeken()
def leg_import_vast(import_id: int, *, meld: Callable[[int, int], None] | None = None, gebonden: bool = True) -> None:
    """Writes what was confirmed, in one transaction. Safe to repeat: what is committed is not committed again."""
    with _alleen(import_id) as aan_de_beurt:
        if not aan_de_beurt:
            return
        for poging in range(1, POGINGEN + 1):
            try:
                _leg_vast(import_id, meld or _meld_voortgang(import_id), gebonden)
                return
            except IntegrityError:
                # Somebody took a name or a plancode in the meantime; the next check sees it and refuses that row.
                if poging == POGINGEN:
                    _terug_naar_gecontroleerd(import_id)
                    raise
            except (Leesfout, profiel.Profielfout) as fout:
                _mislukt(import_id, str(fout))
                return
            except OperationalError as fout:
                if not _zit_klem(fout):
                    raise
                if poging == POGINGEN:
                    _terug_naar_gecontroleerd(import_id, DRUK)
            except Exception:
                _terug_naar_gecontroleerd(import_id)
                raise


def _zit_klem(fout: OperationalError) -> bool:
    return getattr(fout.__cause__, "sqlstate", "") in _KLEM


def _meld_voortgang(import_id: int):
    return lambda verwerkt, totaal: voortgang.meld(import_id, verwerkt)


def _terug_naar_gecontroleerd(import_id: int, waarom: str = ONVERWACHT) -> None:
    """Nothing was written, the check still stands, and the button can be pressed again."""
    Import.objects.filter(pk=import_id, status=Status.VASTLEGGEN).update(status=Status.GECONTROLEERD, fout=waarom)


def _een_tegelijk_per_gemeente(import_: Import) -> None:
    """Imports that write in the same gemeente go one after the other, until the end of their transactions.

    They take the same names and codes, in another order each: side by side they would wait for each other. Taken in
    one order, so that these locks themselves never do.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT pg_advisory_xact_lock(%s, g.sleutel)
            FROM (
                SELECT DISTINCT hashtext(gemeentenaam) AS sleutel FROM programmering_importregel
                WHERE bij_id = %s AND uitkomst <> %s ORDER BY sleutel
            ) g
            """,
            [LOCK_GEMEENTE, import_.pk, Uitkomst.GEWEIGERD],
        )


@transaction.atomic
def _leg_vast(import_id: int, meld: Callable[[int, int], None], gebonden: bool) -> None:
    import_ = Import.objects.select_for_update(of=("self",)).select_related("door").filter(pk=import_id).first()
    if import_ is None or import_.status != Status.VASTLEGGEN:
        return
    _een_tegelijk_per_gemeente(import_)
    oordelen = _beoordelaar(import_, gebonden, vergrendel=True)
    if oordelen.profiel.versie != import_.profiel_versie:
        raise profiel.Profielfout("Het profiel is gewijzigd sinds de controle. Bied het bestand opnieuw aan.")
    _verlicht_triggers()
    tellen, nu, verwerkt = Samenvatter(oordelen), timezone.now(), 0
    with pghistory.context(door=import_.door_naam, **{"import": import_.pk}):
        for blok in oordelen.blokken(bytes(import_.bestand)):
            regels = {
                r.nummer: r for r in import_.regels.filter(nummer__range=(blok[0].rij.nummer, blok[-1].rij.nummer))
            }
            for oordeel in blok:
                _weiger_wat_anders_is(oordeel, regels[oordeel.rij.nummer])
            if import_.doel == Import.Doel.OPGAVEN:
                opgaven.schrijf(blok, import_)
            else:
                _schrijf(blok, nu, oordelen.profiel.titel)
            _werk_regels_bij(blok, regels, import_)
            tellen.neem(blok)
            verwerkt += len(blok)
            meld(verwerkt, oordelen.kop.aantal)
    import_.status, import_.vastgelegd_op, import_.bestand, import_.fout = Status.VASTGELEGD, nu, b"", ""
    import_.samenvatting, import_.verwerkt = tellen.als_json() | meegenomen(import_), verwerkt
    import_.save()
    # What was to be looked at before is done with; the shapes are in the plans.
    Importoverlap.objects.filter(regel__bij=import_).delete()
    _log_resultaat(import_)
    vraag_bijwerking()


def _verlicht_triggers() -> None:
    """Tells every trigger of this transaction that none is switched off.

    Left open, pgtrigger finds that out per row by an error that it catches. Each such error makes PostgreSQL walk
    along all deferred triggers waiting for the end of the transaction: with ten thousand plans a minute and more.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


def _weiger_wat_anders_is(oordeel: Oordeel, gezien: Importregel) -> None:
    """Only what someone saw and confirmed is written; a row that came out otherwise since is refused."""
    regel = oordeel.als_regel(gezien.bij_id)
    zelfde = (regel.uitkomst, regel.plan_id, regel.plannaam, regel.gemeentenaam, regel.wijzigingen) == (
        gezien.uitkomst,
        gezien.plan_id,
        gezien.plannaam,
        gezien.gemeentenaam,
        gezien.wijzigingen,
    )
    if zelfde:
        return
    if not oordeel.rij.geweigerd:
        oordeel.rij.fout("", "", SINDS_CONTROLE)
    oordeel.uitkomst, oordeel.plan, oordeel.wijzigingen, oordeel.alleen_bron = Uitkomst.GEWEIGERD, None, [], False


def _schrijf(blok: list[Oordeel], nu, bron: str) -> None:
    nieuw = [o for o in blok if o.uitkomst == Uitkomst.NIEUW]
    for oordeel in nieuw:
        oordeel.maak_plan(bron)
    gewijzigd = [o for o in blok if o.uitkomst == Uitkomst.GEWIJZIGD]
    alleen_bron = [o for o in blok if o.alleen_bron]
    if nieuw:
        for oordeel, pk in zip(nieuw, nieuwe_sleutels(Plan, len(nieuw)), strict=True):
            oordeel.plan.pk = pk
        kopieer_objecten(Plan, [o.plan for o in nieuw], zonder=_DOOR_DATABASE)
    for oordeel in gewijzigd:
        oordeel.plan.versie += 1
        oordeel.plan.gewijzigd = nu
    for oordeel in (*gewijzigd, *alleen_bron):
        oordeel.plan.bron_waarden = oordeel.bron.als_json()
    _schrijf_over([o.plan for o in gewijzigd], _PLANVELDEN)
    _schrijf_over([o.plan for o in alleen_bron], ("bron_waarden",))
    _schrijf_regels(nieuw, [o for o in gewijzigd if o.regels is not None])


def _schrijf_over(plannen: list[Plan], velden: tuple[str, ...]) -> None:
    """Upsert by key: one statement, where bulk_update writes a CASE per field and row."""
    if plannen:
        Plan.objects.bulk_create(plannen, update_conflicts=True, unique_fields=["id"], update_fields=velden)


def _schrijf_regels(nieuw: list[Oordeel], gewijzigd: list[Oordeel]) -> None:
    over, weg = [], []
    if nieuw:
        kopieer(
            Planregel,
            ("plan", "groep", "categorie", *_REGELVELDEN),
            (_als_rij(oordeel.plan.pk, regel) for oordeel in nieuw for regel in oordeel.regels),
        )
    for oordeel in gewijzigd:
        bestaand = {(r.groep, r.categorie): r for r in oordeel.plan.regels.all()}
        for regel in oordeel.regels:
            oud, nieuwe = bestaand.pop(regel.sleutel, None), _planregel(oordeel.plan, regel)
            if oud is None or any(getattr(oud, veld) != getattr(nieuwe, veld) for veld in _REGELVELDEN):
                over.append(nieuwe)
        weg += [rij.pk for rij in bestaand.values()]
    if weg:
        Planregel.objects.filter(pk__in=weg).delete()
    if over:
        Planregel.objects.bulk_create(
            over, update_conflicts=True, unique_fields=["plan", "groep", "categorie"], update_fields=_REGELVELDEN
        )


def _als_rij(plan_id: int, regel: Regel) -> tuple:
    return (
        plan_id,
        regel.groep,
        regel.categorie,
        regel.gepland,
        regel.gerealiseerd,
        _jaren_als_json(regel.rest_per_jaar),
        _jaren_als_json(regel.gerealiseerd_per_jaar),
        regel.waarvan_corporatie,
    )


def _jaren_als_json(jaren: dict[str, int]) -> str:
    """What json.dumps makes of it, which sets itself up anew for each of so many small ones."""
    return "{" + ", ".join([f'"{jaar}": {aantal}' for jaar, aantal in jaren.items()]) + "}"


def _planregel(plan: Plan, regel: Regel) -> Planregel:
    return Planregel(
        plan=plan,
        groep=regel.groep,
        categorie=regel.categorie,
        gepland=regel.gepland,
        gerealiseerd=regel.gerealiseerd,
        rest_per_jaar=regel.rest_per_jaar,
        gerealiseerd_per_jaar=regel.gerealiseerd_per_jaar,
        waarvan_corporatie=regel.waarvan_corporatie,
    )


def _werk_regels_bij(blok: list[Oordeel], regels: dict[int, Importregel], import_: Import) -> None:
    """Keeps with each row what became of it: the new plan, or why it was refused after all."""
    anders, plan_van = [], {}
    for oordeel in blok:
        oud, plan = regels[oordeel.rij.nummer], oordeel.plan.pk if oordeel.plan is not None else None
        if oordeel.uitkomst != oud.uitkomst or oordeel.rij.meldingen_als_json() != oud.meldingen:
            regel = oordeel.als_regel(import_.pk)
            regel.pk = oud.pk
            anders.append(regel)
        elif plan != oud.plan_id:
            plan_van[oud.pk] = plan
    if plan_van:
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE programmering_importregel r SET plan_id = i.plan
                FROM unnest(%s::bigint[], %s::bigint[]) AS i (regel, plan) WHERE r.id = i.regel
                """,
                [list(plan_van), list(plan_van.values())],
            )
    if anders:
        velden = ["uitkomst", "plan", "meldingen", "heeft_waarschuwing", "wijzigingen", "plannaam", "gemeentenaam"]
        over = [*velden, "bronrij"]
        Importregel.objects.bulk_create(anders, update_conflicts=True, unique_fields=["id"], update_fields=over)


def _log_resultaat(import_: Import) -> None:
    aantallen = ", ".join(f"{n} {uitkomst}" for uitkomst, n in import_.samenvatting["uitkomsten"].items())
    log(
        Logregel.Handeling.IMPORT,
        user=import_.door,
        wie="" if import_.door else import_.door_naam,
        wat=f"Vastgelegd: {import_.bestandsnaam} met profiel {import_.profiel}: {aantallen}",
    )


def gooi_weg(import_: Import) -> bool:
    """Deletes an import that has not been committed, with its file; False when it has been, or is being."""
    verwijderd, _ = (
        Import.objects.filter(pk=import_.pk).exclude(status__in=[Status.VASTLEGGEN, Status.VASTGELEGD]).delete()
    )
    return bool(verwijderd)
