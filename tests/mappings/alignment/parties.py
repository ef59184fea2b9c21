"""A few parties of a small authority, for the tests of the matcher: names and years as any encyclopedia has them."""

from communique.mappings.alignment.matching.candidates import Candidate, Span
from communique.mappings.alignment.matching.index import Index
from communique.mappings.alignment.matching.matcher import Matcher


def party(key: str, country: str, years: str, *names: str, short: str = "", site: str = "") -> Candidate:
    """A candidate: years as `1918-1956`, its names (the first is the label), its acronym and its website."""
    candidate = Candidate(key, label=names[0], countries={country}, shorts={short} - {""}, websites={site} - {""})
    start, _, end = years.partition("-")
    candidate.spans.add(Span(int(start) if start else None, int(end) if end else None, "list"))
    for name in names:
        candidate.add_name(name.removeprefix("once: "), own=not name.startswith("once: "))
    return candidate


PARTIES = (
    party("Q1", "de", "1918-1956", "Communist Party of Germany", "Kommunistische Partei Deutschlands", short="KPD"),
    party("Q2", "de", "1863-", "Social Democratic Party of Germany", "Sozialdemokratische Partei Deutschlands"),
    party("Q3", "br", "1980-", "Workers' Party", "Partido dos Trabalhadores", short="PT"),
    party("Q4", "br", "1981-2023", "Brazilian Labour Party", "Partido Trabalhista Brasileiro", short="PTB"),
    party("Q5", "be", "1979-", "Workers' Party of Belgium", "Parti du travail de Belgique", short="PTB"),
    party("Q6", "be", "1885-1940", "Belgian Labour Party", "Parti ouvrier belge"),
    party("Q7", "bg", "1996-", "Communist Party of Bulgaria", "Комунистическа партия на България", short="KPB"),
    party("Q8", "gr", "1918-", "Communist Party of Greece", "Κομμουνιστικό Κόμμα Ελλάδας", short="KKE", site="kke.gr"),
    party("Q9", "ru", "1993-", "Communist Party of the Russian Federation", "Коммунистическая партия РФ", short="КПРФ"),
    party("Q10", "ru", "1912-1991", "Communist Party of the Soviet Union", "Коммунистическая партия Советского Союза"),
    party("Q11", "cn", "1921-", "Chinese Communist Party", "中国共产党", short="CCP"),
    party("Q12", "sy", "1924-", "Syrian Communist Party", "الحزب الشيوعي السوري"),
    party("Q13", "in", "1920-", "Communist Party of India", short="CPI"),
    party("Q14", "in", "1964-", "Communist Party of India (Marxist)", short="CPI(M)"),
    party("Q15", "se", "1917-", "Left Party", "Vänsterpartiet", "once: Sveriges Kommunistiska Parti"),
    party("Q16", "pt", "1921-", "Portuguese Communist Party", "Partido Comunista Português", short="PCP"),
    party("Q17", "es", "1921-", "Communist Party of Spain", "Partido Comunista de España", short="PCE"),
    party("Q18", "fr", "1920-", "French Communist Party", "Parti communiste français", short="PCF"),
    party("Q19", "yu", "1919-1991", "League of Communists of Yugoslavia", "Savez komunista Jugoslavije"),
    party("Q20", "it", "2006-", "Refoundation of the Olive Grove", "Rifondazione dell'Uliveto"),
    party("partyfacts:21", "hu", "1989-", "Hungarian Carriage Party"),
)


def matcher(*more: Candidate) -> Matcher:
    """A matcher over these parties and more, which trusts every rule."""
    return Matcher(Index([*PARTIES, *more]))
