// Compiles scss/ to ../static/css/steady.css and records what it was made from in build.json.
// With --check it only says whether the committed files are what these sources give.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { compile, info } from "sass";

const here = (path) => new URL(path, import.meta.url).pathname;
const sha = (data) => createHash("sha256").update(data).digest("hex");
const lock = JSON.parse(readFileSync(here("package-lock.json"))).packages;

const { css } = compile(here("scss/steady.scss"), { style: "compressed", charset: false });
const sources = readdirSync(here("scss")).sort().map((name) => readFileSync(here(`scss/${name}`)));
const record = JSON.stringify({
  "govuk-frontend": lock["node_modules/govuk-frontend"].version,
  "govuk-frontend-integrity": lock["node_modules/govuk-frontend"].integrity,
  sass: info.split("\n")[0].split("\t")[1],
  "sources-sha256": sha(Buffer.concat(sources)),
  "css-sha256": sha(`${css}\n`),
}, null, 2);

if (process.argv.includes("--check")) {
  const same = readFileSync(here("../static/css/steady.css"), "utf8") === `${css}\n`
    && readFileSync(here("build.json"), "utf8") === `${record}\n`;
  console.log(same ? "The committed style sheet is up to date." : "Run npm run build and commit the result.");
  process.exit(same ? 0 : 1);
}
writeFileSync(here("../static/css/steady.css"), `${css}\n`);
writeFileSync(here("build.json"), `${record}\n`);
console.log(record);
