"""Asks another store by SPARQL 1.1 Protocol, through SPARQLWrapper: form-encoded POST, which all understand."""

import ast
import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import SPARQLWrapper as wrapper
from SPARQLWrapper import SPARQLExceptions as exceptions

from communique import __version__
from communique.service.engine.question import Failure
from communique.service.engine.stores.credentials import Credentials

AGENT = f"communique/{__version__} (https://w3id.org/communique/)"
# XML first: Virtuoso writes booleans as integers into its JSON.
SOLUTIONS = "application/sparql-results+xml, application/sparql-results+json;q=0.9"
# N-Triples first: it needs no state, neither here nor there.
GRAPHS = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.8"
EXCERPT = 300  # characters of what a store says about a query that are passed on
_STATUS: dict[type[Exception], int] = {
    exceptions.Unauthorized: 401,
    exceptions.EndPointNotFound: 404,
    exceptions.URITooLong: 414,
    exceptions.EndPointInternalError: 500,
}


class NoRedirects(urllib.request.HTTPRedirectHandler):
    """Credentials are for the address that was given, and for no other."""

    def redirect_request(self, *_: object) -> None:
        return None


class Client:
    """The query address of one store."""

    def __init__(self, url: str, credentials: Credentials, seconds: float) -> None:
        self.url = url
        self._credentials = credentials
        self._seconds = max(1, round(seconds))
        urllib.request.install_opener(urllib.request.build_opener(NoRedirects))

    def ask(
        self, text: str, accept: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> http.client.HTTPResponse:
        """The response to a query, its body unread; raises Failure where the store does not give one."""
        request = self._request(text, accept)
        for iri in default_graphs:
            request.addParameter("default-graph-uri", iri)
        for iri in named_graphs:
            request.addParameter("named-graph-uri", iri)
        with reported():
            response: http.client.HTTPResponse = request.query().response
        return response

    def _request(self, text: str, accept: str) -> wrapper.SPARQLWrapper:
        request = wrapper.SPARQLWrapper(self.url, agent=AGENT)
        request.setMethod(wrapper.POST)
        request.setRequestMethod(wrapper.URLENCODED)
        request.setOnlyConneg(True)
        request.setTimeout(self._seconds)
        request.queryString = text  # not setQuery, which guesses at the form with regular expressions
        request.queryType = wrapper.SELECT
        request.addCustomHttpHeader("Accept", accept)
        if self._credentials.token:
            request.addCustomHttpHeader("Authorization", f"Bearer {self._credentials.token}")
        elif self._credentials.user:
            request.setHTTPAuth(wrapper.DIGEST if self._credentials.scheme == "digest" else wrapper.BASIC)
            request.setCredentials(self._credentials.user, self._credentials.password)
        return request


@contextmanager
def reported() -> Iterator[None]:
    """Turn whatever goes wrong on the way to a store into a Failure that says what, and not more."""
    try:
        yield
    except exceptions.QueryBadFormed as error:
        raise Failure("store-refused", f"the store does not understand this query: {_excerpt(error)}") from None
    except exceptions.SPARQLWrapperException as error:
        raise Failure("store", f"the store answered {_STATUS.get(type(error), 'in a way unknown')}") from None
    except urllib.error.HTTPError as error:
        error.close()
        raise Failure("store", f"the store answered {error.code} {error.reason}") from None
    except TimeoutError:
        raise Failure("deadline", "the store took too long") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise Failure("deadline", "the store took too long") from None
        raise Failure("store", f"the store cannot be reached ({error.reason})") from None
    except (OSError, http.client.HTTPException) as error:
        raise Failure("store", f"the connection to the store broke ({type(error).__name__})") from None


def _excerpt(error: Exception) -> str:
    """What a store says about a query, without the text of the query that some repeat."""
    _, _, shown = str(error).partition("Response:\n")  # the body as Python would write it
    said = ast.literal_eval(shown).decode("utf-8", "replace") if shown else ""
    return " ".join(said.partition("SPARQL query:")[0].split())[:EXCERPT] or "it does not say why"
