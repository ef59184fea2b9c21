"""SERVICE, evaluated outside the engine: a query goes in, the same with tables for its SERVICE clauses comes out.

federation = Federation(Policy.from_environment(os.environ))
text = await federation.resolve(query, local)   # `local` evaluates a SELECT here and gives Rows, see `read_own`
await federation.close()
"""

import asyncio

import httpcore

from communique.service.federation.client import Client
from communique.service.federation.errors import (
    FederationError,
    Place,
    QueryNotUnderstood,
    ServiceBudget,
    ServiceDenied,
    ServiceFailed,
    ServiceTimeout,
)
from communique.service.federation.patterns import Kind, Query, walk
from communique.service.federation.policy import Budget, Policy
from communique.service.federation.reader import read
from communique.service.federation.requests import blanked
from communique.service.federation.resolution import LONG, Local, Resolution
from communique.service.federation.results import read_own
from communique.service.federation.scanner import decode, may_mention_service, mentions_service
from communique.service.federation.terms import Rows

__all__ = [
    "Budget",
    "Federation",
    "FederationError",
    "Local",
    "Place",
    "Policy",
    "QueryNotUnderstood",
    "Rows",
    "ServiceBudget",
    "ServiceDenied",
    "ServiceFailed",
    "ServiceTimeout",
    "blanked",
    "read_own",
]


_COME_AGAIN = 5.0


class Federation:
    """What the service keeps for SERVICE between queries: the policy, the connections, the answers of a while."""

    def __init__(self, policy: Policy, backend: httpcore.AsyncNetworkBackend | None = None) -> None:
        self.policy = policy
        self._client = Client(policy, backend)
        self._active = 0

    async def resolve(self, query: str, local: Local, budget: Budget | None = None) -> str:
        """The query with a table in place of each SERVICE clause; the same object where it has none, in microseconds.

        `local` must evaluate over the dataset that the result will be evaluated over. Raises FederationError.
        """
        text = decode(query)
        if not may_mention_service(text):
            return query
        tree = await asyncio.to_thread(self._read, text) if len(text) > LONG else self._read(text)
        if tree is None:
            return query
        if self._active >= self.policy.concurrent:
            raise ServiceFailed("too many queries with SERVICE are in work here", retry_after=_COME_AGAIN)
        self._active += 1
        try:
            return await Resolution(tree, local, self._client, self.policy, budget or Budget(self.policy)).run()
        finally:
            self._active -= 1

    def _read(self, text: str) -> Query | None:
        """The tree of a query, or None where no SERVICE is found in it: the engine says what is wrong then."""
        too_long = len(text) > self.policy.length
        try:
            if not too_long:
                tree = read(text)
                return tree if any(walk(tree.root, Kind.SERVICE)) else None
        except QueryNotUnderstood:
            if mentions_service(text):
                raise
        if too_long and mentions_service(text):
            raise QueryNotUnderstood(
                f"a query with SERVICE may have {self.policy.length:,} characters, not {len(text):,}"
            )
        return None

    async def close(self) -> None:
        """Close the connections to endpoints."""
        await self._client.close()
