"""Plots among what the drawing tool shows on the same ground."""

from django.db.models import QuerySet

from programmering.plekken.overlap import BRONNEN

from .models import Plot


def plots(user) -> tuple[str, QuerySet]:
    """Of plots that fell away or expired the ground is free."""
    return "plot", Plot.objects.for_user(user).met_stand().lopend().exclude(stand="verlopen")


BRONNEN.append(plots)
