/**
 * A plugin of the bundler that writes `licences.txt` beside what it bundles, with the licence of every package in it:
 * each asks that its text be kept with copies.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package that a module belongs to. */
const PACKAGE_FOLDER = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;
export const LICENCES_FILE = 'licences.txt';
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[-.].*)?$/i;

export function licenceTexts() {
  return {
    name: 'licence-texts',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      // Modules that the bundler has made up begin with U+0000.
      const folders = modules.flatMap((id) => PACKAGE_FOLDER.exec(id.replace(/^\0/, ''))?.[0] ?? []);
      const sections = new Set([...new Set(folders)].map(licenceOf));
      const source = `${[HEAD, ...[...sections].sort()].join(RULE)}\n`;
      this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source });
    },
  };
}

const HEAD = 'The files beside this one contain code of these packages.';
const RULE = `\n\n${'-'.repeat(80)}\n\n`;

/** The packages that such a file has a licence of, as `name@version`: the title of each section is `name version (licence)`. */
export function packagesIn(text) {
  return text.split(RULE).flatMap((section) => {
    const [, name, version] = /^(\S+) (\S+) \(.+\)$/.exec(section.split('\n')[0]) ?? [];
    return name === undefined ? [] : [`${name}@${version}`];
  });
}

function licenceOf(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) texts.push(declaredLicence(manifest));
  return [`${manifest.name} ${manifest.version} (${manifest.license})`, ...texts].join('\n\n');
}

/** The text for a package that declares a licence and holds no text. Throws if it is another licence than MIT. */
function declaredLicence({ name, version, license, author }) {
  if (license !== 'MIT') throw new Error(`${name} ${version} holds no text of its licence, ${license}`);
  const holder = (typeof author === 'object' ? author.name : author) ?? `the authors of ${name}`;
  return `Copyright (c) ${holder}\n\n${MIT}`;
}

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
