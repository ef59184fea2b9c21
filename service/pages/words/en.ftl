### Every string of the interface in English. Keys begin with the page or part they belong to.

## Frame
skip = Skip to content
find = Search
find-label = Search names, events and documents
find-placeholder = A party, a person, a meeting …
nav-label = Main
nav-explore = Explore
nav-search = Search
nav-query = Query
nav-conflicts = Conflicts
nav-ont = Ontology
nav-sources = Sources
nav-dumps = Downloads
nav-about = About
crumbs-label = You are here
home = Home
language = Language
theme = Theme
theme-light = Light
theme-dark = Dark
theme-system = System
release-line = Release { $name } of { $issued }.
release-files = Its files
licence-data = Data
licence-vocabulary = Vocabulary, shapes and alignments
foot-about = About, and how to cite
foot-status = Status and limits
foot-problems = Error messages
foot-prefixes = Prefixes
foot-sitemap = Site map
foot-releases = Releases

## Parts
data-label = This page for programs
data-as = This page as data:
data-query = The query behind this page
previous = Previous
next = Next
page-of = Page { $number } of { $last }
note-label = Note { $number }: who says so
notes = Who says so, and where
note-claim = claim
position = characters { $start } to { $end }
rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
  }
triples = { $count ->
    [one] { $count } triple
   *[other] { $count } triples
  }
yes = yes
no = no
or = or

## Dates
date-one-day-of = within { $span }
date-since = since { $start }
date-from = from { $start }
date-until = until { $end }
date-about = about { $date }
date-unsure = { $date } (unsure)
date-about-unsure = about { $date } (unsure)

## Home
home-lead = Communist and workers’ parties, the events at which they meet and the messages they send each other: what documents say, each statement with its place in its source.
home-browse = Browse
home-ask = Ask
home-take = Take it with you
figure-documents = source documents
figure-things = parties, events, people and other things
figure-claims = claims
figure-passages = passages
figure-triples = triples

## Kinds of things, in the plural
kinds-party = Parties
kinds-body = Bodies of parties
kinds-forum = Forums
kinds-series = Series of events
kinds-event = Events
kinds-message = Messages
kinds-person = People
kinds-place = Places
kinds-organization = Other organisations
kinds-document = Documents spoken of
kinds-doc = Source documents
kinds-observation = Figures
kinds-claim = Claims
kinds-passage = Passages
kinds-participation = Participations
kinds-naming = Names in use
kinds-position = Positions
kinds-posting = Posts held
kinds-relation = Relations
kinds-change = Changes
kinds-statement = Single statements
kinds-span = Dates and periods
kinds-run = Runs of the mapping
kinds-mapping = Alignments

## Things
thing-facts = Facts
thing-more-facts = More facts
evidence = the evidence
event-hosts = Received by
counted-here = Counted by us among those named in the list below.
claim-manner = How it is put
claim-doubt = What speaks against it
doc-at-hand = The file is at hand here: passages show their words.
doc-not-at-hand = The file is not republished: passages give their positions and hashes, to check in your own copy.
thing-mentions = Mentioned by
thing-too-much = More is said of this than fits on a page: here are its own statements only. Ask the endpoint for the rest.
contested = sources disagree

## Vocabulary
term-within = { $name } of
graph-title = Named graph
graph-how = Send Accept: text/turtle to this address, or ask the graph store:

## Downloads
dumps-title = Downloads
dumps-lead = Release { $name } of { $issued }: { $triples } triples, { $claims } claims out of { $documents } documents.
dumps-permanent = These addresses never change:
dumps-files = Files of the release
dumps-file = File
dumps-size = Size
dumps-packed = gzip
dumps-media-type = Media type
dumps-hash = SHA-256
dumps-also = Also

## Query
query-title = Query
query-label = SPARQL
query-ask = Ask
query-as = as
query-as-page = a page
query-sample = An example to start from: the parties that came to most events.
query-result = Result
query-examples = Examples
query-examples-lead = Questions that this knowledge base is judged by. Choose one to see its query, and run it.
query-federated = also asks { $host }
query-place = Line { $line }, column { $column }
query-too-large = The result is too large for a page. Add LIMIT, or take it as a file.

## Limits, prefixes, problems
limits-title = Limits
limits-lead = What one query, one client and the whole endpoint may use.
limits-name = Name
limits-value = Value
limits-unit = Unit
limits-bounds = Bounds
prefixes-title = Prefixes
problems-title = How a request can fail
problems-lead = Each failure is sent as problem+json (RFC 9457); its type leads here.
problems-kind = Kind
problems-status = Status
problems-meaning = Meaning
problems-remedy = What to do
problem-near = Did you mean
problem-all = All the ways a request can fail

## Kinds of things, one of them
kind-party = Party
kind-body = Body of a party
kind-forum = Forum
kind-series = Series of events
kind-event = Event
kind-message = Message
kind-person = Person
kind-place = Place
kind-organization = Organisation
kind-document = Document spoken of
kind-doc = Source document
kind-observation = Figure
kind-claim = Claim
kind-passage = Passage
kind-participation = Participation
kind-naming = Name in use
kind-position = Position
kind-posting = Post held
kind-relation = Relation
kind-change = Change
kind-statement = Single statement
kind-span = Date or period
kind-run = Run of the mapping
kind-mapping = Alignment

## Sections of a page
on-this-page = On this page
section-names = Names in use
section-came = Meetings and other events
section-stayed = Stayed away, or would not sign
section-sent = Messages sent
section-received = Messages received
section-issued = Messages and documents issued
section-signed = Signed
section-bodies = Bodies
section-people = People and their posts
section-posts = Posts held
section-figures = Figures
section-positions = Positions taken
section-towards = What others say of it
section-relations = Relations
section-changes = Changes
section-aspects = Who signed, refused or had another part in it
section-mentions = Also tied to
section-mentioned = Mentioned in
section-series = Series
section-editions = Editions
section-participants = Participants
section-messages = Messages
section-adopted = Documents adopted
section-taken = Positions taken there
section-parties = Parties and organisations
section-held = Events held here
section-inside = Places inside it
section-said = What it says
section-at = At this time
section-dated = Dated so
statement-link = This statement on a page of its own
sides = The sides, side by side
says-who = Who says so
passage-no-words = The words of this passage are not republished here; its position and SHA-256 let you check it in your own copy of the document.
for = for
by = by
because = because of
elsewhere = In other catalogues
verdict-exactMatch = the same
verdict-closeMatch = nearly the same
verdict-broadMatch = something wider
verdict-narrowMatch = something narrower
verdict-relatedMatch = related
verdict-not = not the same
verdict-none = nothing found
confidence = confidence { $value }

## Tables
column-name = Name as printed
column-kind = Kind
column-language = Language
column-when = When
column-where = Where
column-event = Event
column-part = Part
column-printed = As printed
column-who = Who
column-message = Message
column-from = From
column-to = To
column-occasion = Occasion
column-stand = Stand
column-topic = On what
column-relation = Relation
column-between = Between
column-figure = Figure
column-measure = What is counted
column-about = Of what
names-caption = Names that sources use, letter for letter, misprints included
meetings-caption = By date
participants-caption = Those named by a source
messages-caption = By date
editions-caption = By date
postings-caption = Posts as sources put them
positions-caption = Stands that somebody took, as a source tells it
relations-caption = How things stand to each other
figures-caption = Numbers that sources give, with how exact they are
## Conflicts
conflicts = What is contested
conflicts-lead = Where documents disagree with themselves, with each other, with Wikidata or with other sources, both sides stand here with their places. None of it is decided here.
conflicts-none = Nothing in this release is contested.
conflicts-kinds = Kinds of conflict
conflicts-about = About
conflicts-one = As a document has it
conflicts-place = Where
conflicts-other = The other side
conflicts-the-other = Where
conflicts-the-source = By which source
conflicts-untold = see there
conflicts-unsourced = no source named
conflicts-within = Within one document
conflicts-within-what = Two places of one document cannot both be right.
conflicts-between = Between documents
conflicts-between-what = Two documents give different values of what has one.
conflicts-after-end = After its end
conflicts-after-end-what = It acts in a document after the end that Wikidata gives.
conflicts-before-beginning = Before its beginning
conflicts-before-beginning-what = It acts in a document before the beginning that Wikidata gives.
conflicts-change = Beginnings and ends
conflicts-change-what = A document dates a foundation or an end otherwise than Wikidata.
conflicts-anniversary = Anniversaries
conflicts-anniversary-what = An anniversary does not fit the beginning that Wikidata gives.
conflicts-country = Countries
conflicts-country-what = A document has it in a country that Wikidata does not give.
conflicts-name = Names
conflicts-name-what = No document prints the name that Wikidata gives in English.
conflicts-office = Offices
conflicts-office-what = A document gives a person another office than Wikidata.
conflicts-seats = Numbers of seats
conflicts-seats-what = A document counts other seats than Wikidata for the same time.
conflicts-elsewhere = Against other sources
conflicts-elsewhere-what = What a document says is disputed, or cannot be right; the reason and its source stand beside it.
