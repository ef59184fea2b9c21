"""What surrounds the answers: addresses, errors, limits, fairness, previews, and the process that matches."""

import json
import os
import signal
import threading
import time
from pathlib import Path

import httpx
import pytest

from communique.tests.service import small
from communique.tests.service.running import serving

HEADERS = {"content-type": "application/json"}


def batch(names: int, word: str = "Party") -> dict[str, dict[str, str]]:
    return {f"q{at}": {"query": f"{word} {at} of Somewhere"} for at in range(names)}


def test_any_origin_may_ask(web: httpx.Client) -> None:
    preflight = {"origin": "https://example.org", "access-control-request-method": "POST"}
    for path in ("/reconcile", "/reconcile/match", "/reconcile/extend"):
        answer = web.options(path, headers=preflight)
        assert answer.status_code == 204
        assert "POST" in answer.headers["access-control-allow-methods"]
        assert "Content-Type" in answer.headers["access-control-allow-headers"]
    for answer in (web.get("/reconcile"), web.post("/reconcile", data={"queries": "{"}), web.get("/reconcile/preview")):
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"{", "Invalid JSON"),
        (b"[" * 100_000, "Invalid JSON"),
        (b'{"queries": [{"conditions": [{"matchType": "property", "propertyValue": "x"}]}]}', "propertyId"),
        (b'{"queries": [{"conditions": [{"matchType": "name", "propertyValue": {"name": "x"}}]}]}', "conditions[0]"),
        (b'{"queries": 3}', "queries"),
        (b"\xff", "Invalid JSON"),
    ],
)
def test_what_is_wrong_is_said(content: bytes, says: str, web: httpx.Client) -> None:
    answer = web.post("/reconcile/match", content=content, headers=HEADERS)
    assert answer.status_code == 400
    assert says in answer.json()["detail"]


def test_forms_and_methods_that_are_not_there(web: httpx.Client) -> None:
    assert web.post("/reconcile", data={"question": "x"}).status_code == 400
    assert web.post("/reconcile", content=b"{}", headers=HEADERS).status_code == 415
    assert web.post("/reconcile/match", data={"queries": "{}"}).status_code == 415
    refused = web.delete("/reconcile")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert web.get("/reconcile/nothing").status_code == 404


def test_odd_names_are_names(web: httpx.Client) -> None:
    names = ["", " ", "\u0000", "(", "((((((", "😀", "a" * 100_000, "party " * 10_000, "‮ytrap", "Q0", "\\", "<b>"]
    answer = web.post("/reconcile", data={"queries": json.dumps({name[:9]: {"query": name} for name in names})})
    assert answer.status_code == 200
    assert set(answer.json()) == {name[:9] for name in names}


def test_an_empty_batch_has_an_empty_answer(web: httpx.Client) -> None:
    assert web.post("/reconcile", data={"queries": "{}"}).json() == {}
    assert web.post("/reconcile/match", json={"queries": []}).json() == {"results": []}


def test_a_preview_stands_alone_and_escapes(web: httpx.Client) -> None:
    page = web.get("/reconcile/preview", params={"id": "party/gr-kke"})
    assert "Κομμουνιστικό Κόμμα Ελλάδας" in page.text
    assert "script-src" not in page.headers["content-security-policy"]
    assert "frame-ancestors" not in page.headers["content-security-policy"]
    missing = web.get("/reconcile/preview", params={"id": "<script>"}, headers={"accept": "text/html"})
    assert missing.status_code == 404
    assert "<script>" not in missing.text


def test_flyouts(web: httpx.Client) -> None:
    for what, id, word in (
        ("entity", "party/gr-kke", "Greece"),
        ("type", "party", "Party"),
        ("property", "year", "Year"),
    ):
        found = web.get(f"/reconcile/flyout/{what}", params={"id": id}).json()
        assert found["id"] == id
        assert word in found["html"]
    assert web.get("/reconcile/flyout/type", params={"id": "nothing"}).status_code == 404


def test_suggestions_by_any_word_and_by_identifier(web: httpx.Client) -> None:
    def suggest(prefix: str, **more: str) -> list[str]:
        found = web.get("/reconcile/suggest/entity", params={"prefix": prefix, **more}).json()["result"]
        return [one["id"] for one in found]

    assert "party/gr-kke" in suggest("Κομμουν")
    assert suggest("Zedong")[0] == "person/mao-zedong"
    assert suggest("party/gr-kke") == ["party/gr-kke"]
    assert suggest("Q192406") == ["party/gr-kke"]
    assert not set(suggest("comm")) & set(suggest("comm", cursor="20"))
    assert all(id.startswith("event/") for id in suggest("", type="event"))
    assert suggest("zzzz") == []


def test_features_and_rules_are_explained(web: httpx.Client) -> None:
    page = web.get("/reconcile/about").text
    found = web.post("/reconcile", data={"queries": '{"q": {"query": "Communist Party of Greece", "type": "party"}}'})
    for candidate in found.json()["q"]["result"]:
        for feature in candidate["features"]:
            assert f'id="{feature["id"].rpartition("/")[0] or feature["id"]}"' in page


def test_limits_have_their_own_errors(few: Path) -> None:
    limits = ("reconcile_names=3", "reconcile_bytes=2000")
    with serving(few, *(item for limit in limits for item in ("--limit", limit))) as server, server.client() as web:
        assert web.get("/reconcile").json()["batchSize"] == 3
        assert web.post("/reconcile", data={"queries": json.dumps(batch(3))}).status_code == 200
        many = web.post("/reconcile", data={"queries": json.dumps(batch(4))})
        assert (many.status_code, many.json()["type"]) == (413, "/problems#reconcile-names")
        ids = {"ids": ["a/b", "a/c", "a/d", "a/e"], "properties": [{"id": "name"}]}
        assert web.post("/reconcile/extend", json=ids).status_code == 413
        long = web.post("/reconcile", data={"queries": json.dumps(batch(3, "x" * 1000))})
        assert (long.status_code, long.json()["type"]) == (413, "/problems#reconcile-bytes")


def test_a_batch_that_takes_too_long_ends_and_others_go_on(few: Path) -> None:
    with serving(few, "--limit", "reconcile_seconds=0.5") as server, server.client() as web:
        first = {"queries": '{"q": {"query": "Red Party"}}'}
        until = time.monotonic() + 60
        while web.post("/reconcile", data=first).status_code != 200 and time.monotonic() < until:
            pass  # the process may need more than its half second to start on a busy machine
        late = web.post("/reconcile", data={"queries": json.dumps(batch(10_000, "Red Old Gone " * 10))})
        assert (late.status_code, late.json()["type"]) == (504, "/problems#reconcile-seconds")
        while (again := web.post("/reconcile", data=first)).status_code != 200 and time.monotonic() < until:
            pass
        assert again.json()["q"]["result"][0]["id"] == "party/xx-red"


def test_a_large_batch_leaves_room_for_others(web: httpx.Client, server: str) -> None:
    """Another's name and a page are answered while thousands of names are matched."""
    done = threading.Event()
    answers: list[httpx.Response] = []

    def post() -> None:
        names = {f"q{at}": {"query": f"Communist Party {at}", "type": "party"} for at in range(4000)}
        answers.append(httpx.post(f"{server}/reconcile", data={"queries": json.dumps(names)}, timeout=300))
        done.set()

    web.get("/reconcile/suggest/entity", params={"prefix": "x"})
    thread = threading.Thread(target=post)
    thread.start()
    answered = 0
    while not done.is_set():
        one = web.post("/reconcile", data={"queries": '{"q": {"query": "Communist Party of Greece", "type": "party"}}'})
        assert one.json()["q"]["result"][0]["match"]
        assert web.get("/limits").status_code == 200
        answered += not done.is_set()
    thread.join()
    assert answers[0].status_code == 200
    assert len(answers[0].json()) == 4000
    assert answered >= 3


def test_a_new_release_is_what_is_matched(tmp_path: Path) -> None:
    small.write(tmp_path, "1.0.0-aaaaaaaaaaaa")
    with serving(tmp_path) as server, server.client() as web:
        asked = {"queries": '{"q": {"query": "Blue Party"}}'}
        assert not any(one["match"] for one in web.post("/reconcile", data=asked).json()["q"]["result"])
        content = small.CONTENT | {"registry": small.CONTENT["registry"].replace("Red Party", "Blue Party")}
        small.write(tmp_path, "1.0.1-bbbbbbbbbbbb", small.quads(content))
        until = time.monotonic() + 60
        found: list[dict[str, object]] = []
        while not any(one["match"] for one in found) and time.monotonic() < until:
            found = web.post("/reconcile", data=asked).json()["q"]["result"]
        assert found[0]["id"] == "party/xx-red"
        withdrawn = web.post("/reconcile", data={"queries": '{"q": {"query": "Gone Party"}}'}).json()["q"]["result"]
        assert "party/xx-gone" not in {one["id"] for one in withdrawn}


def test_the_process_ends_with_the_service(few: Path) -> None:
    with serving(few) as server:
        with server.client() as web:
            web.post("/reconcile", data={"queries": json.dumps(batch(1))})
        workers = [pid for pid in children(server.process.pid) if b"reconcile.worker" in command(pid)]
        assert len(workers) == 1
        assert server.end() == 0
        until = time.monotonic() + 60
        while Path(f"/proc/{workers[0]}").exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert not Path(f"/proc/{workers[0]}").exists()


def test_a_process_killed_from_outside_is_started_again(few: Path) -> None:
    with serving(few) as server, server.client() as web:
        web.post("/reconcile", data={"queries": json.dumps(batch(1))})
        (worker,) = [pid for pid in children(server.process.pid) if b"reconcile.worker" in command(pid)]
        os.kill(worker, signal.SIGKILL)
        answers = [web.post("/reconcile", data={"queries": json.dumps(batch(1))}).status_code for _ in range(2)]
        assert answers[1] == 200
        assert answers[0] in (200, 503)


def children(pid: int) -> list[int]:
    return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
