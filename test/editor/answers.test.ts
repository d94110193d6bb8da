/** Hover, definitions, references, rename, code actions and symbols, with `|` where the cursor is. */
import { existsSync } from 'node:fs';
import { actionsFor, fixesOf } from '../../src/editor/code-actions';
import { offersAt } from '../../src/editor/offers-at';
import { definitionsAt } from '../../src/editor/definition';
import { hoverAt } from '../../src/editor/hover';
import { referencesAt, renameAt } from '../../src/editor/rename';
import { symbolsOf } from '../../src/editor/outline';
import { positionAt, type Span } from '../../src/diagnostics/source';
import { type Editor, marked, openEditor } from '../support/editor';

const files = {
  'aibgen.config.yaml': 'specs: specs\n',
  'specs/_base.yaml': `location: "{{ params.region }}"
parameters:
  region: { type: string, default: westeurope, description: Where it is built. }
identity: aib-identity
vm: { size: Standard_D2s_v5 }
`,
  'specs/web.yaml': `extends: _base.yaml
name: web-{{ matrix.tier }}
matrix: { tier: [free, paid] }
source: Canonical:ubuntu-24_04-lts:server:latest
parameters:
  region: { type: string, default: eastus2 }
tags: { built-in: "{{ params.region }}" }
customize:
  - steps: ./_steps.yaml
  - shell: ./scripts/setup.sh
    name: setup
scripts: { embed: true }
distribute:
  - gallery: corpGallery/web-{{ matrix.tier }}
`,
  'specs/_steps.yaml': '- shell: echo {{ params.region }}\n',
  'specs/scripts/setup.sh': '#!/bin/sh\nset -e\necho done\n',
  'specs/other.yaml': `location: eastus2
identity: other-rg/build-identity
source: RedHat:RHEL:9-lvm-gen2:latest
parameters:
  region: { type: string, default: x }
tags: { a: "{{ params.region }}" }
distribute:
  - gallery: otherGallery/rhel
`,
};

async function editorWith(file: string, text: string): Promise<Editor> {
  const editor = openEditor(files);
  await editor.work();
  editor.write(file, text);
  await editor.work();
  return editor;
}

/** Opens a file with a text that has `|` in it, and asks about that place. */
async function ask<T>(
  file: string,
  spec: string,
  question: (at: ReturnType<Editor['file']>, offset: number) => T,
): Promise<T> {
  const { text, offset } = marked(spec);
  const editor = await editorWith(file, text);
  return question(editor.file(file), offset);
}

const place = ({ source, start }: Span): string => {
  const { line, column } = positionAt(source, start);
  return `${source.path}:${line}:${column}`;
};

const at = (file: keyof typeof files, before: string): string =>
  files[file].replace(before, (all) => `${all}|`);

describe('hover', () => {
  const hover = (file: string, spec: string) =>
    ask(
      file,
      spec,
      ({ source, project }, offset) => hoverAt(source, offset, project.surroundings)?.text ?? '',
    );

  test('a key: its meaning, and the value in force with its origin', async () => {
    const text = await hover('specs/_base.yaml', at('specs/_base.yaml', 'vm: { si'));
    expect(text).toContain('**vm.size**');
    expect(text).toContain('Size of the build VM');
    expect(text).toContain('Short for `vmSize`.');
    expect(text).toContain('`vmProfile.vmSize` = `"Standard_D2s_v5"` (`specs/_base.yaml:5`)');
  });

  test('a key that another file overrides: the value that wins', async () => {
    const spec = files['specs/web.yaml'].replace(
      'name: web',
      'vm: { size: Standard_D4s_v5 }\nname: web',
    );
    const editor = await editorWith('specs/web.yaml', spec);
    const { source, project } = editor.file('specs/_base.yaml');
    const text = hoverAt(source, source.text.indexOf('size'), project.surroundings)?.text;
    expect(text).toContain('`vmProfile.vmSize` = `"Standard_D4s_v5"` (`specs/web.yaml:2`)');
  });

  test('an entry of a list: what was made of it', async () => {
    const text = await hover('specs/other.yaml', at('specs/other.yaml', 'gall'));
    expect(text).toContain('`distribute[0].galleryImageId`');
  });

  test('a parameter: its declarations', async () => {
    const text = await hover('specs/web.yaml', at('specs/web.yaml', '{{ params.reg'));
    expect(text).toContain('**params.region**');
    expect(text).toContain('Where it is built. Parameter of type string. Default: `westeurope`.');
    expect(text).toContain('`specs/web.yaml:6`');
  });

  test('a list of the matrix, and an undeclared parameter', async () => {
    expect(await hover('specs/web.yaml', at('specs/web.yaml', 'web-{{ matrix.'))).toContain(
      'Values: `free, paid`',
    );
    const spec = files['specs/web.yaml'].replace('params.region', 'params.no|ne');
    expect(await hover('specs/web.yaml', spec)).toContain('No file declares this parameter.');
  });

  test('a code in a comment', async () => {
    const text = await hover(
      'specs/other.yaml',
      `# aibgen-disable-next-line AIB4|02 new\n${files['specs/other.yaml']}`,
    );
    expect(text).toMatch(/^\*\*AIB402\*\* \(warning\): /);
  });

  test('a spec with errors: the meaning alone', async () => {
    const text = await hover('specs/other.yaml', `locaton: x\n${at('specs/other.yaml', 'identi')}`);
    expect(text).toContain('user-assigned identity');
    expect(text).not.toContain('In force');
  });

  test.each(['locat|on: 1\n', 'x-mine: { a|: 1 }\n', '|\n', 'location: eastus2 # a comm|ent\n'])(
    'nothing of %j',
    async (spec) => {
      expect(await hover('specs/new.yaml', `${spec}source: x\nidentity: y\n`)).toBe('');
    },
  );
});

describe('definition', () => {
  const definitions = (file: string, spec: string) =>
    ask(file, spec, ({ source, project }, offset) =>
      definitionsAt(source, offset, project.surroundings).map(({ file: to, span }) =>
        span ? place(span) : to,
      ),
    );

  test.each([
    ['extends: _ba', ['specs/_base.yaml']],
    ['steps: ./_st', ['specs/_steps.yaml']],
    ['shell: ./scripts/se', ['specs/scripts/setup.sh']],
    ['{{ params.re', ['specs/web.yaml:6:3', 'specs/_base.yaml:3:3']],
    ['web-{{ matrix.ti', ['specs/web.yaml:3:11']],
    ['location', []],
  ])('of %s', async (before, expected) => {
    const spec =
      before === 'location'
        ? `${files['specs/web.yaml']}timeout: 9|0\n`
        : at('specs/web.yaml', before);
    expect(await definitions('specs/web.yaml', spec)).toEqual(expected);
  });

  test('of ready-made steps, their file in the package', async () => {
    const spec = files['specs/web.yaml'].replace('./_steps.yaml', 'aibgen/doc|ker');
    const [file = ''] = await definitions('specs/web.yaml', spec);
    expect(file).toMatch(/\/steps\/docker\.yaml$/);
    expect(existsSync(file)).toBe(true);
  });

  test('of an alias, the anchor before it', async () => {
    const spec = `x-a: &tags { a: b }\nx-b: &tags { a: c }\ntags: *ta|gs\n${files['specs/other.yaml'].replace(/^tags.*\n/m, '')}`;
    expect(await definitions('specs/other.yaml', spec)).toEqual(['specs/other.yaml:2:6']);
  });

  test('of a file that is not there: none', async () => {
    expect(
      await definitions(
        'specs/web.yaml',
        at('specs/web.yaml', 'extends: _base').replace('_base|.yaml', '_no|ne.yaml'),
      ),
    ).toEqual([]);
  });
});

describe('a parameter across files', () => {
  const shared = [
    'specs/web.yaml:6:3',
    'specs/_base.yaml:3:3',
    'specs/web.yaml:7:30',
    'specs/_base.yaml:1:22',
    'specs/_steps.yaml:1:25',
  ];

  test.each([
    ['specs/web.yaml', '{{ params.reg'],
    ['specs/_base.yaml', '\n  reg'],
    ['specs/_steps.yaml', '{{ params.reg'],
  ] as const)('its uses, asked in %s', async (file, before) => {
    const found = await ask(file, at(file, before), ({ source, project }, offset) =>
      referencesAt(source, offset, project.surroundings, true).map(place),
    );
    expect(found.toSorted()).toEqual(shared.toSorted());
  });

  test('is renamed wherever it means the same, and nowhere else', async () => {
    const renamed = await ask(
      'specs/_base.yaml',
      at('specs/_base.yaml', '\n  reg'),
      ({ source, project }, offset) => renameAt(source, offset, 'place', project.surroundings),
    );
    if ('problem' in renamed) throw new Error(renamed.problem);
    const places = renamed.edits.map(
      ({ file, line, column, text }) => `${file}:${line}:${column} ${text}`,
    );
    expect(places.toSorted()).toEqual(shared.map((one) => `${one} place`).toSorted());
  });

  test.each([
    ['a b', 'is not a Bicep identifier'],
    ['var', 'is a keyword of Bicep'],
    ['deployRights', 'is reserved by aibgen'],
  ])('cannot be called %s', async (newName, problem) => {
    const renamed = await ask(
      'specs/_base.yaml',
      at('specs/_base.yaml', '\n  reg'),
      ({ source, project }, offset) => renameAt(source, offset, newName, project.surroundings),
    );
    expect(renamed).toEqual({ problem: expect.stringContaining(problem) });
  });
});

describe('completion', () => {
  const labels = (file: string, spec: string) =>
    ask(file, spec, ({ source, project }, offset) =>
      offersAt(source.text, offset, source.path, project.surroundings).offers.map(
        (one) => one.label,
      ),
    );

  test('short forms before the shapes of Azure', async () => {
    const found = await labels(
      'specs/other.yaml',
      `${files['specs/other.yaml']}customize:\n  - |\n`,
    );
    expect(found.slice(0, 3)).toEqual(['shell', 'powershell', 'file']);
    expect(found.at(-1)).toBe('type');
  });

  test.each([
    ['bases', 'extends: |\n', ['_base.yaml']],
    ['step files', 'customize:\n  - steps: ./_|\n', ['./_steps.yaml']],
    ['scripts', 'customize:\n  - shell: |\n', ['./scripts/setup.sh']],
    [
      'galleries of other specs',
      'distribute:\n  - gallery: |\n',
      ['otherGallery/rhel', 'corpGallery/web-base'],
    ],
    ['identities of other specs', 'identity: |\n', ['aib-identity', 'other-rg/build-identity']],
    ['sources', 'source: Canonical:ubu|\n', ['Canonical:ubuntu-24_04-lts:server:latest']],
    ['codes', '# aibgen-disable-next-line AIB4|\n', ['AIB402']],
    ['keys of the configuration', '', []],
  ])('%s', async (_what, spec, expected) => {
    expect(await labels('specs/new.yaml', `${spec === '' ? '|' : spec}`)).toEqual(
      expect.arrayContaining(expected),
    );
  });

  test('parameters and lists, inherited ones too, in text that is not closed yet', async () => {
    const found = await labels(
      'specs/web.yaml',
      files['specs/web.yaml'].replace('"{{ params.region }}"', '"{{ |'),
    );
    expect(found.toSorted()).toEqual(['matrix.tier', 'params.region']);
  });

  test('sizes that boot the source', async () => {
    const arm = files['specs/other.yaml'].replace(
      'RedHat:RHEL:9-lvm-gen2',
      'Canonical:ubuntu-24_04-lts:server-arm64',
    );
    const editor = await editorWith('specs/other.yaml', arm);
    const { text, offset } = marked(`${arm}vm: { size: | }\n`);
    editor.write('specs/other.yaml', text);
    const { source, project } = editor.file('specs/other.yaml');
    const found = offersAt(source.text, offset, source.path, project.surroundings).offers.map(
      (one) => one.label,
    );
    expect(found).toContain('Standard_D2pds_v5');
    expect(found).not.toContain('Standard_D2s_v5');
  });

  test('the configuration file', async () => {
    const editor = await editorWith('aibgen.config.yaml', 'specs: specs\n');
    const { source, project } = editor.file('aibgen.config.yaml');
    const { offers } = offersAt(
      source.text,
      source.text.length,
      source.path,
      project.surroundings,
      'config',
    );
    expect(offers.map((one) => one.label)).toEqual(expect.arrayContaining(['out', 'pipelines']));
  });

  test('a key has an example', async () => {
    const offers = await ask(
      'specs/new.yaml',
      'vm:\n  |\n',
      ({ source, project }, offset) =>
        offersAt(source.text, offset, source.path, project.surroundings).offers,
    );
    expect(offers.find(({ label }) => label === 'size')?.markdown).toContain(
      '```yaml\nsize: Standard_D2ds_v5\n```',
    );
  });
});

describe('code actions', () => {
  const actions = async (spec: string, file = 'specs/other.yaml') => {
    const editor = await editorWith(file, spec);
    const { source } = editor.file(file);
    return {
      source,
      all: editor.shown.get(file) ?? [],
      actions: actionsFor(source, editor.shown.get(file) ?? []),
    };
  };

  test('the fix that a finding carries', async () => {
    const spec = files['specs/other.yaml'].replace('{{ params.region }}', '${params.region}');
    const { source, all, actions: found } = await actions(spec);
    const [first] = found.filter((one) => one.preferred);
    expect(first).toMatchObject({
      title: 'Write {{ params.region }}',
      edits: [{ line: 6, text: '{{ params.region }}' }],
    });
    expect(fixesOf(source.path, all)).toEqual(first?.edits);
  });

  test('a comment silences a warning; an error has none', async () => {
    const spec = `${files['specs/other.yaml'].replace('params.region', 'region')}locaton: x\n`;
    const { actions: found } = await actions(spec);
    const disabling = found.filter((one) => one.title.startsWith('Disable'));
    expect(disabling.map(({ finding }) => finding.severity)).not.toContain('error');
    const warned = spec.replace('locaton: x\n', '');
    const { source, actions: again } = await actions(warned);
    const [action] = again.filter((one) => one.title.startsWith('Disable'));
    const [edit] = action?.edits ?? [];
    if (!action || !edit) throw new Error('no such action');
    const lines = source.text.split('\n');
    lines.splice(edit.line - 1, 0, edit.text.trimEnd());
    const { all } = await actions(lines.join('\n'));
    expect(all.map(({ code }) => code)).not.toContain(action.finding.code);
    expect(all.map(({ code }) => code)).not.toContain('AIB431');
  });
});

test('symbols: keys with their steps, targets, parameters and lists', async () => {
  const editor = await editorWith('specs/web.yaml', files['specs/web.yaml']);
  const outline = symbolsOf(editor.file('specs/web.yaml').source);
  expect(outline.map(({ name }) => name)).toEqual([
    'extends',
    'name',
    'matrix',
    'source',
    'parameters',
    'tags',
    'customize',
    'scripts',
    'distribute',
  ]);
  const inner = (key: string) =>
    outline
      .find(({ name }) => name === key)
      ?.children.map(({ name, kind, detail }) => [name, kind, detail]);
  expect(inner('customize')).toEqual([
    ['steps', 'step', './_steps.yaml'],
    ['setup', 'step', 'shell ./scripts/setup.sh'],
  ]);
  expect(inner('distribute')).toEqual([
    ['gallery corpGallery/web-{{ matrix.tier }}', 'target', ''],
  ]);
  expect(inner('parameters')).toEqual([['region', 'parameter', '']]);
  expect(inner('matrix')).toEqual([['tier', 'list', '']]);
});

describe('parameters of step files', () => {
  const spec = `location: eastus2
identity: other-rg/build-identity
source: RedHat:RHEL:9-lvm-gen2:latest
parameters:
  version: { type: string, default: x }
tags: { a: "{{ params.version }}" }
customize:
  - steps: ./_tool.yaml
    with: { version: "{{ params.version }}" }
distribute:
  - gallery: otherGallery/rhel
`;
  const stepFile = `parameters:
  version: { type: string, description: Of the tool. }
steps:
  - shell: ./get.sh {{ params.version }}
`;
  const given = spec.replace('with: { version', 'with: { ver|sion');
  const shared = { 'specs/a.yaml': spec, 'specs/_tool.yaml': stepFile };
  const at = async (file: string, place: string) => {
    const editor = openEditor({ ...shared, 'specs/b.yaml': spec.replace('/rhel', '/more') });
    await editor.work();
    const { text, offset } = marked(place);
    editor.write(file, text);
    await editor.work();
    return { ...editor.file(file), offset };
  };
  /** The edits of a rename, as lines of their files. */
  const renamed = async (file: string, place: string): Promise<readonly string[]> => {
    const { source, project, offset } = await at(file, place);
    const rename = renameAt(source, offset, 'release', project.surroundings);
    if ('problem' in rename) throw new Error(rename.problem);
    return rename.edits.map((edit) => `${edit.file}:${edit.line}:${edit.column}`).toSorted();
  };
  const own = [
    'specs/_tool.yaml:2:3',
    'specs/_tool.yaml:4:31',
    'specs/a.yaml:9:13',
    'specs/b.yaml:9:13',
  ];

  test.each([
    ['its declaration', 'specs/_tool.yaml', stepFile.replace('  version', '  ver|sion')],
    ['its use', 'specs/_tool.yaml', stepFile.replace('params.version', 'params.ver|sion')],
    ['where "with:" gives it a value', 'specs/a.yaml', given],
  ])('rename from %s', async (_, file, place) => {
    expect(await renamed(file, place)).toEqual(own);
  });

  test('a parameter of the spec with the same name is another one', async () => {
    expect(await renamed('specs/a.yaml', spec.replace('  version', '  ver|sion'))).toEqual([
      'specs/a.yaml:5:3',
      'specs/a.yaml:6:23',
      'specs/a.yaml:9:33',
    ]);
  });

  test('definition and hover of a value that is given', async () => {
    const { source, project, offset } = await at('specs/a.yaml', given);
    const [definition] = definitionsAt(source, offset, project.surroundings);
    expect(definition?.file).toBe('specs/_tool.yaml');
    expect(hoverAt(source, offset, project.surroundings)?.text).toContain('Of the tool.');
  });

  test('completion in the spec offers its own parameters alone', async () => {
    const other = stepFile.replaceAll('version', 'channel');
    const editor = openEditor({
      'specs/a.yaml': spec.replace('with: { version', 'with: { channel'),
      'specs/_tool.yaml': other,
    });
    await editor.work();
    const { source, project } = editor.file('specs/a.yaml');
    const offset = source.text.indexOf('params.version');
    const { offers } = offersAt(source.text, offset, source.path, project.surroundings);
    expect(offers.map(({ label }) => label)).toEqual(['params.version']);
  });
});
