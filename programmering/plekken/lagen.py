"""The layers of the one map, beside the boundaries."""

from django.conf import settings


def kaartlagen() -> dict:
    """What a page tells the map about plans, plots and kansen; `lagen` chooses which of them show at first."""
    return {
        "plannen_tegels": "/kaart/plannen/{z}/{x}/{y}.mvt",
        "plots_tegels": "/kaart/plots/{z}/{x}/{y}.mvt",
        "kansen_tegels": "/kaart/kansen/{z}/{x}/{y}.mvt",
        "plan_url": "/plannen/{id}/",
        "plot_url": "/plots/{id}/",
        "kans_url": "/kansen/{id}/",
        "achtergrond": settings.PDOK_TEGELS,
    }
