// The same query from a program: what one can paste and run.

/** A way to ask, and the lines that do it. */
export interface Snippet {
  name: string;
  text: string;
}

const quoted = (text: string) => JSON.stringify(text);
const shell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const raw = (text: string) => (/"""|\\/.test(text) ? quoted(text) : `"""\n${text.trim()}\n"""`);

/** Whether the query makes a graph, which programs read otherwise than rows. */
function makesGraph(query: string): boolean {
  const bare = query.replace(/<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#.*/g, " ");
  return /^\s*(?:prefix\s+\S*\s*|base\s*)*(construct|describe)\b/i.test(bare);
}

/** The snippets for a query at an endpoint. */
export function snippets(query: string, endpoint: string): Snippet[] {
  const graph = makesGraph(query);
  return [curl(query, endpoint, graph), python(query, endpoint, graph), r(query, endpoint, graph), javascript(query, endpoint, graph)];
}

function curl(query: string, endpoint: string, graph: boolean): Snippet {
  const accept = graph ? "text/turtle" : "text/csv";
  return { name: "curl", text: `curl -s ${endpoint} -H 'Accept: ${accept}' --data-urlencode query=${shell(query.trim())}` };
}

function python(query: string, endpoint: string, graph: boolean): Snippet {
  const [format, rest] = graph
    ? ["TURTLE", ["print(client.queryAndConvert().decode())"]]
    : ["JSON", ['for row in client.queryAndConvert()["results"]["bindings"]:', '    print({name: cell["value"] for name, cell in row.items()})']];
  const lines = [
    `from SPARQLWrapper import ${format}, SPARQLWrapper`,
    "",
    `client = SPARQLWrapper(${quoted(endpoint)}, returnFormat=${format})`,
    `client.setQuery(${raw(query)})`,
    ...rest,
  ];
  return { name: "Python", text: lines.join("\n") };
}

function r(query: string, endpoint: string, graph: boolean): Snippet {
  const text = query.includes(')---"') ? quoted(query) : `r"---(${query.trim()})---"`;
  const [accept, last] = graph ? ["text/turtle", "cat(resp_body_string(answer))"] : ["text/csv", "rows <- read.csv(text = resp_body_string(answer))\nprint(rows)"];
  const lines = [
    "library(httr2)",
    "",
    `query <- ${text}`,
    `answer <- request(${quoted(endpoint)}) |>`,
    `  req_headers(Accept = ${quoted(accept)}) |>`,
    "  req_body_form(query = query) |>",
    "  req_perform()",
    last,
  ];
  return { name: "R", text: lines.join("\n") };
}

function javascript(query: string, endpoint: string, graph: boolean): Snippet {
  const text = /[`\\]|\$\{/.test(query) ? quoted(query) : `\`${query.trim()}\``;
  const accept = graph ? "text/turtle" : "application/sparql-results+json";
  const last = graph ? "console.log(await answer.text());" : "const { results } = await answer.json();\nconsole.table(results.bindings.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell.value]))));";
  const lines = [
    `const query = ${text};`,
    `const answer = await fetch(${quoted(endpoint)}, {`,
    '  method: "POST",',
    `  headers: { Accept: ${quoted(accept)}, "Content-Type": "application/sparql-query" },`,
    "  body: query,",
    "});",
    "if (!answer.ok) throw new Error(await answer.text());",
    last,
  ];
  return { name: "JavaScript", text: lines.join("\n") };
}
