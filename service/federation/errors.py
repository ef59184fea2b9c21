"""What can go wrong with a SERVICE clause, each with the HTTP status that fits and no word of what a remote said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the query something stands: line and column, both from 1."""

    line: int
    column: int

    @classmethod
    def of(cls, text: str, offset: int) -> "Place":
        """The place of a character offset in a text."""
        before = text[:offset]
        return cls(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


class FederationError(Exception):
    """Why a query with SERVICE cannot be answered: `detail` is for its author, `kind` names the problem for programs.

    `place` is that of the clause in the query, `retry_after` the seconds after which another try makes sense.
    """

    kind = "service-failed"
    status = 502

    def __init__(self, detail: str, place: Place | None = None, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.place = place
        self.retry_after = retry_after


class QueryNotUnderstood(FederationError):
    """The query has a SERVICE clause but is not SPARQL, or uses SERVICE in a way that is not supported."""

    kind = "service-syntax"
    status = 400


class ServiceDenied(FederationError):
    """The endpoint is not on the list, or its address is one that this service never connects to."""

    kind = "service-denied"
    status = 403


class ServiceFailed(FederationError):
    """The endpoint could not be reached, answered with an error, or answered with something that is no result."""


class ServiceTimeout(FederationError):
    """The endpoint, or all the endpoints of a query together, took longer than the budget."""

    kind = "service-timeout"
    status = 504


class ServiceBudget(FederationError):
    """The endpoint's answer is larger than one query may fetch, or would take too many requests."""

    kind = "service-budget"
    status = 422
