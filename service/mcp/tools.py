"""The tools: search, describe, query, examples, schema. Each is a request to the service, and says what is wrong."""

import json
import re
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from communique import __version__
from communique.service.engine.question import Failure
from communique.service.mcp.upstream import Answer, Pairs, Upstream
from communique.service.pages.examples import parsed

JSON = "application/json, application/problem+json;q=0.9"
RESULTS = "text/tab-separated-values, text/turtle;q=0.9, application/problem+json;q=0.1"
ROWS = 1000  # rows that one call gives back at most
TERMS = 60  # classes, and properties, that one call gives back
INSTRUCTIONS = """\
Communique says what documents report of communist and workers' parties, the events at which they meet and the
messages they send each other. It takes no side: documents that disagree stand side by side. Every statement is a
claim with the document and the passage that says it; give them when you repeat a statement. Find things with
`search`, read one with `describe`, and write SPARQL with `schema` and `examples` at hand before you call `query`."""
READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_THING = re.compile(r"(?:.*/(?:id|doc|data)/)?([a-z]+)[/:]([\w.~-]+)")


def server(upstream: Upstream) -> MCPServer[Any]:
    """An MCP server whose tools ask this service."""
    made: MCPServer[Any] = MCPServer(
        "communique",
        title="Communique",
        description="Linked data on communist and workers' parties, their meetings and their messages.",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="WARNING",
    )
    tools = _Tools(upstream)
    for tool in (tools.search, tools.describe, tools.query, tools.examples, tools.schema):
        made.tool(annotations=READS)(tool)
    return made


class _Tools:
    """One method a tool; their docstrings and annotations are what a model reads."""

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream

    async def search(
        self,
        text: Annotated[str, Field(description="A name or a part of it, in any script; misspelled is fine.")],
        kind: Annotated[str, Field(description="party, event, person, message, place, document …; empty for all")] = "",
        country: Annotated[str, Field(description="ISO 3166 alpha-2 in lower case, such as gr; empty for all")] = "",
        decade: Annotated[str, Field(description="The first year of a decade, such as 1950; empty for all")] = "",
        limit: Annotated[int, Field(ge=1, le=100)] = 10,
    ) -> dict[str, Any]:
        """Find parties, events, people, messages, places and documents by name. Start here to learn their IRIs."""
        asked = [("q", text), ("size", str(limit))]
        asked += [(name, value) for name, value in (("kind", kind), ("country", country), ("decade", decade)) if value]
        found = await self._json("/api/search", asked)
        kept = ("id", "kind", "name", "country", "decades", "wikidata", "claims", "how")
        items = [
            {name: item[name] for name in kept if item[name]}
            | ({"matched": item["matched"]["text"]} if item["matched"] else {})
            for item in found["items"]
        ]
        return {"total": found["total"], "spelled_so": found["spelled"], "items": items}

    async def describe(
        self,
        thing: Annotated[str, Field(description="An IRI, `kind/key` such as party/gr-kke, or an item on Wikidata, Q…")],
    ) -> dict[str, Any]:
        """Read one thing: its names, its properties, and what sources report of it, each with its claims and passages.

        For an item on Wikidata: the things it is the same as, and those it was found not to be.
        """
        if re.fullmatch(r"(?:.*/)?Q[1-9][0-9]*", thing):
            return _lean(await self._json(f"/api/wikidata/{thing.rpartition('/')[2]}", []))
        found = _THING.fullmatch(thing.strip().strip("<>"))
        if found is None:
            raise ToolError(f"'{thing[:100]}' is not the IRI of a thing, `kind/key` or Q…; find it with search first")
        return _lean(await self._json(f"/api/things/{found[1]}/{found[2]}", []))

    async def query(
        self,
        sparql: Annotated[str, Field(description="A SPARQL 1.1 query with its PREFIX lines: SELECT, ASK, CONSTRUCT …")],
        rows: Annotated[int, Field(ge=1, le=ROWS, description="Rows of the result to give back.")] = 100,
    ) -> dict[str, Any]:
        """Ask a SPARQL query. The endpoint's limits hold; updates and SERVICE to unknown endpoints are refused.

        Rows come as `table`, terms written as in Turtle; a graph comes as Turtle. `complete` is false where more was
        left out: count, or add ORDER BY with LIMIT and OFFSET.
        """
        answer = await self._asked("/sparql", [], RESULTS, [("query", sparql)])
        if answer.media_type == "text/turtle":
            return {"turtle": answer.text, "complete": not answer.cut}
        lines = answer.text.splitlines()
        if lines in (["true"], ["false"]):
            return {"answer": lines[0] == "true", "complete": True}
        columns = [name.removeprefix("?") for name in lines[0].split("\t")] if lines else []
        table = [line.split("\t") for line in lines[1 : rows + 1]]
        return {"columns": columns, "table": table, "complete": not answer.cut and len(lines) - 1 <= rows}

    async def examples(
        self,
        about: Annotated[str, Field(description="Only questions with all of these words; empty for all.")] = "",
        limit: Annotated[int, Field(ge=1, le=100)] = 5,
    ) -> dict[str, Any]:
        """Questions with the queries that answer them, to learn from before writing a query."""
        answer = await self._asked("/dumps/examples.ttl", [], "text/turtle")
        known = parsed(answer.text, "urn:examples")
        words = about.lower().split()
        fitting = [
            {"key": each.key, "question": each.words, "sparql": each.query}
            for each in known
            if all(word in f"{each.key} {each.words} {' '.join(each.keywords)}".lower() for word in words)
        ]
        return {"total": len(fitting), "examples": fitting[:limit]}

    async def schema(
        self,
        about: Annotated[
            str, Field(description="Only terms whose name or definition has this; empty for the most used.")
        ] = "",
    ) -> dict[str, Any]:
        """Prefixes, classes and properties with definitions and how often the data use them, the most used first."""
        known = await self._json("/query/knowledge.json", [])
        wanted = about.lower()
        prefixes: dict[str, str] = known["prefixes"]
        terms: dict[str, list[dict[str, Any]]] = {"class": [], "property": [], "concept": []}
        for term in known["terms"]:
            if wanted in f"{term['iri']} {term['label']} {term['definition']}".lower():
                shown = {"term": _short(term["iri"], prefixes), "uses": term["uses"], "definition": term["definition"]}
                terms.setdefault(term["kind"], []).append(shown)
        return {"prefixes": prefixes} | {_plural(kind): found[:TERMS] for kind, found in terms.items()}

    async def _json(self, path: str, parameters: Pairs) -> dict[str, Any]:
        answer = await self._asked(path, parameters, JSON)
        if answer.cut:
            raise ToolError("this is more than can be given back at once; ask for parts of it with query")
        found: dict[str, Any] = json.loads(answer.text)
        return found

    async def _asked(self, path: str, parameters: Pairs, accept: str, form: Pairs | None = None) -> Answer:
        try:
            answer = await self._upstream.ask(path, parameters, accept, form)
        except Failure as failure:
            raise ToolError(failure.detail) from None
        if answer.status >= 400:
            raise ToolError(_told(answer))
        return answer


def _told(answer: Answer) -> str:
    """A problem in one text: what is wrong, where, and what to do."""
    try:
        problem = json.loads(answer.text)
        place = f"line {problem['line']}, column {problem['column']}: " if "line" in problem else ""
        return f"{problem['title']}. {place}{problem['detail']}. {problem.get('hint') or ''}".strip()
    except (ValueError, KeyError, TypeError):
        return f"the service answered with status {answer.status}"


def _lean(content: dict[str, Any]) -> dict[str, Any]:
    """The same without what is null or empty: a model reads every word of it."""
    kept = {name: _leaner(value) for name, value in content.items()}
    return {name: value for name, value in kept.items() if value not in (None, "", [], {})}


def _leaner(value: Any) -> Any:
    if isinstance(value, dict):
        return _lean(value)
    return [_leaner(item) for item in value] if isinstance(value, list) else value


def _short(iri: str, prefixes: dict[str, str]) -> str:
    """A prefixed name where there is a prefix, else the IRI in angle brackets."""
    for prefix, space in sorted(prefixes.items(), key=lambda item: -len(item[1])):
        local = iri.removeprefix(space)
        if local != iri and "/" not in local and "#" not in local:
            return f"{prefix}:{local}"
    return f"<{iri}>"


def _plural(kind: str) -> str:
    return {"class": "classes", "property": "properties"}.get(kind, f"{kind}s")
