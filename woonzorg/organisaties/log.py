"""Writing the log of logins, exports and imports, and the client's address that goes with it."""

from ipaddress import ip_address

from django.conf import settings

from .models import Logregel


def client_address(request) -> str | None:
    """Address of the client. X-Forwarded-For counts only for as many hops as there are TRUSTED_PROXIES."""
    if request is None:
        return None
    address = request.META.get("REMOTE_ADDR", "")
    hops = [h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if h.strip()]
    if settings.TRUSTED_PROXIES and hops:
        address = hops[-min(settings.TRUSTED_PROXIES, len(hops))]
    try:
        return str(ip_address(address))
    except ValueError:
        return None  # a unix socket, or nonsense in a header


def log(handeling: str, *, request=None, user=None, wat: str = "", wie: str = "") -> Logregel:
    user = user or getattr(request, "user", None)
    if not wie:
        wie = f"{user.naam} <{user.email}>" if user is not None and user.is_authenticated else "niet ingelogd"
    return Logregel.objects.create(handeling=handeling, wie=wie[:300], vanaf=client_address(request), wat=wat[:500])
