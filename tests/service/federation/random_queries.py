"""Random small graphs and random queries with SERVICE over them, of every shape that a group can have."""

from random import Random

NODES = [f":x{number}" for number in range(4)]
PREDICATES = [":p", ":q", ":r"]
VARIABLES = ["?a", "?b", "?c", "?d"]
REMOTES = [":one", ":two"]


class Generator:
    """Writes data and queries out of one source of chance: `blank` lets blank nodes into the data, `graphs` GRAPH into
    the queries, `variable` SERVICE with a variable.
    """

    def __init__(self, chance: Random, blank: bool = False, graphs: bool = False, variable: bool = True) -> None:
        self.chance = chance
        self.blank = blank
        self.graphs = graphs
        self.variable = variable
        self.fresh = 0

    def data(self, size: int = 12) -> str:
        """Triples as Turtle; every remote is described, so that a variable can name it."""
        objects = [*NODES, *REMOTES, '"text"', '"text"@en', "1", *(["_:n0", "_:n1"] if self.blank else [])]
        subjects = [*NODES, *REMOTES, *(["_:n0", "_:n1"] if self.blank else [])]
        return "".join(
            f"{self.chance.choice(subjects)} {self.chance.choice(PREDICATES)} {self.chance.choice(objects)} .\n"
            for _ in range(self.chance.randrange(size + 1))
        )

    def query(self) -> str:
        """A SELECT with at least one SERVICE."""
        while True:
            self.fresh = 0
            body = self.group(3, True)
            if "SERVICE" not in body:
                continue
            form = self.chance.choice(["*", "*", "*", "(COUNT(*) AS ?count)"])
            tail = self.chance.choice(
                ["", "", f"\nVALUES ?a {{ {self.chance.choice(NODES)} {self.chance.choice(NODES)} }}"]
            )
            return f"SELECT {form} WHERE {body}{tail}"

    def group(self, depth: int, service: bool) -> str:
        size = self.chance.choice([1, 1, 2, 2, 3, 4])
        return "{ " + " ".join(self.element(depth, service) for _ in range(size)) + " }"

    def element(self, depth: int, service: bool) -> str:
        simple = [self.triple, self.triple, self.triple, self.filter, self.bind, self.table]
        if depth == 0:
            return self.chance.choice(simple)()
        kinds = ["simple", "simple", "simple", "OPTIONAL", "OPTIONAL", "UNION", "MINUS", "EXISTS", "group", "select"]
        kinds += ["SERVICE"] * 4 if service else []
        kinds += ["GRAPH"] if self.graphs else []
        kind = self.chance.choice(kinds)
        if kind == "simple":
            return self.chance.choice(simple)()
        if kind == "SERVICE":
            return self.service(depth)
        inner = self.group(depth - 1, service)
        match kind:
            case "UNION":
                return f"{inner} UNION {self.group(depth - 1, service)}"
            case "EXISTS":
                return f"FILTER {self.chance.choice(['', 'NOT '])}EXISTS {inner}"
            case "group":
                return inner
            case "GRAPH":
                return f"GRAPH {self.chance.choice([':g1', '?g', '?a'])} {inner}"
            case "select":
                return self.select(inner)
            case _:
                return f"{kind} {inner}"

    def select(self, inner: str) -> str:
        names = self.chance.choice(["*", "*", "?a", "?b ?c", "DISTINCT ?a", f"(COUNT(*) AS ?count{self.next()})"])
        return f"{{ SELECT {names} WHERE {inner} }}"

    def service(self, depth: int) -> str:
        endpoint = self.chance.choice([":one", ":one", ":two", *(["?e"] if self.variable else [])])
        known = f"VALUES ?e {{ {' '.join(self.chance.sample(REMOTES, self.chance.choice([1, 2])))} }} "
        silent = self.chance.choice(["", "", "SILENT "])
        return f"{known if endpoint == '?e' else ''}SERVICE {silent}{endpoint} {self.group(depth - 1, False)}"

    def triple(self) -> str:
        return f"{self.end()} {self.chance.choice(PREDICATES)} {self.end()} ."

    def end(self) -> str:
        return self.chance.choice(VARIABLES if self.chance.random() < 0.8 else NODES)

    def filter(self) -> str:
        left, right = self.chance.choice(VARIABLES), self.end()
        test = self.chance.choice(
            [f"{left}={right}", f"{left}<{right}&&{left}>:x0", f"BOUND({left})", f"!BOUND({left})"]
        )
        return f"FILTER({test})"

    def bind(self) -> str:
        return f"BIND({self.end()} AS ?n{self.next()})"

    def table(self) -> str:
        cells = [*NODES, "UNDEF"] if self.chance.random() < 0.3 else NODES
        rows = " ".join(self.chance.choice(cells) for _ in range(self.chance.choice([1, 2, 3])))
        return f"VALUES {self.chance.choice(VARIABLES)} {{ {rows} }}"

    def next(self) -> int:
        self.fresh += 1
        return self.fresh
