// Builds lib/preact.js and what lies beside it: its licences, and the hashes by which a build without Node knows the files again.
// `node build.mjs FOLDER` writes somewhere else, to compare.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "../resources/META-INF/resources/bridge/lib");
const bundled = ["preact", "htm"];
const text = (...path) => readFileSync(join(here, ...path), "utf8");
const version = name => JSON.parse(text("node_modules", name, "package.json")).version;

mkdirSync(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: ["preact.mjs"],
  outfile: join(out, "preact.js"),
  bundle: true,
  format: "esm",
  target: "es2020",
  minify: true,
  legalComments: "none",
  banner: { js: `/* ${bundled.map(name => `${name} ${version(name)}`).join(", ")}: see LICENSES.txt */` },
});
writeFileSync(join(out, "LICENSES.txt"), bundled
  .map(name => `${name} ${version(name)}\n\n${text("node_modules", name, "LICENSE").trim()}\n`)
  .join("\n" + "-".repeat(80) + "\n\n"));
writeFileSync(join(out, "SHA256SUMS"), ["LICENSES.txt", "preact.js"]
  .map(file => `${createHash("sha256").update(readFileSync(join(out, file))).digest("hex")}  ${file}\n`)
  .join(""));
