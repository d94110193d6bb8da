/** Packer templates: each becomes specs that build, and each of its values is in them or in the report, on its line. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build, expectRecorded, importFile, lostValues } from './foreign-support';

const folder = path.join(__dirname, 'packer');
const names = readdirSync(folder).filter((name) => name !== 'expected');

/** The quoted texts and numbers on a line, as a reader who knows no HCL would find them: without `${…}` and escapes. */
function literalsOn(line: string): readonly string[] {
  const code = line.replace(/(^|\s)#.*$/, '').replaceAll(/"[\w-]+"\s*:/g, '');
  const quoted = [...code.matchAll(/"((?:[^"\\]|\\.)*)"/g)].flatMap(([, text = '']) =>
    text.split(/\$\{[^}]*\}|\{\{[^}]*\}\}/),
  );
  const numbers = [...code.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/(?<![\w.$])\d+\b/g)].map(
    String,
  );
  return (
    [...quoted, ...numbers]
      .map((one) => one.replaceAll(/\\(.)/g, (_, next: string) => (next === 'n' ? '\n' : next)))
      .flatMap((one) => one.split('\n'))
      // A variable of the environment: its name and its value.
      .flatMap((one) => /^([A-Z_]+)=(.*)$/.exec(one)?.slice(1) ?? [one])
      .filter((one) => /\w/.test(one))
  );
}

/** Lines that say how the file is read, not what the image is: declarations, labels of blocks, conditions. */
const structure =
  /^\s*(?:variable|locals|source|build|provisioner|packer|data|post-processor|dynamic|sources\b|"?(?:type|name|description|default|sensitive|error_message|condition|only|except|version|source)"?\s*[=:]|"?(?:sources|variables|builders|provisioners|variable|sensitive-variables|\$schema)"?\s*[=:]|for_each|iterator)|\b(?:lookup|format|formatdate|concat)\(| \? /;

function squeezed(text: string): string {
  return text.replaceAll(/[\s'\\]+/g, '').toLowerCase();
}

describe.each(names)('%s', (name) => {
  const main = `packer/${name}`;
  const found = importFile(main);

  test('comes out as recorded', () => {
    expectRecorded(`packer/expected/${name.replace(/\..*$/, '')}.txt`, found, main);
  });

  test('builds without an error', () => {
    expect(found.specs.length).toBeGreaterThan(0);
    for (const spec of found.specs) expect(build(spec, found.folder).errors).toEqual([]);
  });

  test('each value is in the template, or in the report on its line', () => {
    expect(lostValues(found, main, { structure, valuesOn: literalsOn, folded: squeezed })).toEqual(
      [],
    );
  });

  test('no secret is in the spec or the report', () => {
    const all = JSON.stringify([
      found.specs.map(({ text, notes }) => [text, notes]),
      found.diagnostics.map(({ message }) => message),
    ]);
    expect(all).not.toContain('not-for-a-spec');
  });
});
