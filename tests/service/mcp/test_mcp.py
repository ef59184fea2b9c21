"""The tools for language models over both transports, asked by the SDK's own client."""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult

from communique.service.mcp import upstream
from communique.service.mcp.upstream import Remote
from communique.tests.conftest import PATIENCE, ROOT, run

Work = Callable[[Client], Awaitable[None]]
TOOLS = {"search", "describe", "query", "examples", "schema"}
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(params=["http", "stdio over a release", "stdio over a service"])
def with_client(request: pytest.FixtureRequest, server: str, releases: Path) -> Callable[[Work], None]:
    """Runs work with a client of the tools, over each way to them."""
    options = {
        "http": [],
        "stdio over a release": ["--releases", str(releases)],
        "stdio over a service": ["--service", server],
    }[request.param]
    command = [sys.executable, "-m", "communique", "mcp", *options]
    target = StdioServerParameters(command=command[0], args=command[1:], cwd=ROOT) if options else f"{server}/mcp"

    async def begin(work: Work) -> None:
        async with asyncio.timeout(PATIENCE), Client(target) as client:
            await work(client)

    return lambda work: asyncio.run(begin(work))


async def call(client: Client, tool: str, **arguments: Any) -> Any:
    answer = await client.call_tool(tool, arguments)
    assert not answer.is_error, answer.content
    return answer.structured_content


async def refusal(client: Client, tool: str, **arguments: Any) -> str:
    answer: CallToolResult = await client.call_tool(tool, arguments)
    assert answer.is_error
    return str(answer.content)


def test_the_tools_do_what_they_say(with_client: Callable[[Work], None]) -> None:
    async def work(client: Client) -> None:
        listed = (await client.list_tools()).tools
        assert {tool.name for tool in listed} == TOOLS
        assert all(tool.description and tool.annotations and tool.annotations.read_only_hint for tool in listed)
        found = await call(client, "search", text="comunist party of grece", kind="party")
        assert (found["spelled_so"], found["items"][0]["name"]) == (False, "Communist Party of Greece")
        told = await call(client, "describe", thing=found["items"][0]["id"])
        assert told["wikidata"] == "Q192406"
        assert any(claim["passages"] for situation in told["situations"] for claim in situation["claims"])
        assert (await call(client, "describe", thing="Q3565932"))["rejected"][0]["key"] == "gr-kke"
        known = await call(client, "schema", about="participation")
        assert any(term["term"] == "cmq:Participation" and term["uses"] > 50 for term in known["classes"])
        asked = await call(client, "examples", about="1957", limit=2)
        assert len(asked["examples"]) == 2 <= asked["total"]
        rows = await call(client, "query", sparql=asked["examples"][0]["sparql"])
        assert rows["table"]
        assert all(len(row) == len(rows["columns"]) for row in rows["table"])

    with_client(work)


def test_what_is_wrong_is_told_with_its_place(with_client: Callable[[Work], None]) -> None:
    async def work(client: Client) -> None:
        assert "line 2, column" in await refusal(client, "query", sparql="SELECT * {\n ?s ?p }")
        assert "is not the IRI" in await refusal(client, "describe", thing="Greece, the party")
        assert "there is no party" in await refusal(client, "describe", thing="party/no-such")
        assert "characters" in await refusal(client, "search", text="x" * 300)
        assert await refusal(client, "search", text="x", limit=1000)

    with_client(work)


def test_all_forms_of_result_come_and_are_cut_visibly(server: str) -> None:
    async def work() -> None:
        async with asyncio.timeout(PATIENCE), Client(f"{server}/mcp") as client:
            assert (await call(client, "query", sparql="ASK {}"))["answer"] is True
            graph = await call(client, "query", sparql="CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 3")
            assert graph["complete"]
            assert graph["turtle"]
            some = await call(client, "query", sparql="SELECT * { ?s ?p ?o }", rows=7)
            assert (len(some["table"]), some["complete"]) == (7, False)
            empty = await call(client, "query", sparql="SELECT ?nothing { FILTER(false) }")
            assert (empty["columns"], empty["table"], empty["complete"]) == (["nothing"], [], True)

    asyncio.run(work())


def test_the_guards_of_the_endpoint_hold(server: str) -> None:
    async def work() -> None:
        async with asyncio.timeout(PATIENCE), Client(f"{server}/mcp") as client:
            update = await refusal(client, "query", sparql="DELETE WHERE { ?s ?p ?o }")
            assert "malformed" in update
            foreign = await refusal(
                client, "query", sparql="SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }"
            )
            assert "SERVICE" in foreign
            assert (await call(client, "query", sparql=ENDLESS, rows=5))["complete"] is False  # cut, not waited for

    asyncio.run(work())


def test_over_http_there_are_no_sessions_to_exhaust(server: str) -> None:
    with httpx.Client(base_url=server, timeout=PATIENCE) as client:
        refused = client.get("/mcp", headers={"Accept": "text/event-stream"})
        assert (refused.status_code, refused.headers["allow"]) == (405, "POST, OPTIONS")
        assert client.options("/mcp").status_code == 204
        headers = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
        large = client.post("/mcp", content=b" " * (4 << 20), headers=headers)
        assert large.status_code == 413
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
        answer = client.post("/mcp", content=json.dumps(call), headers=headers)
        assert "mcp-session-id" not in answer.headers
        assert {tool["name"] for tool in answer.json()["result"]["tools"]} == TOOLS


def test_a_service_that_is_not_there_is_named() -> None:
    done = run("mcp", "--service", "nowhere")
    assert done.returncode == 2
    assert "expected the address of a service" in done.stderr
    assert run("mcp", "--releases", "/nowhere").returncode == 1

    async def ask() -> None:
        with pytest.raises(upstream.Failure, match="does not answer"):
            await Remote("http://127.0.0.1:1").ask("/", [], "text/html")

    asyncio.run(ask())


def test_the_documented_program_runs(server: str) -> None:
    page = (ROOT / "docs" / "mcp.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    program = code.replace("http://127.0.0.1:8000", server)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=PATIENCE)
    assert done.stdout.strip() == "Communist Party of Greece"
    assert set(re.findall(r"^\| `(\w+)` \|", page, flags=re.MULTILINE)) == TOOLS
