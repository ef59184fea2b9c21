"""A seeds folder as a whole: one folder a document, the registry, and what is wrong in any of them."""

from dataclasses import dataclass
from pathlib import Path

from communique.mappings.records import texts
from communique.mappings.records.across import check_across, summary
from communique.mappings.records.document import Document, read_document
from communique.mappings.records.issue import Issue, near
from communique.mappings.records.proof import prove
from communique.mappings.records.registry import Registry, read_registry
from communique.mappings.records.turtle_files import anything, turtle_files, turtle_issues
from communique.mappings.records.values import KEY
from communique.mappings.records.world import Concepts, World, concept_keys

KNOWN = ("registry", "release.yaml")


@dataclass(frozen=True)
class Opened:
    """A seeds folder before its documents are read: the registry, the world they share, and their folders in order."""

    registry: Registry
    world: World
    folders: tuple[Path, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class Seeds:
    """A seeds folder, read: every document with its records, and every fault, in order of file and line."""

    registry: Registry
    documents: tuple[Document, ...]
    issues: tuple[Issue, ...]


def _folders(seeds: Path, issues: list[Issue]) -> list[Path]:
    """The folders of the documents; what else lies in the seeds folder is an issue."""
    folders = []
    for path in sorted(seeds.iterdir()):
        if path.name in KNOWN or path.name.startswith("."):
            continue
        if path.is_dir() and KEY.fullmatch(path.name):
            folders.append(path)
        elif (path / "document.yaml").is_file():
            message = f"'{path.name}' is no key of a document: lower-case letters, digits and single hyphens make one"
            issues.append(Issue(str(path), 0, message))
        else:
            hint = near(path.name, KNOWN)
            issues.append(Issue(str(path), 0, "this is no document's folder and no part of the seeds", hint))
    return folders


def _concepts(issues: list[Issue]) -> Concepts:
    """The lists of the vocabulary; where a file of it is broken, that is an issue and every key is taken as known."""
    broken = list(turtle_issues(turtle_files()))
    issues.extend(broken)
    return anything if broken else concept_keys


def open_seeds(seeds: Path, concepts: Concepts | None = None) -> Opened:
    """The registry and the folders of the documents; a folder that is missing or holds none is an issue.

    The concepts are those of the vocabulary, unless others are given.
    """
    issues: list[Issue] = []
    concepts = concepts or _concepts(issues)
    if not seeds.is_dir():
        issues.append(Issue(str(seeds), 0, "there is no such folder"))
        nothing = World(frozenset(), concepts)
        return Opened(Registry({}, ()), nothing, (), tuple(issues))
    folders = _folders(seeds, issues)
    if not folders:
        issues.append(Issue(str(seeds), 0, "there is no document: each needs a folder with document.yaml"))
    registry, world = read_registry(seeds, [folder.name for folder in folders], concepts, issues)
    return Opened(registry, world, tuple(folders), tuple(issues))


def read_seeds(seeds: Path, originals: Path | None = None, concepts: Concepts | None = None) -> Seeds:
    """Read and check everything in a seeds folder; with the folder of the original files, prove it against them."""
    opened = open_seeds(seeds, concepts)
    documents = [read_document(folder, opened.world) for folder in opened.folders]
    issues = [*opened.issues, *(issue for document in documents for issue in document.issues)]
    issues += check_across(opened.registry, [summary(document) for document in documents])
    if originals is not None:
        files = texts.index(originals)
        claimed = {document.about.sha256 for document in documents if document.about}
        issues += [issue for document in documents for issue in prove(document, files, claimed)]
    return Seeds(opened.registry, tuple(documents), tuple(sorted(set(issues))))
