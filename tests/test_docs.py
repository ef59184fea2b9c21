"""The calls that the pages on the endpoint and the API show are answered, and the addresses that they list exist."""

import re
import subprocess
import urllib.request

import pytest

from communique.tests.conftest import ROOT

PAGE = "\n".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("endpoint.md", "api.md", "mcp.md"))
LOCAL = "http://127.0.0.1:8000"


@pytest.mark.parametrize("call", re.findall(r"^curl .*$", PAGE, flags=re.MULTILINE))
def test_calls_are_answered(call: str, server: str) -> None:
    said = subprocess.run(
        ["bash", "-c", call.replace("curl -s", "curl -sf").replace(LOCAL, server)], capture_output=True, check=True
    )
    assert said.stdout


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(/[a-z./-]+)`", PAGE)) - {"/graph-store", "/mcp"}))
def test_addresses_exist(path: str, server: str) -> None:
    with urllib.request.urlopen(server + path, timeout=30) as answer:
        assert answer.status == 200


def test_pages_that_pages_link_to_exist() -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+\.md)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).is_file(), f"{page.name} links to {link}"
