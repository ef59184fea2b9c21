"""Reads SPARQL results in XML into the shape of those in JSON; a DTD, the source of all bombs, is refused."""

from typing import Any
from xml.parsers import expat

NAMESPACE = "http://www.w3.org/2005/sparql-results#"
_XML = "http://www.w3.org/XML/1998/namespace"
_ITS = "http://www.w3.org/2005/11/its"
_TERMS = {"uri": "uri", "bnode": "bnode", "literal": "literal", "triple": "triple"}
_PARTS = ("subject", "predicate", "object")
DEEPEST = 64


def read_xml(body: bytes) -> tuple[list[str], list[dict[str, Any]]]:
    """The names in the head and the solutions of a result; raises ValueError where the body is none."""
    return _Reader().read(body)


class _Reader:
    """The state while a document goes by: open elements, and the term under way with those that enclose it."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.solutions: list[dict[str, Any]] = []
        self.open: list[str] = []
        self.complete = False
        self._slots: list[
            tuple[dict[str, Any], str]
        ] = []  # where the next term goes: a solution or a triple, and its key
        self._terms: list[dict[str, Any]] = []
        self._text: list[str] = []

    def read(self, body: bytes) -> tuple[list[str], list[dict[str, Any]]]:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        try:
            parser.Parse(body, True)
        except expat.ExpatError as error:
            raise ValueError("no XML") from error
        if not self.complete:
            raise ValueError("no results in it")
        return self.names, self.solutions

    def _doctype(self, *_: object) -> None:
        raise ValueError("a document type declaration")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if namespace != NAMESPACE or len(self.open) > DEEPEST:
            raise ValueError("an element that is not of SPARQL results")
        inside = self.open[-1] if self.open else ""
        self.open.append(name)
        self._text.clear()
        if name == "variable" and inside == "head":
            self.names.append(attributes["name"])
        elif name == "results" and inside == "sparql":
            self.complete = True
        elif name == "result" and inside == "results":
            self.solutions.append({})
        elif name == "binding" and inside == "result":
            self._slots.append((self.solutions[-1], attributes["name"]))
        elif name in _PARTS and inside == "triple":
            self._slots.append((self._terms[-1]["value"], name))
        elif name in _TERMS and (inside == "binding" or inside in _PARTS):
            self._terms.append(_term(name, attributes))
        elif (name, inside) not in (("sparql", ""), ("head", "sparql"), ("link", "head")):
            raise ValueError(f"<{name}> cannot stand in <{inside}>")

    def _end(self, tag: str) -> None:
        name = self.open.pop()
        if name in _TERMS:
            term = self._terms.pop()
            if name != "triple":
                term["value"] = "".join(self._text)
            target, key = self._slots[-1]
            target[key] = term
        elif name == "binding" or name in _PARTS:
            target, key = self._slots.pop()
            if key not in target:
                raise ValueError("a place without a term")
        self._text.clear()


def _term(name: str, attributes: dict[str, str]) -> dict[str, Any]:
    """The beginning of a term in the form of JSON; its text, or the parts of its triple, are still to come."""
    term: dict[str, Any] = {"type": _TERMS[name], "value": {} if name == "triple" else ""}
    for key, attribute in (("xml:lang", f"{_XML} lang"), ("its:dir", f"{_ITS} dir"), ("datatype", "datatype")):
        if attribute in attributes:
            term[key] = attributes[attribute]
    return term
