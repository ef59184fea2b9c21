"""How this service shows another store who it is; only ever read from the environment, where `ps` does not see it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

USER, PASSWORD, TOKEN, AUTH = (
    "COMMUNIQUE_STORE_USER",
    "COMMUNIQUE_STORE_PASSWORD",
    "COMMUNIQUE_STORE_TOKEN",
    "COMMUNIQUE_STORE_AUTH",
)
SCHEMES = ("basic", "digest")


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password (`scheme` says how it is shown), a bearer token, or nothing."""

    user: str = ""
    password: str = ""
    token: str = ""
    scheme: str = "basic"

    @staticmethod
    def from_environment(environment: Mapping[str, str] = os.environ) -> "Credentials":
        """The credentials that the environment holds; raises ValueError that names the variable to correct."""
        found = Credentials(
            environment.get(USER, ""),
            environment.get(PASSWORD, ""),
            environment.get(TOKEN, ""),
            environment.get(AUTH, "basic").lower(),
        )
        if found.scheme not in SCHEMES:
            raise ValueError(f"{AUTH} is one of {', '.join(SCHEMES)}; got '{found.scheme}'")
        if bool(found.user) != bool(found.password):
            raise ValueError(f"{USER} and {PASSWORD} are given together")
        if found.user and found.token:
            raise ValueError(f"give either {USER} and {PASSWORD} or {TOKEN}")
        return found
