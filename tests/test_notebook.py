"""The notebook in docs/ runs against a server, gives the rows and the picture it promises, and keeps no outputs."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from communique.tests.conftest import ROOT

PAGE = ROOT / "docs" / "notebook.ipynb"
PATIENCE = 240  # seconds that one cell may take on a busy machine; the first loads pandas and matplotlib


@pytest.fixture(scope="module")
def written() -> nbformat.NotebookNode:
    return nbformat.read(PAGE, as_version=4)  # type: ignore[no-any-return, no-untyped-call]


def outputs(notebook: nbformat.NotebookNode, kind: str) -> list[Any]:
    """What the cells showed as this media type."""
    return [
        shown["data"][kind]
        for cell in notebook.cells
        for shown in cell.get("outputs", ())
        if kind in shown.get("data", {})
    ]


@pytest.mark.filterwarnings("default")  # those of Jupyter's own machinery are not ours to mend
def test_it_runs_from_the_query_to_the_plot(
    written: nbformat.NotebookNode, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_SERVICE", server)
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    NotebookClient(written, timeout=PATIENCE, startup_timeout=PATIENCE, kernel_name="python3").execute()
    tables = outputs(written, "text/html")
    assert len(tables) == 3
    assert "refused to sign" in tables[0]
    assert "League of Communists of Yugoslavia" in tables[0]
    assert "https://w3id.org/communique/id/party/" in tables[2]
    (picture,) = outputs(written, "image/png")
    assert len(picture) > 5000


def test_no_outputs_are_kept() -> None:
    kept = nbformat.read(PAGE, as_version=4)  # type: ignore[no-untyped-call]
    assert all(not cell.outputs and cell.execution_count is None for cell in kept.cells if cell.cell_type == "code")
