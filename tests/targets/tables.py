"""Markdown tables, and putting them where a page of the documentation has a place for them."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, columns padded so that it also reads well in a terminal."""
    lines = [[str(cell).replace("|", "\\|") for cell in row] for row in (head, *rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |" for line in lines)


def fill(page: Path, name: str, content: str) -> None:
    """Put `content` between `<!-- NAME -->` and `<!-- /NAME -->` of a page. Raises ValueError where they are not."""
    text = page.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- /{re.escape(name)} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{page} has no place '<!-- {name} -->' … '<!-- /{name} -->'")
    page.write_text(pattern.sub(lambda m: m.group(1) + content.strip() + "\n" + m.group(2), text), encoding="utf-8")
