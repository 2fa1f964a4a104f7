import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of the npm package that a file of a bundle is from, as esbuild names files; undefined for our own. */
export function packageFolder(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

/** The name of the npm package in a folder. */
export function packageName(folder: string): string {
  return folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
}

/**
 * Names the packages and gives the text of each one's licence, as these ask of whoever passes copies on; a text that several
 * share is given once.
 * @param folders of the packages, relative to `root`
 * @throws Error naming a package whose licence is not to be found
 */
export function thirdPartyText(folders: readonly string[], root: string): string {
  const byText = new Map<string, string[]>();
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const text = licenceText(join(root, folder), license);
    if (text === undefined) throw new Error(`${name} carries no licence (${license})`);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const sections = [...byText].map(([text, packages]) => `${packages.join("\n")}\n\n${text}\n`);
  return ["This function contains the following packages.\n", ...sections].join(`\n${"-".repeat(80)}\n\n`);
}

/** What the package says; where that is only who holds the rights, with the words of the licence that it names. */
function licenceText(folder: string, licence: string): string | undefined {
  const files = readdirSync(folder);
  const texts = files.filter((file) => /^(licen[cs]e|notice|copying)(\.(txt|md))?$/i.test(file));
  if (texts.some((file) => !/^notice/i.test(file)))
    return texts.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
  if (licence !== "MIT" || !files.includes("README.md")) return undefined;
  const readMe = readFileSync(join(folder, "README.md"), "utf8");
  const rights = /^.*Copyright \(c\) .*$/m.exec(readMe)?.[0];
  return rights && `${rights}\n\n${mit}`;
}

/** The MIT licence without its first lines, which name it and whoever holds the rights (SPDX: MIT). */
const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated \
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights \
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to \
whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the \
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE \
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR \
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, \
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
