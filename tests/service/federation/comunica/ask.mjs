// Asks Comunica a query over a few triples of its own; SERVICE in it reaches further. Prints a row a line, as JSON.
import { QueryEngine } from '@comunica/query-sparql';

const [query, triples] = process.argv.slice(2);
const own = { type: 'serialized', value: triples, mediaType: 'text/turtle', baseIRI: 'urn:own:' };
const rows = await new QueryEngine().queryBindings(query, { sources: [own] });
for (const row of await rows.toArray()) {
  console.log(JSON.stringify(Object.fromEntries([...row].map(([name, term]) => [name.value, term.value]))));
}
