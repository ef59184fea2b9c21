"""One address of each kind of page: those that pages lead to, and one thing of each kind that there is."""

import re

import httpx

FIXED = (
    "/",
    "/search?q=greece",
    "/query",
    "/query?query=SELECT+%2A+%7B%7D",
    "/query?query=SELCT",
    "/question/CQ29",
    "/explore",
    "/explore/timeline",
    "/explore/map",
    "/explore/network?decade=1950",
    "/explore/matrix?decade=1950",
    "/doc/party",
    "/doc/party/no-such-party",
    "/ont",
    "/ont/Party",
    "/concept/role/hosted",
    "/graph/doc/000",
    "/prefixes",
    "/limits",
    "/problems",
    "/dumps/",
)
UNNAMED = (
    *("claim", "passage", "observation", "participation", "naming", "position", "posting"),
    *("relation", "change", "statement", "span", "mapping"),
)
LINK = re.compile(r'href="(/[^"#]*)"')


def addresses(server: str) -> list[str]:
    """The addresses, without a host."""
    with httpx.Client(base_url=server, timeout=60, headers={"accept": "text/html"}, follow_redirects=True) as client:
        home = LINK.findall(client.get("/").text)
        listings = [address for address in home if re.fullmatch(r"/doc/[\w-]+", address)]
        listings += [f"/doc/{kind}" for kind in UNNAMED]
        things = [_first(client, listing) for listing in listings]
        framed = [address for address in home if re.fullmatch(r"/[a-z]+/?", address) and _is_page(client, address)]
    return list(dict.fromkeys([*FIXED, *framed, *filter(None, things)]))


def _first(client: httpx.Client, listing: str) -> str | None:
    found = re.search(rf'href="({re.escape(listing)}/[^"#]+)"', client.get(listing).text)
    return found[1] if found else None


def _is_page(client: httpx.Client, address: str) -> bool:
    return client.get(address).headers["content-type"].startswith("text/html")
