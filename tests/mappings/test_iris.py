"""IRIs: one base, one prefix table."""

import os
import subprocess
import sys

import pytest

from communique import iris


def test_every_kind_and_scheme_has_a_prefix() -> None:
    for kind in (*iris.THING_KINDS, *iris.NODE_KINDS):
        assert iris.expand(f"{kind}:x") == iris.thing(kind, "x") == iris.node(kind, "x")
    for scheme in iris.SCHEMES:
        assert iris.expand(f"{scheme}:x") == iris.concept(scheme, "x") == f"{iris.scheme(scheme)}/x"
    assert iris.expand("graph:doc/000") == iris.graph("doc/000")
    assert iris.expand("cmq:Party") == f"{iris.BASE}ont/Party"


def test_no_namespace_has_two_prefixes() -> None:
    assert len(set(iris.PREFIXES.values())) == len(iris.PREFIXES)


def test_an_unknown_prefix_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        iris.expand("nope:x")


def test_the_base_is_one_setting() -> None:
    script = "from communique.iris import *; print(BASE, thing('party', 'a'), expand('role:b'), expand('cmq:c'))"
    settings = {**os.environ, "COMMUNIQUE_BASE": "https://example.org/k/"}
    done = subprocess.run([sys.executable, "-c", script], env=settings, capture_output=True, text=True, check=True)
    base = "https://example.org/k/"
    assert done.stdout.split() == [base, f"{base}id/party/a", f"{base}concept/role/b", f"{base}ont/c"]
