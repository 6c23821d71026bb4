"""Reads for partners and voorstellen: the roles of a plot, who receives a mail, what someone may decide on."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from programmering.plannen.models import Plan
from programmering.plots.lijsten import LOPEND
from programmering.plots.models import Plot
from woonzorg.organisaties.models import Gebruiker, Lidmaatschap, Organisatie, Organisatiesoort
from woonzorg.organisaties.permissions import Permission, has_permission, organisaties_met
from woonzorg.organisaties.selectors import rollen_met, wie_gaan_over

from .lijsten import NODIG, Niveau, Partnerrol
from .models import Commitment, Plotpartner, Voorstel, Voorstelregel
from .velden import Veld, huidig, velden_van

# What an organisation of this soort can be at a plot; the others are no partner by nature.
ROL_VAN_SOORT: dict[str, str] = {
    Organisatiesoort.CORPORATIE: Partnerrol.CORPORATIE_INVESTEERDER,
    Organisatiesoort.INVESTEERDER: Partnerrol.CORPORATIE_INVESTEERDER,
    Organisatiesoort.ONTWIKKELAAR: Partnerrol.CORPORATIE_INVESTEERDER,
    Organisatiesoort.ZORGORGANISATIE: Partnerrol.ZORGORGANISATIE,
    Organisatiesoort.ZORGKANTOOR: Partnerrol.ZORGORGANISATIE,
    Organisatiesoort.WELZIJNSORGANISATIE: Partnerrol.LOKALE_GEMEENSCHAP,
    Organisatiesoort.BEWONERSINITIATIEF: Partnerrol.LOKALE_GEMEENSCHAP,
}


def eigen_organisaties(user):
    """Organisations for which `user` may speak: member today in a rol with VOORSTEL_DOEN."""
    return Organisatie.objects.filter(pk__in=organisaties_met(user, Permission.VOORSTEL_DOEN))


def beginrol(user) -> str:
    """The role that the organisation of `user` could take, '' when that is not clear."""
    functie = user.functie if user.is_authenticated else None
    return ROL_VAN_SOORT.get(functie["organisatiesoort"], "") if functie else ""


@dataclass(frozen=True)
class Niveaustand:
    """One level of one partner; `toelichting` is '' for who may not read it."""

    slug: str
    naam: str
    commitment: Commitment | None
    toelichting: str = ""


@dataclass(frozen=True)
class Partnerstand:
    partner: Plotpartner
    niveaus: list[Niveaustand]
    mag_vastleggen: bool
    contact: str


@dataclass(frozen=True)
class Rolstand:
    slug: str
    naam: str
    partners: list[Partnerstand]
    nodig: bool
    # What the reader's own organisation sent for this role, and waits for an answer.
    interesse: Voorstel | None = None


@dataclass(frozen=True)
class Plotpartners:
    """What the page of a plot shows about its partners."""

    plot: Plot
    rollen: list[Rolstand]
    lopend: bool
    mag_wijzigen: bool
    mag_voorstellen: bool
    wachtend: int

    @property
    def zoekt(self) -> list[Rolstand]:
        """The roles that a plot cannot do without, and that nobody has taken."""
        return [rol for rol in self.rollen if rol.nodig and not rol.partners] if self.lopend else []


def partners_van(plot: Plot, user) -> Plotpartners:
    """The four roles of a plot with who fills them; at most five queries. The plot itself came from `for_user`."""
    mag_wijzigen = plot.wijzigbaar_voor(user)
    intern = plot.intern_zichtbaar_voor(user)
    eigen = set(eigen_organisaties(user).values_list("pk", flat=True))
    standen = [
        partnerstand(partner, mag_wijzigen or partner.organisatie_id in eigen, intern)
        for partner in plot.partners.lopend().prefetch_related("commitments")
    ]
    gemeld = {v.rol: v for v in plot.voorstellen.open().filter(organisatie__in=eigen)} if eigen else {}
    return Plotpartners(
        plot=plot,
        rollen=[
            Rolstand(slug, naam, [s for s in standen if s.partner.rol == slug], slug in NODIG, gemeld.get(slug))
            for slug, naam in Partnerrol.choices
        ],
        lopend=plot.status in LOPEND,
        mag_wijzigen=mag_wijzigen,
        mag_voorstellen=bool(eigen) and plot.status in LOPEND,
        wachtend=plot.voorstellen.open().count() if mag_wijzigen else 0,
    )


def partnerstand(partner: Plotpartner, mag_vastleggen: bool, intern: bool) -> Partnerstand:
    """A partner on all three levels; the note is read by the gemeente, the provincie and the partner itself."""
    per_niveau = {c.niveau: c for c in partner.commitments.all()}
    niveaus = [
        Niveaustand(slug, naam, c, c.toelichting if c and (intern or mag_vastleggen) else "")
        for slug, naam in Niveau.choices
        for c in [per_niveau.get(slug)]
    ]
    return Partnerstand(partner, niveaus, mag_vastleggen, partner.contact if intern else "")


def zoekt_iets(plots):
    """Only running plots with at least one needed role open."""
    partners = Plotpartner.objects.lopend().filter(plot=OuterRef("pk"))
    leeg = Q()
    for rol in NODIG:
        leeg |= ~Exists(partners.filter(rol=rol))
    return plots.lopend().filter(leeg)


def mag_besluiten(user, voorstel: Voorstel) -> bool:
    return has_permission(user, Permission.PLOT_WIJZIGEN, gebied=voorstel.onderwerp.gemeente)


def onderwerp_zichtbaar(user, voorstel: Voorstel) -> bool:
    """False for a sender whose plot or plan was made confidential since."""
    soort = Plot if voorstel.plot_id else Plan
    return soort.objects.for_user(user).filter(pk=voorstel.onderwerp.pk).exists()


def zichtbare_onderwerpen(user, voorstellen) -> set[tuple[str, int]]:
    """('plot' or 'plan', pk) of what `user` may still see of these; two queries."""
    plots = Plot.objects.for_user(user).filter(pk__in=[v.plot_id for v in voorstellen if v.plot_id])
    plannen = Plan.objects.for_user(user).filter(pk__in=[v.plan_id for v in voorstellen if v.plan_id])
    return {("plot", pk) for pk in plots.values_list("pk", flat=True)} | {
        ("plan", pk) for pk in plannen.values_list("pk", flat=True)
    }


@dataclass(frozen=True)
class Regelstand:
    """One field of a proposal as the page shows it; `nu` only for who decides."""

    regel: Voorstelregel
    veld: Veld
    nu: str = ""

    @property
    def was(self) -> str:
        return self.veld.toon(self.regel.oud) if self.regel.oud else "niet bekend bij de indiener"

    @property
    def voorstel(self) -> str:
        return self.veld.toon(self.regel.nieuw)

    @property
    def zin(self) -> str:
        """For who decides: what is stored, what is proposed, and what happened in between."""
        nu = self.veld.toon(self.nu)
        if self.nu == self.regel.nieuw:
            return f"Nu: {nu}. Dat is al wat wordt voorgesteld."
        if self.regel.oud and self.nu != self.regel.oud:
            nu = f"{nu}, intussen gewijzigd (was {self.was})"
        return f"Nu: {nu} → voorstel: {self.voorstel}"


def regelstanden(voorstel: Voorstel, met_nu: bool) -> list[Regelstand]:
    velden = velden_van(voorstel.onderwerp)
    nu = huidig(voorstel.onderwerp) if met_nu else {}
    return [Regelstand(r, velden[r.veld], nu.get(r.veld, "")) for r in voorstel.regels.all() if r.veld in velden]


def ontvangers(voorstel: Voorstel) -> list[Gebruiker]:
    """Who hears of a new voorstel: the eigenaar of the plot while that person may still decide, else everyone of the
    gemeente who may; of the provincie where the gemeente has nobody, so that no voorstel arrives in silence.

    Nobody who may not see the plot or plan itself.
    """
    eigenaar = voorstel.plot.eigenaar if voorstel.plot_id else None
    if (
        eigenaar
        and eigenaar.is_active
        and mag_besluiten(eigenaar, voorstel)
        and onderwerp_zichtbaar(eigenaar, voorstel)
    ):
        return [eigenaar]
    leden = wie_gaan_over(voorstel.onderwerp.gemeente, Permission.PLOT_WIJZIGEN)
    return [lid for lid in leden if onderwerp_zichtbaar(lid, voorstel)]


def indieners(voorstel: Voorstel) -> list[Gebruiker]:
    """Who hears what was decided: the sender, or who speaks for the organisation now that the sender has left."""
    leden = Lidmaatschap.objects.geldig().filter(
        organisatie=voorstel.organisatie_id, rol__in=rollen_met(Permission.VOORSTEL_DOEN)
    )
    gebruikers = Gebruiker.objects.filter(pk__in=leden.values("gebruiker"), is_active=True).order_by("pk")
    return [g for g in gebruikers if g.pk == voorstel.door_id] or list(gebruikers)
