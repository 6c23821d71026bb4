import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "woonzorg.settings")

application = get_wsgi_application()

# Imported after the apps are ready. Demo mode beside a real account stops here, before the first request.
from woonzorg.organisaties.checks import weiger_demo_naast_echte_accounts  # noqa: E402

weiger_demo_naast_echte_accounts()
