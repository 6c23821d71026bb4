"""A Django process on a leash: one JSON command a line on stdin, one JSON answer a line on stdout.

It stands for the web process: it saves through the same actions, and has to live on when a service is killed.
"""

import json
import sys
import time
import traceback

import django


def migreer():
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def bewaar(*, plan: int, woningen: int) -> float:
    """Saves the plan with so many homes, by the action behind the form; gives the seconds that it took."""
    from programmering.plannen.actions import zet_aantallen
    from programmering.plannen.models import Plan
    from tests.conftest import regels_van

    begin = time.monotonic()
    zet_aantallen(plan=Plan.objects.get(pk=plan), aantallen=regels_van(geclusterd=woningen), by="proef")
    return time.monotonic() - begin


def stuur(*, taak: str):
    from programmering import tasks

    getattr(tasks, taak).delay()


def bereken(*, wat: str):
    from programmering.voortgang import bereken

    getattr(bereken, wat)()


def mail(*, aan: str, sleutel: str = "") -> bool:
    """Writes a mail as any page would; whether there was none with that key yet."""
    from woonzorg.post.actions import stuur

    return stuur(sjabloon="proef", aan=aan, context={"naam": aan}, sleutel=sleutel) is not None


def vraag_post():
    from woonzorg.post.vraag import vraag_nu

    vraag_nu()


def figuren_kloppen() -> bool:
    """Whether the figures that stand are, cell by cell, those that plain Python makes of the plans."""
    from tests.programmering.test_bereken import sql_figuren, tweeling

    return sql_figuren() == tweeling()


OPDRACHTEN = {f.__name__: f for f in (migreer, bewaar, stuur, bereken, mail, vraag_post, figuren_kloppen)}


def main() -> None:
    django.setup()
    from django.db import close_old_connections

    for regel in sys.stdin:
        opdracht = json.loads(regel)
        # What a request does at its beginning and its end.
        close_old_connections()
        try:
            antwoord = {"uit": OPDRACHTEN[opdracht.pop("doe")](**opdracht)}
        except Exception:
            antwoord = {"fout": traceback.format_exc()}
        close_old_connections()
        print(json.dumps(antwoord), flush=True)


if __name__ == "__main__":
    main()
