"""How someone without an account gets in: a code, and then a cookie of their own for that one workshop.

The code only opens the door to the form; everything behind it asks for the cookie, which is signed, tied to the code
and names a secret of one participant. Without it no address tells whether a code exists.
"""

import uuid

from django.conf import settings
from django.http import HttpResponse

from woonzorg.organisaties.limiet import Limiet

from .models import Deelnemer, Workshop

ZOUT = "workshop"
GELDIG = 30 * 24 * 3600  # seconds: long enough to read the result afterwards


def _naam(code: str) -> str:
    return f"workshop_{code}"


def geef_koekje(antwoord: HttpResponse, deelnemer: Deelnemer) -> HttpResponse:
    code = deelnemer.workshop.code
    antwoord.set_signed_cookie(
        _naam(code),
        str(deelnemer.geheim),
        salt=ZOUT,
        max_age=GELDIG,
        path=f"/w/{code}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return antwoord


def deelnemer_van(request, code: str) -> Deelnemer | None:
    """The participant behind the cookie of this request, with the workshop; None for anyone else. One query."""
    geheim = request.get_signed_cookie(_naam(code), default=None, salt=ZOUT, max_age=GELDIG)
    try:
        geheim = uuid.UUID(geheim or "")
    except ValueError:
        return None
    deelnemers = Deelnemer.objects.filter(geheim=geheim, workshop__code=code, verborgen=False)
    return deelnemers.select_related("workshop__gemeente", "workshop__woondealregio").first()


class Codelimiet(Limiet):
    """Counts wrong codes only: thirty phones behind the one address of a town hall come in without waiting.

    At 60 an hour, someone who guesses at one of a hundred open workshops needs some 25.000 hours.
    """

    def __init__(self):
        super().__init__("workshopcode")

    def _geschiedenis(self, request) -> list[float]:
        self.key = self.get_cache_key(request, None)
        nu = self.timer()
        return [t for t in self.cache.get(self.key, []) if t > nu - self.duration]

    def vol(self, request) -> bool:
        return len(self._geschiedenis(request)) >= self.num_requests

    def tel(self, request) -> None:
        self.cache.set(self.key, [self.timer(), *self._geschiedenis(request)], self.duration)


def zoek_workshop(code: str) -> Workshop | None:
    return Workshop.objects.met_gebied().filter(code=code).first()
