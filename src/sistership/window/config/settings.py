"""Settings, read from the environment: wiring only.

SISTERSHIP_MODE is `demo` (the default: runs on this machine, mail is kept in a folder) or `production`
(https, staff need a second factor). Every other variable has a working default in demo mode.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from sistership.common.text import LANGUAGES as LANGUAGE_CODES
from sistership.common.text import LOCALE_FOLDER
from sistership.window.config.city_sign_in import origins_of, providers_from
from sistership.window.config.data_folder import data_folder, secret_key
from sistership.window.config.retention import retention_days

MODE = os.environ.get("SISTERSHIP_MODE", "demo")
IS_PRODUCTION = MODE == "production"
DEBUG = False

DATA_FOLDER = data_folder()
SECRET_KEY = secret_key(DATA_FOLDER)
ALLOWED_HOSTS = os.environ.get("SISTERSHIP_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
PUBLIC_URL = os.environ.get("SISTERSHIP_PUBLIC_URL", "http://localhost:8000")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_q",
    "rules",
    "sistership.window.ground",
    "sistership.window.offices.journal",
    "sistership.window.offices.people",
    "sistership.window.offices.notices",
    "sistership.window.offices.agreements",
    "sistership.window.offices.visits",
    "sistership.window.offices.cases",
    "sistership.window.offices.lessons",
    "sistership.window.offices.duty",
    "sistership.window.offices.market",
    "sistership.window.offices.talent",
    "sistership.window.offices.matchdays",
    "sistership.window.offices.visions",
    "sistership.window.offices.imports",
    "sistership.window.offices.readings",
    "sistership.window.offices.translations",
    "sistership.window.pages",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sistership.window.pages.middleware.SeenMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sistership.window.pages.middleware.ReaderMiddleware",
]

ROOT_URLCONF = "sistership.window.config.urls"
WSGI_APPLICATION = "sistership.window.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent.parent / "pages" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sistership.window.pages.context.reader",
            ],
            "builtins": ["sistership.window.pages.templatetags.window"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_FOLDER / 'sistership.sqlite3'}",
        conn_max_age=60,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # PostgreSQL would compile long queries anew for each request: seconds, to save milliseconds.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

CACHES = {
    # Rate limits are counted in the database, so that every web process and machine counts alike.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sistership_cache",
    },
    # What the worker says of itself every second concerns its own process alone.
    "worker": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
LOGIN_URL = "account_login"

ACCOUNT_ADAPTER = "sistership.window.pages.accounts.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/300s/key",
    "one_time_link": "30/m/ip",
    "follow": "20/h/ip",
    "ask_why": "10/h/ip",
    "enquire_by_program": "60/h/user",
    "enquirer_words": "30/h/key",
    "enquire": "30/h/ip",
    "enquiry": "300/h/ip",
    "unknown_link": "120/h/ip",
    "search": "60/m/ip",
    "enquiry_links": "10/h/ip,3/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SISTERSHIP_PROXIES", "0"))
# Owners are written to when their password, address or second factor changes.
ACCOUNT_EMAIL_NOTIFICATIONS = True
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Sistership"
# Browsers count localhost as safe without TLS; in production there is no way around it.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
MFA_FORMS = {
    "add_webauthn": "sistership.window.pages.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "sistership.window.pages.passkey_forms.RenamePasskeyForm",
}
MFA_ADAPTER = "sistership.window.pages.accounts.SecondFactorAdapter"
SOCIALACCOUNT_ADAPTER = "sistership.window.pages.city_sign_in.CityAccounts"
SOCIALACCOUNT_PROVIDERS = providers_from(os.environ)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
# Nobody signs up by themselves: an invitation has proved the address already.
MFA_ALLOW_UNVERIFIED_EMAIL = True
STAFF_NEED_SECOND_FACTOR = IS_PRODUCTION

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("zh-hant", _("Traditional Chinese")),
    ("en", _("English")),
    ("pl", _("Polish")),
    ("ms", _("Malay")),
]
assert tuple(sorted(code for code, _name in LANGUAGES)) == tuple(sorted(LANGUAGE_CODES))
LOCALE_PATHS = [LOCALE_FOLDER]
FORMAT_MODULE_PATH = ["sistership.window.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
UPLOADS_FOLDER = DATA_FOLDER / "uploads"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(UPLOADS_FOLDER)},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Every adapter beyond the process is named here and built in ground/ports.py alone.
MAILER = os.environ.get("SISTERSHIP_MAILER", "sistership.outside.mail.FolderMailer")
MAIL_OPTIONS = {
    "folder": str(DATA_FOLDER / "mail"),
    "host": os.environ.get("SISTERSHIP_SMTP_HOST", "localhost"),
    "port": int(os.environ.get("SISTERSHIP_SMTP_PORT", "25")),
    "username": os.environ.get("SISTERSHIP_SMTP_USER", ""),
    "password": os.environ.get("SISTERSHIP_SMTP_PASSWORD", ""),
    "use_starttls": os.environ.get("SISTERSHIP_SMTP_STARTTLS", "1") == "1",
}
# The box from which letters are fetched, by its adapter's dotted path; empty for none.
MAILBOX = os.environ.get("SISTERSHIP_MAILBOX", "")
MAILBOX_OPTIONS = {
    "folder": os.environ.get("SISTERSHIP_MAILBOX_FOLDER", str(DATA_FOLDER / "mailbox")),
    "host": os.environ.get("SISTERSHIP_IMAP_HOST", "localhost"),
    "port": int(os.environ.get("SISTERSHIP_IMAP_PORT", "993")),
    "username": os.environ.get("SISTERSHIP_IMAP_USER", ""),
    "password": os.environ.get("SISTERSHIP_IMAP_PASSWORD", ""),
    "use_tls": os.environ.get("SISTERSHIP_IMAP_TLS", "1") == "1",
    "imap_folder": os.environ.get("SISTERSHIP_IMAP_FOLDER", "INBOX"),
    "taken_folder": os.environ.get("SISTERSHIP_IMAP_TAKEN_FOLDER", ""),
    "refused_folder": os.environ.get("SISTERSHIP_IMAP_REFUSED_FOLDER", "Refused"),
}
# The second reader; without an address no text leaves the machine.
SECOND_READER = "sistership.outside.language_model.LanguageModel"
SECOND_READER_OPTIONS = {
    "url": os.environ.get("SISTERSHIP_READER_URL", ""),
    "key": os.environ.get("SISTERSHIP_READER_KEY", ""),
    "model": os.environ.get("SISTERSHIP_READER_MODEL", ""),
    "timeout_s": float(os.environ.get("SISTERSHIP_READER_TIMEOUT_S", "30")),
}
# Machine drafts of translations: `libretranslate`, `openai` or the dotted path of an adapter; empty for none.
TRANSLATOR = os.environ.get("SISTERSHIP_TRANSLATOR", "")
TRANSLATOR_OPTIONS = {
    "url": os.environ.get("SISTERSHIP_TRANSLATOR_URL", ""),
    "key": os.environ.get("SISTERSHIP_TRANSLATOR_KEY", ""),
    "model": os.environ.get("SISTERSHIP_TRANSLATOR_MODEL", ""),
    # Less than the time after which the worker takes a task for dead (Q_CLUSTER).
    "timeout_s": min(float(os.environ.get("SISTERSHIP_TRANSLATOR_TIMEOUT_S", "30")), 50.0),
}
# Vectors of texts for suggestions: `openai`, `local` or the dotted path of an adapter; empty for none.
EMBEDDINGS = os.environ.get("SISTERSHIP_EMBEDDINGS", "")
EMBEDDINGS_OPTIONS = {
    "url": os.environ.get("SISTERSHIP_EMBEDDINGS_URL", ""),
    "key": os.environ.get("SISTERSHIP_EMBEDDINGS_KEY", ""),
    "model": os.environ.get("SISTERSHIP_EMBEDDINGS_MODEL", ""),
    "timeout_s": min(float(os.environ.get("SISTERSHIP_EMBEDDINGS_TIMEOUT_S", "10")), 50.0),
}
# Who may ask for figures from another machine; empty: only this machine itself may.
METRICS_TOKEN = os.environ.get("SISTERSHIP_METRICS_TOKEN", "")
RETENTION_DAYS = retention_days(os.environ.get("SISTERSHIP_RETENTION_DAYS", ""))
RETENTION_IS_NIGHTLY = os.environ.get("SISTERSHIP_RETENTION_NIGHTLY", "1") == "1"
OPERATOR_NAME = os.environ.get("SISTERSHIP_OPERATOR", "")
MAIL_FROM = os.environ.get("SISTERSHIP_MAIL_FROM", "Sistership <window@localhost>")
# The address whose letters the mailbox holds; each case has its own below it. Empty: nobody answers by mail.
CASE_ADDRESS = os.environ.get("SISTERSHIP_CASE_ADDRESS", "")

Q_CLUSTER = {
    "name": "sistership",
    "orm": "default",
    "cache": "worker",
    "workers": 1,
    "timeout": 60,
    "retry": 90,
    "max_attempts": 5,
    "poll": 0.5,
    "queue_limit": 20,
    "bulk": 1,
    "save_limit": 500,
    "ack_failures": False,
    "catch_up": False,
    "guard_cycle": 1,
    "label": "Background work",
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health(/|$)"]  # asked on the machine itself, without the proxy
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
if IS_PRODUCTION:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        # A form that leads to a provider is followed there; browsers count that as its action.
        "form-action": [SELF, *origins_of(SOCIALACCOUNT_PROVIDERS)],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr}},
    "loggers": {"weasyprint": {"level": "ERROR"}, "fontTools": {"level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SISTERSHIP_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
