"""The one settings file: everything that differs per place comes from the environment.

The process environment goes first; `.portal/portal.env`, which `make demo` and `make test` write, fills what
it leaves open, so that `manage.py` works in the checkout without further set-up.
"""

import os
from pathlib import Path

import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(BASE_DIR / ".portal" / "portal.env")


def _required(name: str) -> str:
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} ontbreekt. Start het portaal met 'make demo', of zet {name} in de omgeving "
            "(zie docker-compose.yml voor de volledige lijst)."
        )
    return value


SECRET_KEY = _required("SECRET_KEY")
_required("DATABASE_URL")
REDIS_URL = _required("REDIS_URL")

# Demo mode steps into any role with one click and is refused where a real account exists (organisaties.checks).
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PORTAAL_URL = env.str("PORTAAL_URL", default="")
# Under which everyone may use what is public in the files of the portal; stands in those files.
GEGEVENSLICENTIE = env.str("GEGEVENSLICENTIE", default="CC BY 4.0")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "leaflet",
    "allauth",
    "allauth.account",
    "pgtrigger",
    "pghistory",
    "woonzorg",
    "woonzorg.gebieden",
    "woonzorg.organisaties",
    "woonzorg.post",
    "kenniskaarten",
    "programmering",
    "projecten",
    "woonzorg.herindeling",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Pads each answer by a random length, so that compression tells nothing of a secret in the page (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "woonzorg.problem.ApiHeaders",
    "woonzorg.nulteken.Nulteken",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "woonzorg.urls"
WSGI_APPLICATION = "woonzorg.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "woonzorg.context.portaal",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["ENGINE"] = "django.contrib.gis.db.backends.postgis"
# Opening a connection costs more than most of our queries; the pool is what makes tiles quick. Celery forks,
# and a pool does not survive a fork, so only the web processes ask for it.
if env.bool("DATABASE_POOL", default=False):
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 2, "max_size": 8, "timeout": 3, "reconnect_timeout": 3}}
# A pooled connection may have died with its server; it is tried before it is used.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["TEST"] = {
    "NAME": env.str("TEST_DATABASE_NAME", default="test_portal"),
    # A database that has been migrated already (scripts/diensten.py); without it the tests migrate from nothing.
    "TEMPLATE": env.str("TEST_DATABASE_TEMPLATE", default="") or None,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "woonzorg.cache.CacheDieMagOntbreken",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        "KEY_PREFIX": env.str("CACHE_PREFIX", default="portaal"),
    }
}

# Celery would let this variable win over what stands here, and send tasks to another portal without a word.
os.environ.pop("CELERY_BROKER_URL", None)
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)
CELERY_TASK_IGNORE_RESULT = True
# A task that dies with its worker is done again: every task here is idempotent.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A lost broker may not hold up a save: publishing tries once more, for a connection that has gone stale, and the sweep
# picks the marks up. Without any retry kombu goes by a patience of its own when it connects: six seconds.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "socket_connect_timeout": 2, "socket_timeout": 2}
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = {
    "veeg-markeringen": {
        "task": "programmering.tasks.werk_voortgang_bij",
        "schedule": 60,
        "options": {"expires": 50},
    },
    "volledige-berekening": {
        "task": "programmering.tasks.bereken_volledig",
        "schedule": crontab(hour=2, minute=30),
    },
    # Past its last day a reservation counts nowhere already; this says so on the plot, and mails before.
    "volg-reserveringen": {
        "task": "programmering.tasks.volg_reserveringen",
        "schedule": 300,
        "options": {"expires": 240},
    },
    "leeg-prullenbak": {
        "task": "programmering.tasks.leeg_prullenbak",
        "schedule": crontab(hour=3, minute=30),
    },
    # Mails at the opening, before the closing and after it; a day on which nothing ran is made up for.
    "volg-uitvragen": {
        "task": "programmering.tasks.volg_uitvragen",
        "schedule": crontab(hour=7, minute=10),
    },
    # Monday first thing; later in the week too, for a Monday on which nothing ran: each mail goes out once.
    "stuur-weekberichten": {
        "task": "projecten.tasks.stuur_weekberichten",
        "schedule": crontab(hour=7, minute=0),
    },
    "meld-late-escalaties": {
        "task": "projecten.tasks.meld_late_escalaties",
        "schedule": crontab(hour=7, minute=5),
    },
    # Once a year per example; a day on which nothing ran is made up for.
    "vraag-bevestiging-voorbeelden": {
        "task": "kenniskaarten.tasks.vraag_bevestiging_voorbeelden",
        "schedule": crontab(hour=7, minute=15),
    },
    # Thirty days before the last day of a kennisstuk, and on it; a day on which nothing ran is made up for.
    "volg-kennis": {
        "task": "kenniskaarten.tasks.volg_kennis",
        "schedule": crontab(hour=7, minute=20),
    },
    # Ninety days after a melding was handled, nobody needs to know any more who reported it.
    "wis-melders": {
        "task": "programmering.tasks.wis_melders",
        "schedule": crontab(hour=3, minute=25),
    },
    "bezorg-post": {
        "task": "woonzorg.post.tasks.bezorg",
        "schedule": 60,
        "options": {"expires": 50},
    },
    # What somebody typed and did not come back to.
    "ruim-klad-op": {
        "task": "programmering.tasks.ruim_klad_op",
        "schedule": crontab(hour=3, minute=20),
    },
    "ruim-post-op": {
        "task": "woonzorg.post.tasks.ruim_op",
        "schedule": crontab(hour=3, minute=15),
    },
}

AUTH_USER_MODEL = "organisaties.Gebruiker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "woonzorg.organisaties.adapters.GeenOpenAanmelding"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False

# Proxies before us that add the client's address to X-Forwarded-For. Only that many are believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("API_LIMIET_ANONIEM", default="300/min"),
        "user": env.str("API_LIMIET_GEBRUIKER", default="1200/min"),
        "zoek": env.str("ZOEK_LIMIET", default="240/min"),
        "export": env.str("EXPORT_LIMIET", default="30/min"),
        # Wrong codes of workshops only (workshops/toegang.py).
        "workshopcode": env.str("WORKSHOPCODE_LIMIET", default="60/hour"),
        # Postcodes and places that the Locatieserver of PDOK is asked for; what is remembered does not count.
        "postcode": env.str("POSTCODE_LIMIET", default="60/hour"),
        # What anyone sends without an account (woonzorg/organisaties/spamveilig.py).
        "formulier": env.str("FORMULIER_LIMIET", default="20/hour"),
    },
    "NUM_PROXIES": TRUSTED_PROXIES,
    "EXCEPTION_HANDLER": "woonzorg.problem.problem_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Woonzorgportaal",
    "DESCRIPTION": "De keten van de opgave ouderenhuisvesting: van opgave tot gerealiseerd, per gebied.",
    "VERSION": "1.1.0",
    "CONTACT": {
        "name": "Woonzorgportaal",
        "url": env.str("PORTAAL_URL", default="") or "https://woonzorgportaal.example",
        "email": env.str("CONTACT_EMAIL", default="") or "contact@woonzorgportaal.example",
    },
    "LICENSE": {"name": "EUPL-1.2"},
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
}

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
NUMBER_GROUPING = 3

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("STATICFILES_BACKEND", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}

EMAIL_CONFIG = env.email("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
# All mail goes through the outbox (woonzorg.post); this is what delivers from there.
POST_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
if env.str("MAIL_MAP", default=""):
    # Demo and trial: mails become files that a person can open, nothing leaves the machine.
    POST_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = env.str("MAIL_MAP")
EMAIL_BACKEND = "woonzorg.post.backend.Outbox"
# A mail server that does not answer holds up one worker process for so many seconds a round.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Woonzorgportaal <noreply@woonzorgportaal.example>")

# Uploads are read into memory by the import and kept in the database until they are decided upon.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# Days that a deleted plan can be had back; after that it is gone, its history excepted.
PRULLENBAK_DAGEN = env.int("PRULLENBAK_DAGEN", default=90)

PDOK_TEGELS = env.bool("PDOK_TEGELS", default=True)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
        "img-src": ["'self'", "data:", "https://service.pdok.nl"],
        "connect-src": ["'self'", "https://api.pdok.nl"],
    }
}
# Sites that may show the map of examples within their own page, as https://www.example.nl; nobody when empty.
INBEDDEN_DOMEINEN = env.list("INBEDDEN_DOMEINEN", default=[])
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
# The demo runs on http at 127.0.0.1; everywhere else https is assumed and asked for.
HTTPS = env.bool("HTTPS", default=not DEMO)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=False)
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# GDAL before 3.9 may follow a hostile spatial reference in a file. Here it reads only what an operator gives to
# laad_gebieden; what people upload is parsed without it (plannen/plek.py, imports).
SILENCED_SYSTEM_CHECKS = ["gis.W001"]

# History is written on writes only; on GET the middleware would cost a query for nothing.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LEAFLET_CONFIG = {"RESET_VIEW": False, "NO_GLOBALS": False}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"kort": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "kort"}},
    # They tell each step of each PDF.
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
