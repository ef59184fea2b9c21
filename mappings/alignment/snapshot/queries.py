"""The queries of a snapshot, in Wikidata's own graph shape; items go in by VALUES, at most `BATCH` at a time."""

from collections.abc import Iterable, Sequence

BATCH = 200
PREFIXES = """\
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
PARTY = "Q7278"
NAME_TYPES = {
    "rdfs:label": "wikidata_label",
    "skos:altLabel": "wd_alias",
    "wdt:P1448": "wd_official_name",
    "wdt:P1705": "wd_native_label",
    "wdt:P1813": "wd_short_name",
}
STATEMENTS = {
    "P17": "country",
    "P31": "instance_of",
    "P571": "inception",
    "P576": "dissolved",
    "P856": "website",
    "P1142": "ideology",
}
LANGUAGES = (
    "en", "fr", "de", "es", "pt", "it", "nl", "sv", "da", "nb", "no", "fi", "pl", "cs", "sk", "hu", "ro", "bg", "sr",
    "hr", "sl", "mk", "sq", "el", "tr", "ru", "uk", "be", "lt", "lv", "et", "kk", "ky", "tg", "uz", "hy", "az", "ka",
    "ar", "fa", "he", "hi", "bn", "ne", "si", "ta", "zh", "ja", "ko", "vi", "lo", "id",
)  # fmt: skip


def batches(items: Iterable[str]) -> list[tuple[str, ...]]:
    """Items in the order of their numbers, each once, in groups of `BATCH`."""
    ordered = sorted(set(items), key=lambda item: int(item[1:]))
    return [tuple(ordered[at : at + BATCH]) for at in range(0, len(ordered), BATCH)]


def _values(items: Sequence[str]) -> str:
    return " ".join(f"wd:{item}" for item in items)


def of_country(country: str) -> str:
    """The parties of a country (both are items)."""
    return f"{PREFIXES}SELECT DISTINCT ?item WHERE {{ ?item wdt:P31/wdt:P279* wd:{PARTY} ; wdt:P17 wd:{country} . }}"


def names(items: Sequence[str]) -> str:
    """Every name of items, with what kind of name it is (a property) and its language."""
    languages = ", ".join(f'"{language}"' for language in LANGUAGES)
    return f"""{PREFIXES}SELECT ?item ?property ?name WHERE {{
  VALUES ?item {{ {_values(items)} }}
  VALUES ?property {{ {" ".join(NAME_TYPES)} }}
  ?item ?property ?name .
  FILTER(?property NOT IN (rdfs:label, skos:altLabel) || LANG(?name) IN ({languages}))
}}"""


def statements(items: Sequence[str]) -> str:
    """What is stated of items, with the English label and the country code of values that have them."""
    properties = " ".join(f"wdt:{name}" for name in STATEMENTS)
    return f"""{PREFIXES}SELECT ?item ?property ?value ?label ?alpha3 WHERE {{
  VALUES ?item {{ {_values(items)} }}
  VALUES ?property {{ {properties} }}
  ?item ?property ?value .
  OPTIONAL {{ ?value rdfs:label ?label . FILTER(LANG(?label) = "en") }}
  OPTIONAL {{ ?value wdt:P298 ?alpha3 }}
}}"""


def redirects(items: Sequence[str]) -> str:
    """Items that now lead to another."""
    return f"{PREFIXES}SELECT ?item ?target WHERE {{ VALUES ?item {{ {_values(items)} }} ?item owl:sameAs ?target . }}"
