### The strings that scripts show: the editor, its results, the views of Explore, suggestions. See scripts.py.

## Suggestions
front-suggest-label = Suggestions
front-suggest-count-one = { $count } suggestion
front-suggest-count-other = { $count } suggestions

## Editor
front-query-label = SPARQL query
front-query-cancel = Cancel
front-query-result = Result
front-query-place = Line { $line }, column { $column }
front-completion-thing = A thing of this knowledge base: { $kind }
front-keys-title = Keys of the editor
front-keys-run-key = Ctrl Enter
front-keys-run = Ask
front-keys-complete-key = Ctrl Space
front-keys-complete = Complete: keywords, terms, and things by their names
front-keys-accept-key = ↑ ↓, Enter or Tab
front-keys-accept = Choose a completion; Escape closes the list
front-keys-next-fault-key = F8
front-keys-next-fault = Go to the next error
front-keys-comment-key = Ctrl /
front-keys-comment = Comment out, or back in
front-keys-leave-key = Tab, Shift Tab
front-keys-leave = Leave the editor
front-share-title = Link to this query
front-share-plain = Link
front-share-short = Short link, which holds the query behind the # and needs JavaScript
front-programs-title = Ask it from a program
front-copy = Copy
front-copied = Copied
front-examples-filter = Find examples
front-examples-count-one = { $count } example
front-examples-count-other = { $count } examples

## Answers
front-status-running = Asking …
front-status-cancelled = Cancelled. Nothing is shown.
front-status-rows-one = { $count } row in { $seconds } s, { $size }
front-status-rows-other = { $count } rows in { $seconds } s, { $size }
front-status-graph = A graph in { $seconds } s, { $size }
front-status-truth = Answered in { $seconds } s
front-yes = yes
front-no = no
front-rows-more-one = Show { $count } more row of { $all }
front-rows-more-other = Show { $count } more rows of { $all }
front-files-label = The whole answer as a file:
front-save-as = Save as { $format }
front-failure-unreachable = The endpoint cannot be reached
front-failure-try-again = Check the connection, and ask again.
front-failure-large = The result is too large for a page
front-failure-large-detail = It was not shown, for a part of it would look like the whole.
front-failure-large-hint = Add LIMIT, or take it as a file by one of the programs below.
front-failure-cut = The answer broke off in the middle
front-failure-cut-detail = { $bytes } bytes came; they are not shown, for they are not the whole answer.
front-failure-cut-hint = The query took too long or too much memory, or the connection was lost. Ask for less, or try again.
front-failure-retry = Try again in { $seconds } seconds.
front-failure-page = This page made a mistake

## Views
front-view-choice = View
front-view-table = Table
front-view-chart = Chart
front-view-timeline = Timeline
front-view-map = Map
front-view-network = Network
front-view-matrix = Matrix
front-view-keys = Arrow keys go from mark to mark, Enter opens the page of one. Everything shown is in the table, too.
front-view-first = The first { $count } of { $all } are drawn; the table has all.
front-view-not-on-map = Not on this map: { $names }
front-ties-one = { $count } tie
front-ties-other = { $count } ties
front-zoom-in = Zoom in
front-zoom-out = Zoom out
