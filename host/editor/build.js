// Builds src into ../wwwroot/editor.js, with the hash of what it was built from at its head, and writes the licences of what is in it.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const sources = ["package-lock.json", ...readdirSync("src").sort().map((file) => `src/${file}`)];
const hash = createHash("sha256");
for (const file of sources) {
  hash.update(`${file}\n`).update(readFileSync(file));
}

await build({
  entryPoints: ["src/index.js"],
  outfile: "../wwwroot/editor.js",
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  banner: { js: `/* built from host/editor ${hash.digest("hex")}; licences: editor.LICENSES.txt */` },
});

const packages = readdirSync("node_modules")
  .flatMap((name) => (name.startsWith("@") ? readdirSync(join("node_modules", name)).map((inner) => `${name}/${inner}`) : [name]))
  .filter((name) => !/^\.|esbuild/.test(name))
  .sort();
const licences = packages.map((name) => {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md"].map((one) => join(folder, one)).find(existsSync);
  if (!file) {
    throw new Error(`${name} has no licence file.`);
  }
  return `${name} ${version}, ${license}\n\n${readFileSync(file, "utf8").trim()}\n`;
});
writeFileSync("../wwwroot/editor.LICENSES.txt", licences.join(`\n${"-".repeat(72)}\n\n`));
