"""The description of the whole service in OpenAPI: the routes, the protocols in front of them, and every failure."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from communique.service.engine import formats
from communique.service.sparql.problems import CONTENT_TYPE

_TEXT = {"schema": {"type": "string"}}
_PROBLEM = {
    "type": "object",
    "description": "RFC 9457; docs/limits.md and /problems list the kinds.",
    "required": ["type", "title", "status", "detail", "hint"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "hint": {"type": "string"},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
        "excerpt": {"type": "string"},
    },
}
_FAILURE = {
    "description": "A problem, as a page for browsers; or what is not changed, elsewhere, or partial",
    "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}, "text/html": _TEXT},
}
_GRAPHS = {item.media_type: _TEXT for item in formats.GRAPHS.values()}
_RESULTS = {item.media_type: _TEXT for item in formats.SOLUTIONS.values()} | _GRAPHS


def document(app: FastAPI) -> dict[str, Any]:
    """The description, made once."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        made["paths"] |= _protocols()
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):  # what is told instead is a problem
            schemas.pop(name, None)
        schemas["Problem"] = _PROBLEM
        for path in made["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
                operation["responses"]["default"] = _FAILURE
        app.openapi_schema = made
    return app.openapi_schema


def _parameter(name: str, about: str, many: bool = False) -> dict[str, Any]:
    text = {"type": "string"}
    schema = {"type": "array", "items": text} if many else text
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


def _protocols() -> dict[str, Any]:
    dataset = [
        _parameter("default-graph-uri", "Graphs that make up the default graph", many=True),
        _parameter("named-graph-uri", "Graphs that can be named", many=True),
    ]
    about = "The result, or the service description where nothing is asked"
    results = {"200": {"description": about, "content": _RESULTS}}
    graph = [_parameter("graph", "The graph's IRI"), _parameter("default", "Given for the default graph")]
    form = {"type": "object", "properties": {"query": {"type": "string"}, "update": {"type": "string"}}}
    bodies = {
        "application/sparql-query": _TEXT,
        "application/sparql-update": _TEXT,
        "application/x-www-form-urlencoded": {"schema": form},
    }
    changed: dict[str, Any] = {"200": {"description": "The result", "content": _RESULTS}}
    changed["204"] = {"description": "The update was carried out"}
    return {
        "/sparql": {
            "get": {
                "summary": "Query by the SPARQL 1.1 Protocol",
                "operationId": "sparql_get",
                "parameters": [_parameter("query", "The query"), *dataset],
                "responses": results,
            },
            "post": {
                "summary": "Query, or update where that is allowed, by the SPARQL 1.1 Protocol",
                "operationId": "sparql_post",
                "parameters": dataset,
                "requestBody": {"required": True, "content": bodies},
                "responses": changed,
            },
        },
        "/graph-store": {
            "get": {
                "summary": "Read a graph by the Graph Store HTTP Protocol",
                "operationId": "graph_store_get",
                "parameters": graph,
                "responses": {"200": {"description": "The graph", "content": _GRAPHS}},
            }
        },
    }
