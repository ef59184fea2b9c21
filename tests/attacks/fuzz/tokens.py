"""SPARQL as a list of tokens, well enough to cut and splice it; anything can be put back together."""

import re

_TOKEN = re.compile(
    r"""\s+ | \#[^\n]* | <[^<>"{}|^`\\\s]*> | \"\"\".*?\"\"\" | '''.*?''' | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
    | [?$]\w+ | @[A-Za-z0-9-]+ | _:\w+ | \w*:[\w.%-]* | \d+(?:\.\d+)?(?:[eE][+-]?\d+)? | \w+
    | \^\^ | \|\| | && | != | <= | >= | <<\( | \)>> | << | >> | \{\| | \|\} | .""",
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> list[str]:
    """The tokens of a text, white space and comments among them; joined they are the text again."""
    return _TOKEN.findall(text)


def is_space(token: str) -> bool:
    return token.isspace() or token.startswith("#")


def kind(token: str) -> str:
    """What a token is, roughly: its first character, letters and digits each counting as one."""
    first = token[:1]
    return "letter" if first.isalpha() else "digit" if first.isdigit() else " " if first.isspace() else first
