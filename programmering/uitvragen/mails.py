"""Who is mailed about an uitvraag, and the mails that belong to a step; all through the outbox."""

from django.urls import reverse

from woonzorg.organisaties.models import Gebruiker
from woonzorg.organisaties.permissions import Permission
from woonzorg.organisaties.selectors import wie_gaan_over
from woonzorg.post.actions import stuur

from .models import Aanlevering


def aanleveraars(aanlevering: Aanlevering) -> list[Gebruiker]:
    """Who can deliver for the gemeente; [] where nobody has an account for it."""
    return wie_gaan_over(aanlevering.gemeente, Permission.PLAN_AANLEVEREN)


def mail(aanlevering: Aanlevering, sjabloon: str, sleutel: str, wie: list[Gebruiker], **meer) -> int:
    """The mail to each of `wie`, or to the mailbox of the uitvraag where there is nobody; once per `sleutel`.

    Gives how many were added to the outbox.
    """
    ontvangers = [(str(g.pk), g.naam, g.email) for g in wie]
    ontvangers = ontvangers or [("terugval", "collega", aanlevering.uitvraag.terugval_email)]
    verstuurd = 0
    for wie_, naam, adres in ontvangers:
        context = meer | {
            "naam": naam,
            "niemand": not wie,
            "aanlevering": aanlevering,
            "gemeente": aanlevering.gemeente,
            "uitvraag": aanlevering.uitvraag,
            "pad": reverse("aanlevering", args=[aanlevering.pk]),
        }
        verstuurd += stuur(sjabloon=sjabloon, aan=adres, context=context, sleutel=f"{sleutel}-{wie_}") is not None
    return verstuurd


def mail_besluit(aanlevering: Aanlevering, sjabloon: str, **meer) -> int:
    """To who delivered; where that person does so no more, to who delivers for the gemeente now."""
    leveraar = aanlevering.leveraar
    wie = [leveraar] if leveraar and aanlevering.te_leveren_door(leveraar) else aanleveraars(aanlevering)
    return mail(aanlevering, sjabloon, f"aanlevering-{aanlevering.pk}-{aanlevering.versie}", wie, **meer)


def mail_correctie(aanlevering: Aanlevering) -> int:
    """To who leads the uitvraag: nobody is waiting for a delivery that was accepted already."""
    wie = wie_gaan_over(aanlevering.gemeente, Permission.UITVRAAG_BEHEREN)
    sleutel = f"aanlevering-{aanlevering.pk}-{aanlevering.versie}-correctie"
    return mail(aanlevering, "uitvraag-correctie", sleutel, wie)
