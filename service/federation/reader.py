"""Reads a SPARQL 1.1 or 1.2 query into the tree of `patterns`: groups in full, the rest as far as needed.

It is no validator: the engine reads the query again. It must never take wrong what the engine would accept.
"""

from dataclasses import dataclass, field

from communique.service.federation.errors import QueryNotUnderstood
from communique.service.federation.patterns import Kind, Node, Query, joint, merge
from communique.service.federation.scanner import OPERANDS, Scanner, Token

DEEPEST = 128
VOLATILE = frozenset({"RAND", "UUID", "STRUUID", "BNODE", "NOW", "SAMPLE", "GROUP_CONCAT", "REDUCED"})
AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
ELEMENTS = frozenset({"OPTIONAL", "MINUS", "LATERAL", "GRAPH", "SERVICE", "FILTER", "BIND", "VALUES"})
FORMS = frozenset({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"})
OPENING, CLOSING = frozenset({"(", "[", "{|", "<<"}), frozenset({")", "]", "|}", ">>"})


@dataclass(slots=True)
class _Uses:
    """What expressions mention: variables, groups after EXISTS, keywords, and the variable that AS names."""

    variables: set[str] = field(default_factory=set)
    groups: list[Node] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    target: str = ""

    @property
    def steady(self) -> bool:
        return not self.words & VOLATILE


def read(text: str) -> Query:
    """The tree of a query; raises QueryNotUnderstood, with the place, where it is none."""
    return _Reader(text).query()


class _Reader:
    def __init__(self, text: str) -> None:
        self.scanner = Scanner(text)
        self.text = text
        self.depth = 0

    # -- the cursor

    @property
    def token(self) -> Token:
        return self.scanner.token

    def _mark(self, text: str) -> Token:
        """Pass a mark that must be here."""
        if self.token.kind != "mark" or self.token.text != text:
            raise self.scanner.error(f"'{text}'")
        return self.scanner.advance()

    def _passes(self, *words: str) -> bool:
        """Pass one of these keywords if it is here."""
        found = self.token.word in words
        if found:
            self.scanner.advance()
        return found

    def _of(self, kind: str, expected: str) -> Token:
        if self.token.kind != kind:
            raise self.scanner.error(expected)
        return self.scanner.advance()

    def _at(self, *marks: str) -> bool:
        return self.token.kind == "mark" and self.token.text in marks

    # -- the query

    def query(self) -> Query:
        declarations = self._prologue()
        start, form = self.token.start, self.token.word
        if form not in FORMS:
            raise self.scanner.error("SELECT, CONSTRUCT, ASK or DESCRIBE")
        uses, plain, star = _Uses(), list[str](), form != "SELECT"
        self.scanner.advance()
        if form == "SELECT":
            plain, star = self._projection(uses)
        elif form == "CONSTRUCT" and self._at("{"):
            self._skip_template()
        while form == "DESCRIBE" and self.token.kind in ("variable", "iri", "name", "mark") and not self._at("{"):
            self.scanner.advance()
        dataset = self._dataset()
        root = self._body(start, uses, plain, star)
        if self.token.kind != "end":
            raise self.scanner.error("the end of the query")
        return Query(self.text, tuple(declarations), dataset, root)

    def _prologue(self) -> list[tuple[str, str]]:
        found = []
        while self.token.word in ("BASE", "PREFIX", "VERSION"):
            start, word = self.token.start, self.scanner.advance().word
            if word == "VERSION":
                self._of("string", "a version in quotes")
                continue
            label = self._of("name", "a prefix").text if word == "PREFIX" else "BASE"
            end = self._of("iri", "an IRI").end
            found.append((label, self.text[start:end]))
        return found

    def _dataset(self) -> str:
        start = end = self.token.start
        while self._passes("FROM"):
            self._passes("NAMED")
            if self.token.kind not in ("iri", "name"):
                raise self.scanner.error("the IRI of a graph")
            end = self.scanner.advance().end
        return self.text[start:end]

    def _skip_template(self) -> None:
        self._mark("{")
        depth = 1
        while depth:
            if self.token.kind == "end":
                raise self.scanner.error("'}'")
            mark = self.scanner.advance()
            depth += (mark.text == "{") - (mark.text == "}") if mark.kind == "mark" else 0

    def _select(self) -> Node:
        start = self.scanner.advance().start
        uses = _Uses()
        plain, star = self._projection(uses)
        return self._body(start, uses, plain, star)

    def _projection(self, uses: _Uses) -> tuple[list[str], bool]:
        """The variables of a SELECT clause, and whether it is `*`."""
        named, star = list[str](), False
        uses.words |= {self.scanner.advance().word} if self.token.word in ("DISTINCT", "REDUCED") else set()
        while not (self._at("{") or self.token.word in ("WHERE", "FROM")):
            if self._at("*"):
                self.scanner.advance()
                star = True
            elif self._at("("):
                self._parentheses(uses)
                named.append(uses.target)
            else:
                named.append(self._of("variable", "a variable, '(' or WHERE").text[1:])
        return named, star

    def _body(self, start: int, uses: _Uses, named: list[str], star: bool) -> Node:
        """WHERE, the modifiers and the last VALUES of a query or sub-select, as one node."""
        children = list[Node]()
        if self._passes("WHERE") or self._at("{"):
            children.append(self._group())
        elif not star:
            raise self.scanner.error("WHERE or '{'")
        self._modifiers(uses)
        if self.token.word == "VALUES":
            children.append(self._values())
        inner = merge(child.scope for child in children)
        certain = joint(children)
        tests = (Node(Kind.FILTER, group.start, group.end, (group,)) for group in uses.groups)
        return Node(
            Kind.SELECT,
            start,
            self.scanner.previous.end,
            (*children, *tests),
            inner if star else tuple(dict.fromkeys(named)),
            certain if star else certain & set(named),
            steady=uses.steady and not uses.words & {"LIMIT", "OFFSET"},
            grouped=bool(uses.words & (AGGREGATES | {"GROUP", "HAVING"})),
        )

    def _modifiers(self, uses: _Uses) -> None:
        while self.token.kind != "end" and self.token.word != "VALUES" and not self._at("}"):
            if self._at("("):
                self._parentheses(uses)
            else:
                self._expression_token(uses)

    # -- expressions

    def _parentheses(self, uses: _Uses) -> None:
        """Pass `( … )`, however deep, and note what stands in it."""
        self._mark("(")
        depth = 1
        while depth:
            if self._at("(", ")"):
                depth += 1 if self.scanner.advance().text == "(" else -1
            else:
                self._expression_token(uses)

    def _expression_token(self, uses: _Uses) -> None:
        before = self.scanner.previous
        operand = before.kind in OPERANDS or before.text == ")" or before.word in ("TRUE", "FALSE")
        if self.token.kind == "iri" and operand:
            self.scanner.compare()
        if self.token.kind == "end" or self._at("{", "}"):
            raise self.scanner.error("the rest of an expression")
        token = self.scanner.advance()
        if token.kind == "variable":
            uses.variables.add(token.text[1:])
            if before.word == "AS":
                uses.target = token.text[1:]
        elif token.kind == "word":
            uses.words.add(token.word)
            if token.word == "EXISTS":
                uses.groups.append(self._group())

    # -- groups

    def _group(self) -> Node:
        start = self._mark("{").start
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryNotUnderstood(f"groups are nested deeper than {DEEPEST} levels")
        children = list[Node]()
        if self.token.word == "SELECT":
            children.append(self._select())
        while not self._at("}"):
            if self._at("."):
                self.scanner.advance()
            else:
                children.append(self._element())
        end = self._mark("}").end
        self.depth -= 1
        scope = merge(child.scope for child in children if child.kind is not Kind.MINUS)
        return Node(Kind.GROUP, start, end, tuple(children), scope, joint(children))

    def _element(self) -> Node:
        if self._at("{"):
            return self._union()
        match self.token.word:
            case "OPTIONAL" | "MINUS" | "LATERAL":
                kind, start = Kind(self.token.word), self.scanner.advance().start
                group = self._group()
                return Node(kind, start, group.end, (group,), group.scope)
            case "GRAPH" | "SERVICE":
                return self._named(Kind(self.token.word))
            case "FILTER":
                return self._filter()
            case "BIND":
                return self._bind()
            case "VALUES":
                return self._values()
            case _:
                return self._triples()

    def _union(self) -> Node:
        first = self._group()
        branches = [first]
        while self._passes("UNION"):
            branches.append(self._group())
        if len(branches) == 1:
            return first
        scope = merge(branch.scope for branch in branches)
        certain = frozenset.intersection(*(branch.certain for branch in branches))
        return Node(Kind.UNION, first.start, branches[-1].end, tuple(branches), scope, certain)

    def _named(self, kind: Kind) -> Node:
        start = self.scanner.advance().start
        silent = kind is Kind.SERVICE and self._passes("SILENT")
        if self.token.kind not in ("variable", "iri", "name"):
            raise self.scanner.error(f"an IRI or a variable after {kind.value}")
        term = self.scanner.advance()
        group = self._group()
        own = (term.text[1:],) if term.kind == "variable" else ()
        certain = frozenset() if silent else group.certain | set(own)
        scope = merge((own, group.scope))
        return Node(kind, start, group.end, (group,), scope, certain, term=term.text, silent=silent)

    def _filter(self) -> Node:
        start = self.scanner.advance().start
        uses = _Uses()
        while not self._at("("):
            self._expression_token(uses)  # NOT, EXISTS { … }, or the name of a function
            if uses.groups:
                break
        else:
            self._parentheses(uses)
        return self._expression(Kind.FILTER, start, uses)

    def _bind(self) -> Node:
        start = self.scanner.advance().start
        uses = _Uses()
        self._parentheses(uses)
        return self._expression(Kind.BIND, start, uses, (uses.target,))

    def _expression(self, kind: Kind, start: int, uses: _Uses, scope: tuple[str, ...] = ()) -> Node:
        end = self.scanner.previous.end
        used = frozenset(uses.variables)
        return Node(kind, start, end, tuple(uses.groups), scope, used=used, steady=uses.steady)

    def _values(self) -> Node:
        start = self.scanner.advance().start
        names = dict[str, None]()
        while not self._at("{"):
            token = self.scanner.advance()
            if token.kind == "variable":
                names[token.text[1:]] = None
            elif token.text not in ("(", ")"):
                raise self.scanner.error("the variables of VALUES")
        self._mark("{")
        holes = False
        while not self._at("}"):
            if self.token.kind == "end" or self._at("{"):
                raise self.scanner.error("'}'")
            holes |= self.scanner.advance().word == "UNDEF"
        end = self._mark("}").end
        return Node(Kind.VALUES, start, end, (), tuple(names), frozenset() if holes else frozenset(names))

    def _triples(self) -> Node:
        """One subject with its predicates and objects, up to the dot or whatever ends it."""
        start, depth = self.token.start, 0
        names = dict[str, None]()
        while self.token.kind != "end":
            if depth == 0 and (self._at(".", "{", "}") or self.token.word in ELEMENTS):
                break
            token = self.scanner.advance()
            if token.kind == "variable":
                names[token.text[1:]] = None
            elif token.kind == "mark":
                depth += (token.text in OPENING) - (token.text in CLOSING)
        if self.scanner.previous.end <= start or depth:
            raise self.scanner.error("a triple pattern or '}'")
        return Node(Kind.TRIPLES, start, self.scanner.previous.end, (), tuple(names), frozenset(names))
