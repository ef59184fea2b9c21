// Builds src/ into ../static/built: hashed names, a manifest from entry to name, the licences of what is inside.
// The folder is written beside the old one and switched in at the end, so a server never sees half of it.

import { build } from "esbuild";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const TARGET = path.join(HERE, "..", "static", "built");
const NEXT = `${TARGET}.next`;
const OLD = `${TARGET}.old`;
const ENTRIES = ["editor", "explore", "site"];

async function bundle() {
  const result = await build({
    absWorkingDir: HERE,
    assetNames: "[name]-[hash]",
    bundle: true,
    chunkNames: "part-[hash]",
    entryNames: "[name]-[hash]",
    entryPoints: ENTRIES.map((name) => `src/${name}.ts`),
    format: "esm",
    legalComments: "none",
    loader: { ".json": "file" },
    metafile: true,
    minify: true,
    outdir: NEXT,
    publicPath: "/static/built",
    splitting: true,
    target: "es2022",
  });
  return result.metafile;
}

/** Entry to file name, and what each entry loads at once. */
function manifest(outputs) {
  const named = Object.entries(outputs).filter(([, output]) => output.entryPoint?.startsWith("src/"));
  const entries = named.map(([file, output]) => [path.basename(output.entryPoint, ".ts"), path.basename(file)]);
  return Object.fromEntries(entries.filter(([name]) => ENTRIES.includes(name)));
}

/** The licence texts of all packages of which something is in the bundles. */
async function licences(inputs) {
  const folders = new Set(
    Object.keys(inputs)
      .map((file) => /^node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(file)?.[0])
      .filter(Boolean),
  );
  const texts = [];
  for (const folder of [...folders].sort()) {
    const { license, name, version } = JSON.parse(await readFile(path.join(HERE, folder, "package.json"), "utf-8"));
    const file = (await readdir(path.join(HERE, folder))).find((each) => /^licen[cs]e/i.test(each));
    const text = file ? await readFile(path.join(HERE, folder, file), "utf-8") : "";
    texts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

for (const folder of [NEXT, OLD]) await rm(folder, { force: true, recursive: true });
await mkdir(NEXT, { recursive: true });
const { inputs, outputs } = await bundle();
await writeFile(path.join(NEXT, "licences.txt"), await licences(inputs));
await writeFile(path.join(NEXT, "manifest.json"), `${JSON.stringify(manifest(outputs), null, 1)}\n`);
if (existsSync(TARGET)) await rename(TARGET, OLD);
await rename(NEXT, TARGET);
await rm(OLD, { force: true, recursive: true });
