"""Read the attacks from their YAML files: expand what varies, and refuse what is misspelt."""

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from communique.tests.attacks.attack import Attack, Expected, Message, Sending, only

FOLDER = Path(__file__).with_name("data")
_PLACE = re.compile(r"@\{(\w+)\}")
_KEYS = frozenset(["what", "vary", "needs", "expect"])


class Misspelt(ValueError):
    """An attack file that says something the runner does not know."""


def attacks(folder: Path = FOLDER) -> list[Attack]:
    """All attacks, file by file in the order of their names."""
    return [attack for path in sorted(folder.glob("*.yaml")) for attack in read(path)]


def read(path: Path) -> Iterator[Attack]:
    """The attacks of one file; its name is their kind. Raises Misspelt."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, entry in document["attacks"].items():
        entry = {**document.get("all", {}), **(entry if isinstance(entry, Mapping) else {"query": entry})}
        expect = {**document.get("expect", {}), **entry.get("expect", {})}
        _check(path, name, entry, expect)
        for number, (variant, values) in enumerate(_variants(entry.get("vary", {}))):
            yield Attack(
                name=f"{name} {variant}".strip(),
                kind=path.stem,
                what=entry.get("what") or document["what"],
                message=Message(**only(Message, filled(entry, values))),
                sending=Sending(**only(Sending, entry)),
                expected=Expected(**only(Expected, filled(expect, values))),
                needs=str(_needs(entry.get("needs", ""), variant)),
                first=number == 0,
            )


def filled(value: Any, values: Mapping[str, str]) -> Any:
    """The value with each `@{name}` in its texts replaced; a name without a value stays, for who knows it later."""
    if isinstance(value, str):
        return _PLACE.sub(lambda match: values.get(match.group(1), match.group(0)), value)
    if isinstance(value, Mapping):
        return {filled(key, values): filled(item, values) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [filled(item, values) for item in value]
    return value


def _variants(vary: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every combination of what varies; its name is that of its values, its values may use each other."""
    for combination in itertools.product(*(choices.items() for choices in vary.values())):
        values = {key: str(value) for key, (_, value) in zip(vary, combination, strict=True)}
        yield ", ".join(label for label, _ in combination), {k: filled(v, values) for k, v in values.items()}


def _needs(needs: Any, variant: str) -> Any:
    """What a variant needs: the same for all, or by a word in its name."""
    if not isinstance(needs, Mapping):
        return needs
    return next((value for word, value in needs.items() if word in variant), "")


def _check(path: Path, name: str, entry: Mapping[str, Any], expect: Mapping[str, Any]) -> None:
    allowed = _KEYS | set(Message.__dataclass_fields__) | set(Sending.__dataclass_fields__)
    unknown = sorted(set(entry) - allowed) + sorted(set(expect) - set(Expected.__dataclass_fields__))
    if unknown:
        raise Misspelt(f"{path}, attack '{name}': '{unknown[0]}' is no key; known are {', '.join(sorted(allowed))}")
    if sum(key in entry for key in ("query", "update", "graph", "lines")) != 1:
        raise Misspelt(f"{path}, attack '{name}': expected one of query, update, graph or lines")
