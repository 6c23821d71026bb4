from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from .log import log
from .models import Logregel


@receiver(user_logged_in)
def log_login(sender, request, user, **kwargs):
    log(Logregel.Handeling.INGELOGD, request=request, user=user)


@receiver(user_logged_out)
def log_logout(sender, request, user, **kwargs):
    if user is not None:
        log(Logregel.Handeling.UITGELOGD, request=request, user=user)


@receiver(user_login_failed)
def log_login_failed(sender, credentials, request=None, **kwargs):
    log(
        Logregel.Handeling.INLOGGEN_MISLUKT,
        request=request,
        wie=str(credentials.get("email") or credentials.get("username") or "onbekend"),
    )
