// Builds what the pages need into tirek/web/static/built: one style sheet, two scripts, the fonts, one icon sheet.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const web = join(here, "..", "tirek", "web");
const built = join(web, "static", "built");

rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  outdir: built,
  legalComments: "linked",
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: { app: "src/css/app.css" },
  loader: { ".woff2": "file" },
  assetNames: "fonts/[name]",
});

const scripts = { app: "src/app.ts" };
// The elements are scripts of their own: only pages with a form or a plan carry them.
for (const name of ["form", "plan"]) {
  if (existsSync(join(here, `src/${name}/index.ts`))) scripts[name] = `src/${name}/index.ts`;
}
await build({ ...common, entryPoints: scripts, format: "esm", target: "es2022" });

const names = readFileSync(join(web, "icons.txt"), "utf8").split(/\s+/).filter(Boolean);
const symbols = names.map((name) => {
  const file = readFileSync(join(here, "node_modules/@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const shapes = file.slice(file.indexOf(">", file.indexOf("<svg")) + 1, file.lastIndexOf("</svg>"));
  const drawn = shapes.replace(/\s*<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${drawn}</symbol>`;
});
writeFileSync(join(built, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
// The layout of family pictures: it runs on the server and is kept here with what else is built.
cpSync(join(here, "node_modules/elkjs/lib/elk.bundled.js"), join(built, "elk.js"));
cpSync(join(here, "node_modules/elkjs/LICENSE.md"), join(built, "elk.LICENSE.txt"));
cpSync(join(here, "node_modules/@tabler/icons/LICENSE"), join(built, "icons.LICENSE.txt"));
cpSync(join(here, "node_modules/@fontsource-variable/inter/LICENSE"), join(built, "fonts/inter.LICENSE.txt"));
