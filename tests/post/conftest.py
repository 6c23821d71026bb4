import pytest
from django.template import Context, Template, engines

from tests.post.server import Mailserver
from woonzorg.post.actions import stuur
from woonzorg.post.models import Bericht

KAPOT = "tests.post.backends.Kapot"


@pytest.fixture
def stuur_proef(db):
    """One mail by the one real template."""

    def maak(aan="iemand@voorbeeld.nl", naam="Iemand", **opties) -> Bericht | None:
        return stuur(sjabloon="proef", aan=aan, context={"naam": naam}, **opties)

    return maak


@pytest.fixture
def mislukte_mail(stuur_proef):
    def maak(**velden) -> Bericht:
        bericht = stuur_proef()
        waarden = {"laatste_fout": "De mailserver weigert dit e-mailadres.", "pogingen": 7, "volgende_poging": None}
        Bericht.objects.filter(pk=bericht.pk).update(status="mislukt", **(waarden | velden))
        bericht.refresh_from_db()
        return bericht

    return maak


@pytest.fixture
def mailserver(settings):
    with Mailserver() as server:
        settings.POST_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.poort
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield server


@pytest.fixture
def vul():
    """Renders a text as a template in templates/post/ would be."""

    def maak(tekst: str, **context) -> str:
        return Template(tekst, engine=engines["django"].engine).render(Context(context))

    return maak
