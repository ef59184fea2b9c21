### The pages around the data: home, sources, releases, status, about, vocabulary.

## Home
home-ways = Three ways to use it
home-read = Read
home-read-text = Open a party, a meeting or a message, and follow every statement to the passage that says it.
home-ask-text = Put a question in SPARQL, from some fifty examples; take the answer as a table, a chart or a file.
home-take-text = Download the whole release with its checksums, load it into a store of your own, and cite it.
home-latest = Latest documents
home-claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
  }

## Sources
sources-title = Sources
sources-lead = The documents that everything here is taken from. Their texts are not republished; each file is tied to its SHA-256, each passage to its position and its own.
sources-caption = Source documents, the latest first
sources-document = Document
sources-published = Published
sources-by = Publisher
sources-file = File
sources-original = original
sources-at-hand = words shown here
sources-all = All source documents

## Releases
releases-title = Releases
releases-lead = Each release is a folder that never changes. Anybody can rebuild it byte for byte, check it, cite it, and load it elsewhere.
releases-name = Release
releases-issued = Issued
releases-since = Since the one before
releases-diff = what changed
releases-current = served now
diff-title = What changed between two releases
diff-before = From
diff-after = to
diff-compare = Compare
diff-added = Added
diff-changed = Changed
diff-withdrawn = Withdrawn
diff-quads-added = quads added
diff-quads-withdrawn = quads withdrawn
diff-nothing = Nothing: the two have the same quads.
diff-more = and { $count } more: ask for JSON to have all of them.
diff-graphs = By graph

## Status
status-title = Status and limits
status-revision = State of the data
status-load = Load
status-engine = Processes and queries since the start
status-what = What
status-number = Number
status-queries = queries
status-limits = Bounds of each limit

## About
about-side = It describes, and takes no side. What a document says is reported as what that document says.
about-claims = A statement is never just true here: a claim ties it to a source, with the way in which the source puts it, and with our doubt and its reason where there is one. Where documents disagree, both stand.
about-passages = Every claim leads to passages: positions in the file of a document, with the SHA-256 of what stands there. So every statement can be checked, and no text is republished; only names, numbers and dates as printed.
about-wikidata = Parties, people, places and events are tied to Wikidata by reviewed decisions with their evidence. “Not the same” and “nothing found” are decisions too.
about-missing = What is not here was not in the documents read so far. Nothing follows from its absence.
about-cite = How to cite
about-cite-how = Cite the release that you used: its name ends with the first digits of the hash of its content.
about-version = Release { $version }
about-use = What you may do with it
about-texts = The source documents belong to their authors. No sentence of theirs is part of this data set.

## Vocabulary
ontology-title = Ontology
ontology-lead = Every term with its definition, how often the release uses it, and how many of the competency questions do.
ontology-classes = Classes
ontology-properties = Properties
ontology-schemes = Lists of concepts
ontology-modules = Modules
ontology-term = Term
ontology-definition = What it means
ontology-questions = Questions
ontology-diagram = Each line is a property, from the class that it starts from to the class that it leads to, as the ontology says; the pages of terms tell the same in words.
term-example = Example
term-scopeNote = When not to use it
term-uses = Uses in this release
term-shapes = Shapes
term-diagram = Diagram
term-diagram-of = Diagram: the properties of { $name }
term-questions = Questions that use it
within-rdfs-domain = Properties that start from it
within-rdfs-range = Properties that lead to it
within-schema-domainIncludes = Properties that start, among others, from it
within-schema-rangeIncludes = Properties that lead, among others, to it
within-rdfs-subClassOf = Narrower classes
within-rdfs-isDefinedBy = Terms defined here
within-rdfs-seeAlso = What refers to it
within-owl-imports = Modules that use it
within-skos-inScheme = Concepts of the list

## Downloads
dumps-load = Load it into a store of your own
dumps-check = Check the files first:
dumps-load-each = The N-Quads hold everything, each source document as a named graph; the Turtle holds the same without graphs.
