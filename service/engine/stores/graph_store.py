"""Writes graphs into another store by SPARQL 1.1 Graph Store Protocol, with whatever credentials it asks for."""

import http.client
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import urlencode

from pyoxigraph import RdfFormat, Triple, serialize

from communique.service.engine.stores.client import AGENT, NoRedirects
from communique.service.engine.stores.credentials import Credentials

# The body is N-Triples, which is Turtle, too; every store takes Turtle.
CONTENT_TYPE = "text/turtle"


class GraphStoreError(Exception):
    """The store did not take a graph; `again` says that trying again can help."""

    def __init__(self, text: str, again: bool = False) -> None:
        super().__init__(text)
        self.again = again


class GraphStore:
    """The Graph Store Protocol address of one store; the graph is named by `?graph=`."""

    def __init__(self, url: str, credentials: Credentials, seconds: float) -> None:
        self.url = url
        self._credentials = credentials
        self._seconds = seconds
        self._opener = urllib.request.build_opener(NoRedirects)
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, url, credentials.user, credentials.password)
        self._digest = urllib.request.HTTPDigestAuthHandler(passwords)
        self._challenge: dict[str, str] | None = None

    def put(self, graph: str, triples: Iterable[Triple]) -> None:
        """Replace a graph, or make it; raises GraphStoreError."""
        self._send("PUT", graph, serialize(triples, format=RdfFormat.N_TRIPLES) or b"")

    def post(self, graph: str, triples: Iterable[Triple]) -> None:
        """Add to a graph; raises GraphStoreError."""
        self._send("POST", graph, serialize(triples, format=RdfFormat.N_TRIPLES) or b"")

    def delete(self, graph: str) -> None:
        """Remove a graph, if there is one; raises GraphStoreError."""
        self._send("DELETE", graph, None)

    def _send(self, method: str, graph: str, body: bytes | None) -> None:
        """One request; the challenge of a digest is fetched beforehand, as a body refused is a body sent twice."""
        for fresh in (False, True):
            request = self._request(method, graph, body)
            self._authorize(request, fresh)
            try:
                with self._opener.open(request, timeout=self._seconds) as response:
                    response.read()
                return
            except urllib.error.HTTPError as error:
                with error:
                    said = " ".join(error.read(4096).decode("utf-8", "replace").split())[:300]
                status = error.code
            except (OSError, http.client.HTTPException) as error:
                reason = getattr(error, "reason", error)
                raise GraphStoreError(f"the store cannot be reached at {self.url} ({reason})", again=True) from None
            if status != 401 or self._challenge is None:
                break  # a challenge that has grown stale is no refusal
        if method == "DELETE" and status == 404:
            return
        if status in (401, 403):
            raise GraphStoreError(f"{status}: the credentials are not those of someone who may write {self.url}")
        raise GraphStoreError(f"{method} <{graph}> was answered with {status}: {said}", again=status >= 500)

    def _request(self, method: str, graph: str, body: bytes | None) -> urllib.request.Request:
        address = f"{self.url}{'&' if '?' in self.url else '?'}{urlencode({'graph': graph})}"
        headers = {"User-Agent": AGENT} | ({} if body is None else {"Content-Type": CONTENT_TYPE})
        return urllib.request.Request(address, body, headers, method=method)

    def _authorize(self, request: urllib.request.Request, fresh: bool) -> None:
        known = self._credentials
        if known.token:
            request.add_unredirected_header("Authorization", f"Bearer {known.token}")
        elif known.user and known.scheme == "basic":
            pair = b64encode(f"{known.user}:{known.password}".encode()).decode()
            request.add_unredirected_header("Authorization", f"Basic {pair}")
        elif known.user:
            if self._challenge is None or fresh:
                self._challenge = self._ask_challenge()
            if self._challenge is not None:
                shown = self._digest.get_authorization(request, self._challenge)
                request.add_unredirected_header("Authorization", f"Digest {shown}")

    def _ask_challenge(self) -> dict[str, str] | None:
        """What the store wants to see a digest of; None where it lets everybody in."""
        probe = self._request("GET", "urn:x-communique:none", None)
        try:
            self._opener.open(probe, timeout=self._seconds).close()
        except urllib.error.HTTPError as error:
            scheme, _, rest = (error.headers.get("WWW-Authenticate") or "").partition(" ")
            error.close()
            if error.code == 401 and scheme.lower() == "digest":
                return urllib.request.parse_keqv_list(urllib.request.parse_http_list(rest))
        except (OSError, http.client.HTTPException) as error:
            raise GraphStoreError(f"the store cannot be reached at {self.url} ({error})", again=True) from None
        return None
