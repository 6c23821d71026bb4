"""Kansen among what the drawing tool shows on the same ground."""

from django.db.models import QuerySet

from programmering.plekken.overlap import BRONNEN

from .lijsten import Kansstatus
from .models import Kans


def kansen(user) -> tuple[str, QuerySet]:
    return "kans", Kans.objects.for_user(user).exclude(status=Kansstatus.VERVALLEN)


BRONNEN.append(kansen)
