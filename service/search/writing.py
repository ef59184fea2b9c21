"""The index on disk: one document of tantivy a thing, in the order in which equal hits are shown."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from communique.service.search.entries import Entry
from communique.service.search.words import forms, name_starts, sounds, stems, tails

MEMORY = 256_000_000  # bytes that are written at a time
THREADS = 2  # that write; reading names keeps no more of them busy
FACETS = ("kind", "country", "decade", "document")


def schema() -> tantivy.Schema:
    """`id` is kind and key, `exact` whole names, `words` their words, `starts` how both can begin, `sounds` how words
    sound; then the facets, the place of a thing among equal hits, and the entry itself."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "exact"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("words", "starts", "sounds"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("rank", fast=True)
    builder.add_bytes_field("entry", stored=True, indexed=False)
    return builder.build()


def write(entries: Iterable[Entry], folder: Path, memory: int = MEMORY, threads: int = THREADS) -> int:
    """Write an index into an empty folder, things in the order in which equal hits are shown; gives their number."""
    index = tantivy.Index(schema(), path=str(folder))
    writer = index.writer(memory, num_threads=threads)
    number = 0
    for rank, entry in enumerate(entries):
        writer.add_document(_document(entry, rank))
        number = rank + 1
    writer.commit()
    writer.wait_merging_threads()
    return number


def _document(entry: Entry, rank: int) -> tantivy.Document:
    document = tantivy.Document()
    texts = [name.text for name in entry.names]
    known = [form for text in (*texts, entry.key, *filter(None, [entry.wikidata])) for form in forms(text)]
    words = dict.fromkeys(word for form in known for word in form.words)
    words |= dict.fromkeys(tail for text in texts for tail in tails(text))
    starts = {start for form in known for start in name_starts(form.whole)}.union(*map(stems, words))
    document.add_text("id", f"{entry.kind}/{entry.key}")
    for whole in dict.fromkeys(form.whole for form in known):
        document.add_text("exact", whole)
    document.add_text("words", " ".join(words))
    document.add_text("starts", " ".join(starts))
    document.add_text("sounds", " ".join(dict.fromkeys(sounds(words))))
    document.add_text("kind", entry.kind)
    if entry.country:
        document.add_text("country", entry.country)
    for decade in entry.decades:
        document.add_text("decade", str(decade))
    for source in entry.documents:
        document.add_text("document", source)
    document.add_unsigned("rank", rank)
    document.add_bytes("entry", entry.to_json())
    return document
