"""How to cite a release."""

import json

import httpx


def test_a_reference_for_tex_and_for_others(web: httpx.Client) -> None:
    entry = web.get("/about/cite.bib").text
    assert entry.startswith("@misc{communique-1.0.0-aaaaaaaaaaaa,")
    item = json.loads(web.get("/about/cite.json").text)[0]
    assert (item["type"], item["issued"]) == ("dataset", {"date-parts": [[2026, 1, 1]]})
    page = web.get("/about", headers={"Accept": "text/html"}).text
    assert "1.0.0-aaaaaaaaaaaa" in page
    assert web.get("/about/cite.ris").status_code == 404
