"""The files of a release: listed, whole, in parts, packed, unchanged."""

import gzip
import hashlib
import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

DUMP = "/dumps/communique.nq"
PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture
def content(few: Path) -> bytes:
    return (few / "current" / "communique.nq").read_bytes()


def test_the_listing_is_a_page_and_json(web: httpx.Client) -> None:
    listed = web.get("/dumps/", headers={"Accept": "application/json"}).json()
    page = web.get("/dumps/", headers={"Accept": "text/html"}).text
    assert listed["release"] == "1.0.0-aaaaaaaaaaaa"
    for file in listed["files"]:
        assert set(file) >= {"path", "address", "bytes", "media_type", "sha256"}
        assert file["sha256"] in page or file["path"].endswith(".gz")
        answer = web.get(file["address"], headers=PLAIN)
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
        assert len(answer.content) == file["bytes"]
    assert web.get("/dumps").status_code == 200
    assert web.get("/dumps/", headers={"Accept": "image/png"}).status_code == 406


def test_a_file_in_parts(web: httpx.Client, content: bytes) -> None:
    answer = web.get(DUMP, headers={**PLAIN, "Range": "bytes=10-19"})
    assert (answer.status_code, answer.content) == (206, content[10:20])
    assert answer.headers["content-range"] == f"bytes 10-19/{len(content)}"
    assert web.get(DUMP, headers={"Range": "bytes=-5"}).content == content[-5:]
    assert web.get(DUMP, headers={"Range": f"bytes={len(content)}-"}).status_code == 416
    etag = answer.headers["etag"]
    assert web.get(DUMP, headers={"Range": "bytes=0-0", "If-Range": etag}).status_code == 206
    assert web.get(DUMP, headers={"Range": "bytes=0-0", "If-Range": '"other"'}).status_code == 200


def test_a_file_that_did_not_change_is_not_sent(web: httpx.Client) -> None:
    etag = web.get(DUMP, headers=PLAIN).headers["etag"]
    for given in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        answer = web.get(DUMP, headers={**PLAIN, "If-None-Match": given})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    assert web.get(DUMP, headers={**PLAIN, "If-None-Match": '"other"'}).status_code == 200


def test_a_file_is_sent_packed_to_those_who_take_it(web: httpx.Client, content: bytes) -> None:
    packed = web.get(DUMP, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == content
    plain = web.get(DUMP, headers={"Accept-Encoding": "gzip;q=0"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["etag"] != packed.headers["etag"]
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    file = web.get(f"{DUMP}.gz")
    assert "content-encoding" not in file.headers
    assert gzip.decompress(file.content) == content


def test_addresses_of_a_release_never_change(web: httpx.Client, content: bytes) -> None:
    answer = web.get("/release/1.0.0-aaaaaaaaaaaa/communique.nq", headers=PLAIN)
    assert answer.content == content
    assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in web.get(DUMP).headers["cache-control"]
    assert web.get("/release/1.0.0-aaaaaaaaaaaa").status_code == 200


@pytest.mark.parametrize("path", ["nothing", "../current", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "", "a/../b"])
def test_only_listed_files_are_sent(web: httpx.Client, path: str) -> None:
    assert web.get(f"/release/1.0.0-aaaaaaaaaaaa/{path}x").status_code == 404
    assert web.get(f"/dumps/{path}x").status_code == 404
    assert web.get(f"/release/{path}x").status_code == 404


def test_the_manifest_and_the_checksums_are_there(web: httpx.Client) -> None:
    assert web.get("/dumps/manifest.json").json()["name"] == "1.0.0-aaaaaaaaaaaa"


@pytest.mark.parametrize("program", ["sha256sum", "oxigraph", "tdb2.tdbloader", "python"])
def test_the_commands_of_the_page_load_the_release(program: str, server: str, release: Path, tmp_path: Path) -> None:
    text = httpx.get(f"{server}/dumps/", headers={"Accept": "text/html"}).text.partition('id="load"')[2]
    commands = html.unescape("\n".join(re.findall(r"<pre>(.*?)</pre>", text, re.DOTALL))).splitlines()
    assert len(commands) == 4
    (command,) = (each for each in commands if each.startswith(program))
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    if shutil.which(program, path=path) is None:
        pytest.skip(f"needs {program}")
    folder = Path(shutil.copytree(release, tmp_path / release.name))
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
