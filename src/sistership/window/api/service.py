"""The API as ninja serves it, with entity tags, problem JSON for every address, and an honest description."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation
from pydantic.json_schema import models_json_schema

from sistership.window.api.etags import tagged
from sistership.window.api.problems import MEDIA_TYPE, Problem, absent, problem, register
from sistership.window.api.reference import reference

View = Callable[..., HttpResponse]


def _as_problem(view: View) -> View:
    """The view, with a problem where ninja says only that the method is not allowed."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        allowed = ", ".join(sorted(response["Allow"].split(", ")))
        told = problem(
            HTTPStatus.METHOD_NOT_ALLOWED, f"{request.method} is not answered here", allowed=allowed
        )
        told["Allow"] = allowed
        return told

    return answer


class WindowAPI(NinjaAPI):
    """NinjaAPI with the window's manners."""

    def __init__(self, **options: Any) -> None:
        super().__init__(docs_url=None, **options)
        register(self)

    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return tagged(request, super().create_response(request, *args, **kwargs))

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        routes = [route for route in super()._get_urls() if getattr(route, "name", "") != "api-root"]
        for route in routes:
            if isinstance(route, URLPattern):
                route.callback = _as_problem(route.callback)
        return [
            *routes,
            path("docs", lambda request: reference(request, self), name="openapi-view"),
            path("", lambda request: reference(request, self), name="api-root"),
            re_path("", csrf_exempt(absent)),
        ]

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description, with the problem that any route may answer, and where no token is needed."""
        description = super().get_openapi_schema(**options)
        _, definitions = models_json_schema([(Problem, "serialization")], ref_template=REF_TEMPLATE)
        description["components"]["schemas"] |= definitions["$defs"]
        answer = {
            "description": "A problem: what is wrong, where, what is allowed, what to do next",
            "content": {MEDIA_TYPE: {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}},
        }
        schemes = description["components"]["securitySchemes"]
        schemes["Token"] = {"type": "http", "scheme": "bearer", "description": "A token with its scopes"}
        schemes.pop("OptionalToken", None)
        for operations in description["paths"].values():
            for operation in operations.values():
                operation["responses"] = {**operation["responses"], "default": answer}
                is_optional = operation["security"] == [{"OptionalToken": []}]
                operation["security"] = [{"Token": []}, {}] if is_optional else [{"Token": []}]
        return description
