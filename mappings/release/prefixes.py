"""The prefixes of the knowledge base as JSON, for programs that do not read `sh:declare`."""

import json

from communique.iris import PREFIXES


def prefixes_json() -> str:
    """`{"prefix": "namespace"}`, sorted."""
    return json.dumps(PREFIXES, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
