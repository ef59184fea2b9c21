"""The shortest way for what is asked most: a query by GET without anything unusual, answered in one write.

It takes no task, and what follows from an address and its header fields is remembered. What it gives is what the
endpoint gives; whatever it does not know how to do is left to the endpoint.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from communique.service.engine import frames
from communique.service.engine.answer import Answer
from communique.service.engine.question import Failure, Question
from communique.service.engine.site import Site
from communique.service.federation.scanner import may_mention_service
from communique.service.sparql import clients, coding, negotiation, note, reply, request
from communique.service.sparql.answers import BEGUN, Answers, entity_tag
from communique.service.sparql.cache import Kept
from communique.service.sparql.clients import Rates
from communique.service.sparql.note import Note
from communique.service.sparql.problems import render
from communique.service.sparql.request import Scope

LONGEST = 4096  # bytes of an address that are worth remembering
REMEMBERED = 1024  # addresses, each with header fields
UNUSUAL = frozenset((b"authorization", b"if-none-match", b"expect", b"transfer-encoding"))

Write = Callable[[int, reply.Headers, bytes], bool]
"""Sends status, header fields and content in one write; False where that cannot be done now."""
Ended = Callable[[Scope, Note], None]
"""Hears of each request that was answered."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question, and the content types that its answer can have."""

    question: Question
    solutions: bytes | None
    graphs: bytes | None

    def media(self, form: bytes) -> bytes:
        """The content type of an answer of this form, which the worker takes care is one that is accepted."""
        found = self.graphs if form == frames.GRAPH else self.solutions
        assert found is not None
        return found


class Asked:
    """A request whose answer is asked for, and the revision of the data of which it was asked."""

    __slots__ = ("answer", "prepared", "revision", "scope")

    def __init__(self, scope: Scope, revision: str, prepared: Prepared, answer: Answer) -> None:
        self.scope = scope
        self.revision = revision
        self.prepared = prepared
        self.answer = answer


class Quick:
    """Answers from what is kept, or asks; where answers are kept, the endpoint asks, because it keeps them too."""

    def __init__(self, site: Site, answers: Answers, rates: Rates, ended: Ended) -> None:
        self._site = site
        self._answers = answers
        self._rates = rates
        self._ended = ended
        self._prepared = lru_cache(REMEMBERED)(self._prepare)

    def take(self, scope: Scope, write: Write) -> Asked | bool:
        """True where the request is answered, an answer to wait for, or False: it is for the endpoint."""
        if scope["path"] != "/sparql" or scope["method"] != "GET" or len(scope["query_string"]) > LONGEST:
            return False
        accept = encoding = None
        for name, value in scope["headers"]:
            if name == b"accept" and accept is None:
                accept = value
            elif name == b"accept-encoding" and encoding is None:
                encoding = value
            elif name in UNUSUAL or name == b"accept" or name == b"accept-encoding":
                return False
        prepared = self._prepared(scope["query_string"], accept, encoding)
        if prepared is None:
            return False
        note.begin(scope)  # before anything is written, or its status is noted nowhere
        try:
            return self._kept(scope, prepared, write) if self._answers.cache.most else self._ask(scope, prepared)
        except Failure as error:
            status, fields, content = render(error)
            if not write(status, reply.complete(fields, content), content):
                return False
            self._note(scope, prepared.question, b"", failure=error.kind)
            return True

    def give(self, waiting: Asked, write: Write) -> bool:
        """Send an answer that has begun, if it is whole; else it is for the endpoint, which finds it in the scope."""
        answer, question = waiting.answer, waiting.prepared.question
        if answer.ended and answer.failure is None:
            tag = entity_tag((waiting.revision, question)) if answer.stable else b""
            fields = self._answers.fields(waiting.prepared.media(answer.form), answer.coding, tag)
            content = b"".join(answer.parts)
            if write(200, reply.complete(fields, content), content):
                self._note(waiting.scope, question, answer.form)
                return True
        waiting.scope[BEGUN] = answer
        return False

    def abandon(self, waiting: Asked) -> None:
        """The client left."""
        self._site.engine.abandon(waiting.answer)
        self._note(waiting.scope, waiting.prepared.question, b"")

    def _kept(self, scope: Scope, prepared: Prepared, write: Write) -> bool:
        kept = self._answers.cache.peek((self._site.revision, prepared.question))
        if not isinstance(kept, Kept) or len(kept.parts) != 1 or len(kept.parts[0]) > reply.SMALL:
            return False
        self._rates.take(clients.of(scope))
        fields = self._answers.fields(prepared.media(kept.form), kept.coding, kept.tag)
        if not write(200, reply.complete(fields, kept.parts[0]), kept.parts[0]):
            return False
        self._answers.cache.hits += 1
        self._note(scope, prepared.question, kept.form, kept=True)
        return True

    def _ask(self, scope: Scope, prepared: Prepared) -> Asked:
        client = clients.of(scope)
        self._rates.take(client)
        return Asked(scope, self._site.revision, prepared, self._site.engine.ask(prepared.question, client))

    def _note(self, scope: Scope, question: Question, form: bytes, kept: bool = False, failure: str = "") -> None:
        noted = note.begin(scope)
        noted.query, noted.form, noted.kept, noted.failure = question.text, form, kept, failure
        self._ended(scope, noted)

    def _prepare(self, address: bytes, accept: bytes | None, encoding: bytes | None) -> Prepared | None:
        """What follows from a query string and two header fields; None for what is not a simple question."""
        try:
            operation = request.by_address(request.parameters(address, "the address"))
            query = operation.query
            if query is None or may_mention_service(query):
                return None
            request.check_length(query, self._site.limits.query_bytes)
        except Failure:
            return None
        solutions, graphs = negotiation.for_query(accept.decode("latin-1") if accept is not None else None)
        if solutions is None and graphs is None:
            return None
        question = Question(
            query,
            solutions.name if solutions else None,
            graphs.name if graphs else None,
            operation.default_graphs,
            operation.named_graphs,
            coding=coding.choose(encoding.decode("latin-1") if encoding is not None else None),
        )
        types = (offer.content_type.encode() if offer else None for offer in (solutions, graphs))
        return Prepared(question, *types)
