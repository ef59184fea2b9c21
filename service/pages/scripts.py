"""What scripts are given by the page: the strings they show, in the reader's language.

Keys begin with `front-` in the catalogue and lose that for the script. Variables stay as `{name}`, for the script to
fill in; of a plural each form is a string of its own (`rows-one`, `rows-other`), for only the script knows the number.
"""

import json
import re
from functools import lru_cache

from markupsafe import Markup

from communique.service.pages.words import FOLDER, words

PREFIX = "front-"
VARIABLES = ("all", "bytes", "column", "count", "format", "kind", "line", "names", "seconds", "size")


@lru_cache(maxsize=8)
def strings(language: str, start: str = "") -> Markup:
    """The strings whose keys start so, as JSON that may stand in a script element."""
    text = (FOLDER / f"front.{language}.ftl").read_text(encoding="utf-8")
    keys = re.findall(rf"^{PREFIX}({start}[\w-]+) =", text, re.MULTILINE)
    kept = {name: f"{{{name}}}" for name in VARIABLES}
    said = {key: words(language)(PREFIX + key, **kept) for key in keys}
    return Markup(json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))
