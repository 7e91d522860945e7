"""The API under /api/v1/."""

from ninja import NinjaAPI

from sistership import __version__

api = NinjaAPI(title="Sistership", version=__version__, urls_namespace="api")
