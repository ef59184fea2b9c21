"""How to cite the release: from its own CITATION.cff, as words, BibTeX and CSL-JSON."""

import json
from typing import Any

import yaml

from communique.service.engine.release import Release, ReleaseError

FILE = "CITATION.cff"


def known(release: Release) -> dict[str, Any]:
    """What the release says of itself; from its manifest where it has no such file."""
    try:
        found: dict[str, Any] = yaml.safe_load(release.text(FILE))
    except ReleaseError:
        found = {}
    return {
        "title": found.get("title", release.title),
        "authors": [author.get("name") or _person(author) for author in found.get("authors", [])],
        "version": str(found.get("version", release.name)),
        "date": str(found.get("date-released", release.issued)),
        "url": str(found.get("url", release.base)),
    }


def bibtex(about: dict[str, Any]) -> str:
    """An entry for BibTeX and BibLaTeX."""
    year, month, _ = (about["date"] + "--").split("-")[:3]
    fields = {
        "title": f"{{{about['title']}}}",
        "author": " and ".join(f"{{{name}}}" for name in about["authors"]),
        "year": year,
        "month": month,
        "version": about["version"],
        "url": about["url"],
        "note": "Data set",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{communique-{about['version']},\n{lines}\n}}\n"


def csl(about: dict[str, Any]) -> str:
    """An item of CSL-JSON, which Zotero and pandoc read."""
    item = {
        "id": f"communique-{about['version']}",
        "type": "dataset",
        "title": about["title"],
        "author": [{"literal": name} for name in about["authors"]],
        "version": about["version"],
        "issued": {"date-parts": [[int(part) for part in about["date"].split("-")]]},
        "URL": about["url"],
    }
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _person(author: dict[str, str]) -> str:
    return " ".join(part for part in (author.get("given-names"), author.get("family-names")) if part)
