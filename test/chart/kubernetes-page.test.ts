import { afterAll, describe, expect } from '@jest/globals';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { VARIABLES } from '../../src/config/variables.js';
import { CommandFolder } from '../support/doc-commands.js';
import { findHelm, problemsOf, type Resource, render } from '../support/helm.js';
import { requireOrSkip } from '../support/requires.js';
import { projectRoot, readProjectFile } from '../support/source-files.js';

const helm = findHelm() ?? '';
const testWithHelm = requireOrSkip('Helm', helm !== '');

const page = readProjectFile('docs/kubernetes.md');
/** The blocks below a comment, which may stand in a list. */
const blockOf = (kind: string, name: string) => {
  const [, indent = '', text = ''] =
    new RegExp(`^( *)<!-- ${kind}: ${name} -->\\n *\`\`\`\\w+\\n([\\s\\S]*?)\\n *\`\`\``, 'm').exec(page) ??
    [];
  return text.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
};
const folder = new CommandFolder();
afterAll(() => folder.remove());

describe('the page on Kubernetes', () => {
  testWithHelm.each(['cluster', 'embedded'])(
    'has values of the profile %s that the chart takes',
    (profile) => {
      const values = parse(blockOf('values', profile)) as { env: Record<string, string> };
      const unknown = Object.keys(values.env).filter((name) => !(name in VARIABLES));
      expect([unknown, Object.keys(values.env).length > 3]).toEqual([[], true]);
      const resources = render(helm, values);
      expect(resources.map(({ kind }) => kind)).toContain(
        profile === 'cluster' ? 'Deployment' : 'StatefulSet',
      );
      expect(resources.flatMap(problemsOf)).toEqual([]);
    },
  );

  testWithHelm('has commands that show what would be installed', async () => {
    folder.command('helm', `exec '${helm}' "$@"`);
    symlinkSync(join(projectRoot, 'deploy'), join(folder.path, 'deploy'));
    writeFileSync(join(folder.path, 'values.yaml'), blockOf('values', 'cluster'));
    const [linted = '', ...rendered] = (await folder.run(blockOf('example', 'render'))).split(/^---$/m);
    expect(linted).toContain('0 chart(s) failed');
    const resources = parseAllDocuments(rendered.join('---')).map((document) => document.toJS() as Resource);
    expect(resources.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
      'Deployment dwar',
      'NetworkPolicy dwar',
      'PodDisruptionBudget dwar',
      'Service dwar',
      'Service dwar-ops',
    ]);
  });
});
