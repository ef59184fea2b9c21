"""Virtuoso 7 (Debian's virtuoso-opensource-7-bin): a database of its own in a temporary folder, bulk-loaded."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from communique.tests.targets.process import NotStarted, Server, free_port, started

_BUFFER_KIB = 8.7
_CONFIGURATION = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 20000
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{port}
ServerThreads = 100
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = {folder}, {data}
SchedulerInterval = 10
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 100
ServerRoot = {folder}
MaxKeepAlives = 100
[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 600
"""


@contextmanager
def virtuoso(data: Path | None = None, *, memory_mib: int = 2048, seconds: float = 60.0) -> Iterator[Server]:
    """A server whose store is filled from an N-Quads file; `memory_mib` is what its page buffers may take.

    Its store is written to by the user dba, whose password is dba, shown as a digest.
    Raises NotStarted where it is not installed or does not take the data.
    """
    if not shutil.which("virtuoso-t") or not shutil.which("isql-vt"):
        raise NotStarted("no virtuoso-t; `apt-get install virtuoso-opensource-7-bin` brings it")
    with TemporaryDirectory(prefix="communique-virtuoso-") as name:
        folder, port, http = Path(name), free_port(), free_port()
        buffers = int(memory_mib * 1024 / _BUFFER_KIB)
        configuration = folder / "virtuoso.ini"
        configuration.write_text(
            _CONFIGURATION.format(
                folder=folder,
                data=data.resolve().parent if data else folder,
                port=port,
                http=http,
                buffers=buffers,
                dirty=buffers * 3 // 4,
            ),
            encoding="utf-8",
        )
        command = ["virtuoso-t", "+foreground", "+configfile", str(configuration)]
        url = f"http://127.0.0.1:{http}/sparql"
        with started(command, url, cwd=folder, seconds=seconds) as pid:
            if data:
                _load(port, data)
            yield Server("virtuoso", url, pid, store=f"http://127.0.0.1:{http}/sparql-graph-crud-auth")


def _load(port: int, data: Path) -> None:
    folder = data.resolve().parent
    statements = f"ld_dir('{folder}', '{data.name}', 'urn:x-default'); rdf_loader_run(); checkpoint;"
    _isql(port, statements)
    failed = _isql(port, "SELECT 'failed', ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;")
    if "failed  " in failed:
        raise NotStarted(f"virtuoso did not take the data: {failed}")


def _isql(port: int, statements: str) -> str:
    command = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={statements}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotStarted(f"isql-vt: {done.stderr or done.stdout}")
    return done.stdout
