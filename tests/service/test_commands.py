"""`communique query`: a release without a server, an endpoint, and exit codes that mean something."""

from pathlib import Path

from communique.tests.conftest import run
from communique.tests.service.running import Server

COUNT = "SELECT (COUNT(*) AS ?n) { ?s <urn:p0> ?o }"


def test_a_release_is_asked(few: Path) -> None:
    done = run("query", "--releases", str(few), COUNT)
    assert (done.returncode, done.stdout) == (0, "?n\n1000\n")
    done = run("query", "--releases", str(few), "--format", "csv", COUNT)
    assert (done.returncode, done.stdout.split()) == (0, ["n", "1000"])
    done = run("query", "DESCRIBE <urn:s1>", COMMUNIQUE_RELEASES=str(few))
    assert (done.returncode, done.stdout.count("<urn:p")) == (0, 3)


def test_an_endpoint_is_asked(small_server: Server) -> None:
    done = run("query", "--endpoint", f"{small_server.url}/sparql", COUNT)
    assert (done.returncode, done.stdout) == (0, "?n\n1000\n")


def test_a_malformed_query_is_2(few: Path, small_server: Server) -> None:
    for where in (("--releases", str(few)), ("--endpoint", f"{small_server.url}/sparql")):
        done = run("query", *where, "SELECT ?s {\n ?s foaf:x ?o }")
        assert done.returncode == 2
        assert "line 2, column 5: the prefix foaf: is not declared" in done.stderr
        assert done.stderr.splitlines()[2] == "      ^"


def test_no_answer_is_1(few: Path, tmp_path: Path) -> None:
    assert run("query", "--releases", str(tmp_path), COUNT).returncode == 1
    assert run("query", "--endpoint", "http://127.0.0.1:9/", COUNT).returncode == 1
    forever = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = run("query", "--releases", str(few), "--seconds", "1", forever)
    assert done.returncode == 1
    assert "longer than 1 s" in done.stderr


def test_a_format_that_does_not_fit_is_2(few: Path) -> None:
    assert run("query", "--releases", str(few), "--format", "ttl", COUNT).returncode == 2
    assert run("query", "--releases", str(few), "--format", "pdf", COUNT).returncode == 2
