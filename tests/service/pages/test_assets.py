"""What pages load: the built front end as the service gives it out, pages without it, and the style sheet."""

import json
import os
from pathlib import Path

import httpx
import pytest

from communique.service.pages import assets


def write(folder: Path, **entries: str) -> None:
    (folder / "manifest.json").write_text(json.dumps(entries))


def test_pages_work_where_nothing_is_built(tmp_path: Path) -> None:
    assert assets.asset("editor", tmp_path) is None


def test_a_build_is_seen_by_a_service_that_runs(tmp_path: Path) -> None:
    write(tmp_path, editor="editor-A.js")
    assert assets.asset("editor", tmp_path) == "/static/built/editor-A.js"
    write(tmp_path, editor="editor-B.js")
    os.utime(tmp_path / "manifest.json", ns=(1, 1))
    assert assets.asset("editor", tmp_path) == "/static/built/editor-B.js"
    assert assets.asset("explore", tmp_path) is None


@pytest.mark.parametrize("entry", ["editor", "explore", "site"])
def test_entries_are_given_out_for_ever(web: httpx.Client, entry: str) -> None:
    address = assets.asset(entry)
    assert address, "the front end is not built: make .venv/front-test.done"
    answer = web.get(address)
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("name", ["missing.js", "..%2Fstyle.css", "%2E%2E%2Fstyle.css", "."])
def test_nothing_else_is(web: httpx.Client, name: str) -> None:
    assert web.get(f"/static/built/{name}").status_code == 404


def test_the_style_sheet_has_an_address_of_its_content(web: httpx.Client) -> None:
    address = assets.written()["style.css"]
    assert f'href="{address}"' in web.get("/").text
    answer = web.get(address)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in web.get("/static/style.css").headers["cache-control"]


@pytest.mark.parametrize("path", ["../render.py", "%2e%2e%2frender.py", "nothing.css", "built", "a%00.css", "front"])
def test_no_other_file_is_sent(web: httpx.Client, path: str) -> None:
    assert web.get(f"/static/{path}").status_code == 404
