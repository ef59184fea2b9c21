"""Files that pages load: hashed addresses kept for good, and nothing but those files."""

import json
from pathlib import Path

import httpx
import pytest

from communique.service.pages import assets


def test_the_style_sheet_has_an_address_of_its_content(web: httpx.Client) -> None:
    address = assets.address("style.css")
    assert f'href="{address}"' in web.get("/").text
    answer = web.get(address)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in web.get("/static/style.css").headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["../render.py", "%2e%2e/render.py", "nothing.css", "built", ".hidden.css", "a%00.css", "built/../x.js"]
)
def test_nothing_else_is_sent(web: httpx.Client, path: str) -> None:
    assert web.get(f"/static/{path}").status_code == 404


def test_what_is_not_built_has_no_address() -> None:
    assert assets.address("no-such-thing.js") == ""


def test_built_files_are_found_by_plain_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "view-1234.js").write_text("")
    (tmp_path / "manifest.json").write_text(json.dumps({"view.js": "view-1234.js", "gone.js": "gone-1.js"}))
    monkeypatch.setattr(assets, "BUILT", tmp_path)
    assets.built.cache_clear()
    try:
        assert assets.built() == {"view.js": "view-1234.js"}
    finally:
        assets.built.cache_clear()
