"""The reference page of the API: one plain page made from its own description, without any script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template import engines

if TYPE_CHECKING:
    from sistership.window.api.service import WindowAPI

TEMPLATE = Path(__file__).with_name("reference.html")


def _kind(schema: dict[str, Any]) -> str:
    """A type in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "anyOf" in schema:
        return ", ".join(dict.fromkeys(_kind(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(f"“{one}”" for one in schema["enum"])
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type") or "any")


def _shape(schema: dict[str, Any]) -> dict[str, Any]:
    """A type, and whether the page has it under that name."""
    return {"kind": _kind(schema), "is_named": "$ref" in schema}


def _fields(schema: dict[str, Any]) -> list[dict[str, Any]]:
    required = set(schema.get("required", ()))
    return [
        {
            "name": name,
            "kind": _kind(one),
            "is_required": name in required,
            "description": one.get("description", ""),
            "example": json.dumps(one["examples"][0], ensure_ascii=False) if one.get("examples") else "",
        }
        for name, one in schema.get("properties", {}).items()
    ]


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = next(iter(operation.get("requestBody", {}).get("content", {}).items()), None)
    answers = [
        {"status": status, **_shape(content["schema"])}
        for status, answer in operation["responses"].items()
        if status != "default"
        for content in answer.get("content", {}).values()
    ]
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "about": operation.get("description") or operation["summary"],
        "needs_token": {} not in operation["security"],
        "parameters": [
            {
                "name": one["name"],
                "place": one["in"],
                "kind": _kind(one["schema"]),
                "is_required": one["required"],
                "description": one.get("description", ""),
            }
            for one in operation["parameters"]
        ],
        "body": {"media_type": body[0], **_shape(body[1]["schema"])} if body else None,
        "answers": answers,
    }


def reference(request: HttpRequest, api: WindowAPI) -> HttpResponse:
    """The page."""
    description = api.get_openapi_schema()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            groups.setdefault(operation["tags"][0], []).append(_operation(path, method, operation))
    schemas = [
        {"name": name, "about": schema.get("description", ""), "fields": _fields(schema)}
        for name, schema in sorted(description["components"]["schemas"].items())
        if schema.get("properties")
    ]
    template = engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8"))
    return HttpResponse(template.render({"groups": groups.items(), "schemas": schemas}, request))
