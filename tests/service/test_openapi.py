"""OpenAPI: the description is true of the running service, as schemathesis finds by asking it what it describes."""

import subprocess
import sys
from pathlib import Path

import httpx

from communique.tests.service.running import Server, serving

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
TRY = "import sys; from schemathesis.cli import schemathesis; sys.exit(schemathesis(sys.argv[1:]))"


def test_all_that_is_served_is_described(web: httpx.Client) -> None:
    told = web.get("/openapi.json").json()
    assert {"/sparql", "/graph-store", "/doc/{kind}/{key}", "/metrics"} <= set(told["paths"])
    operations = [operation for path in told["paths"].values() for operation in path.values()]
    assert all("default" in operation["responses"] for operation in operations)
    assert len({operation["operationId"] for operation in operations}) == len(operations)


def test_schemathesis_accepts_it(few: Path, tmp_path: Path) -> None:
    with serving(few, "--limit", "query_seconds=5") as server:
        done = schemathesis(server, tmp_path)
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        assert httpx.get(f"{server.url}/ready").status_code == 200


def schemathesis(server: Server, folder: Path) -> subprocess.CompletedProcess[str]:
    """A run over every operation with the cases of its schema, and some made up from a fixed seed."""
    command = [sys.executable, "-c", TRY, "run", f"{server.url}/openapi.json", "--checks", CHECKS]
    command += ["--phases", "examples,coverage,fuzzing", "--max-examples", "3", "--seed", "7", "--no-color"]
    command += ["--request-timeout", "30", "--suppress-health-check", "all", "--generation-database", "none"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=600)
