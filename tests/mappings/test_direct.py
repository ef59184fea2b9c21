"""The direct rule."""

from hypothesis import given
from hypothesis import strategies as st

from communique.mappings.direct import Claimed, direct, rivals, single_valued
from communique.mappings.situations import Offer
from communique.mappings.terms import Triple, boolean, term, thing

SINGLE, SEVERAL = term("cmq:ordinal"), term("schema:location")
CONTESTED, DISAGREES = term("cmq:contested"), term("cmq:disagreesWith")


def claimed(situation: str, predicate: str, value: str, said: bool = True, stands: bool = True) -> Claimed:
    return Claimed(situation, Offer((thing("event/e"), predicate, value), "event"), said, stands)


CLAIMS = st.lists(
    st.builds(
        lambda predicate, value, said, stands: claimed(
            f"<{predicate}{value}>", predicate, value, said, said and stands
        ),
        st.sampled_from([SINGLE, SEVERAL]),
        st.sampled_from(["1", "2", "3"]),
        st.booleans(),
        st.booleans(),
    ),
    max_size=8,
)


def marks(triples: set[Triple]) -> set[str]:
    return {subject for subject, predicate, _ in triples if predicate == CONTESTED}


def test_the_vocabulary_says_what_is_single_valued() -> None:
    assert single_valued(SINGLE, "event")
    assert not single_valued(SEVERAL, "event")
    assert single_valued(term("schema:sender"), "message")
    assert single_valued(term("cmq:country"), "party")
    assert not single_valued(term("cmq:country"), "place")


def test_agreement_stands() -> None:
    claims = [claimed("<a>", SINGLE, "1"), claimed("<b>", SINGLE, "1")]
    assert direct(claims) == {(thing("event/e"), SINGLE, "1")}


def test_two_values_contest_each_other_and_neither_stands() -> None:
    claims = [claimed("<a>", SINGLE, "1"), claimed("<b>", SINGLE, "2")]
    assert direct(claims) == {
        ("<a>", CONTESTED, boolean(True)),
        ("<b>", CONTESTED, boolean(True)),
        ("<a>", DISAGREES, "<b>"),
        ("<b>", DISAGREES, "<a>"),
    }


def test_a_doubt_decides_nothing() -> None:
    claims = [claimed("<a>", SINGLE, "1", stands=False), claimed("<b>", SINGLE, "2")]
    assert marks(direct(claims)) == {"<a>", "<b>"}


def test_what_is_planned_or_denied_contests_nothing() -> None:
    claims = [claimed("<a>", SINGLE, "1", said=False, stands=False), claimed("<b>", SINGLE, "2")]
    assert direct(claims) == {(thing("event/e"), SINGLE, "2")}


def test_several_values_of_another_property_stand_together() -> None:
    claims = [claimed("<a>", SEVERAL, "1"), claimed("<b>", SEVERAL, "2")]
    assert len(direct(claims)) == 2


def test_a_situation_stands_by_its_best_claim() -> None:
    claims = [claimed("<a>", SEVERAL, "1", stands=False), claimed("<a>", SEVERAL, "1")]
    assert direct(claims) == {(thing("event/e"), SEVERAL, "1")}


def test_what_is_declared_contested_does_not_stand_even_if_another_offers_it() -> None:
    claims = [claimed("<a>", SEVERAL, "1"), claimed("<other>", SEVERAL, "1"), claimed("<b>", SEVERAL, "2")]
    triples = direct(claims, [("<a>", "<b>")])
    assert marks(triples) == {"<a>", "<b>"}
    assert not any(predicate == SEVERAL for _, predicate, _ in triples)


def test_what_all_sides_of_a_disagreement_offer_stands() -> None:
    claims = [claimed("<spoke>", SEVERAL, "1"), claimed("<contributed>", SEVERAL, "1")]
    triples = direct(claims, [("<spoke>", "<contributed>")])
    assert marks(triples) == {"<spoke>", "<contributed>"}
    assert (thing("event/e"), SEVERAL, "1") in triples


def test_what_follows_stands_with_its_triple() -> None:
    follows = (thing("event/e"), term("schema:startDate"), "d")
    offer = Offer((thing("event/e"), SINGLE, "1"), "event", (follows,))
    assert follows in direct([Claimed("<a>", offer, True, True)])
    assert follows not in direct([Claimed("<a>", offer, True, True), claimed("<b>", SINGLE, "2")])


@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_rule_holds_whatever_is_claimed(claims: list[Claimed], random: object) -> None:
    triples = direct(claims)
    assert triples == direct(sorted(claims, key=lambda claim: claim.situation, reverse=True))
    facts = {triple for triple in triples if triple[1] in (SINGLE, SEVERAL)}
    contested = marks(triples)
    assert facts <= {claim.offer.triple for claim in claims if claim.stands}
    assert not facts & {claim.offer.triple for claim in claims if claim.situation in contested}
    assert sum(predicate == SINGLE for _, predicate, _ in facts) <= 1
    assert {(other, one) for one, other in rivals(claims)} == rivals(claims)
    assert contested == {one for one, _ in rivals(claims)}
