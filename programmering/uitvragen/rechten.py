"""What one user may do with an aanlevering now: the table of steps, by side, and whether its uitvraag is open."""

from dataclasses import dataclass

from .lijsten import Aanleverstatus
from .models import Aanlevering
from .workflow import Kant, volgende

S = Aanleverstatus


@dataclass(frozen=True)
class Mag:
    """The buttons of the page of an aanlevering."""

    leveren: bool
    terugnemen: bool
    corrigeren: bool
    intrekken: bool
    beoordelen: bool


def mag_nu(user, aanlevering: Aanlevering) -> Mag:
    status, correctie = aanlevering.status, aanlevering.is_correctie
    # What was accepted can be corrected after the uitvraag was ended too.
    kan = aanlevering.uitvraag.is_open or correctie or status == S.GEACCEPTEERD
    gemeente = volgende(status, Kant.GEMEENTE, correctie=correctie) if kan else []
    gemeente = gemeente if aanlevering.te_leveren_door(user) else []
    provincie = volgende(status, Kant.PROVINCIE) if aanlevering.te_beoordelen_door(user) else []
    return Mag(
        leveren=S.GELEVERD in gemeente,
        terugnemen=status == S.GELEVERD and S.BEZIG in gemeente,
        corrigeren=status == S.GEACCEPTEERD and S.BEZIG in gemeente,
        intrekken=S.GEACCEPTEERD in gemeente,
        beoordelen=S.TERUGGEGEVEN in provincie,
    )
