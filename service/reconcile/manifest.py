"""What the service says of itself, in the form of either version. `root` is its address as the client sees it."""

from typing import Any

from communique import __version__
from communique.service.engine.release import Release
from communique.service.reconcile.vocabulary import TYPES

PREVIEW = {"width": 420, "height": 220}
DRAFT = "1.0-draft"


def manifest02(root: str, site: str, release: Release, batch: int) -> dict[str, Any]:
    """The manifest of version 0.2; `site` is the address of the whole service, `batch` the most names in a batch."""

    def suggest(what: str) -> dict[str, str]:
        return {
            "service_url": root,
            "service_path": f"/suggest/{what}",
            "flyout_service_path": f"/flyout/{what}?id=${{id}}",
        }

    return {
        "versions": ["0.2"],
        "identifierSpace": f"{release.base}id/",
        "schemaSpace": f"{release.base}ont/",
        "view": {"url": f"{site}/doc/{{{{id}}}}"},
        "feature_view": {"url": f"{root}/about#{{{{id}}}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": {what: suggest(what) for what in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/extend/propose"},
            "property_settings": [
                {"name": "limit", "label": "Limit", "type": "number", "default": 0, "help_text": _LIMIT}
            ],
        },
        **_common(root, release, batch),
    }


def manifest10(root: str, site: str, release: Release, batch: int) -> dict[str, Any]:
    """The manifest of the draft of version 1.0, whose addresses follow from its own."""
    return {
        "versions": [DRAFT],
        "lang": "en",
        "identifierSpace": f"{release.base}id/",
        "schemaSpace": f"{release.base}ont/",
        "view": {"url": f"{site}/doc/{{id}}"},
        "featureView": {"url": f"{root}/about#{{id}}"},
        "preview": PREVIEW,
        "suggest": {"entity": True, "type": True, "property": True},
        "extend": {
            "proposeProperties": True,
            "propertySettings": [{"id": "limit", "name": "Limit", "type": "number", "default": 0, "helpText": _LIMIT}],
        },
        "standardizedScore": True,
        **_common(root, release, batch),
    }


_LIMIT = "The most values to give for each thing (0: all)"


def _common(root: str, release: Release, batch: int) -> dict[str, Any]:
    return {
        "name": f"{release.title}: parties, events and persons",
        "documentation": f"{root}/about",
        "serviceVersion": f"{__version__} ({release.name})",
        "batchSize": batch,
        "defaultTypes": [{"id": one.id, "name": one.name} for one in TYPES],
    }
