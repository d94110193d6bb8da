import { compile, type CompileOptions } from '../../src/compile';

const urn = 'Canonical:ubuntu-24_04-lts:server:latest';
const base = `location: eastus2
identity: aib-identity
source: ${urn}
distribute:
  - gallery: corpGallery/web
`;

interface Template {
  readonly name: string;
  readonly location: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly identity: { readonly userAssignedIdentities: Readonly<Record<string, unknown>> };
  readonly properties: {
    readonly source: Readonly<Record<string, unknown>>;
    readonly customize: readonly Readonly<Record<string, unknown>>[];
    readonly vmProfile: Readonly<Record<string, unknown>>;
    readonly [key: string]: unknown;
  };
}

function build(files: Readonly<Record<string, string>>, entry: string, options?: CompileOptions) {
  const result = compile({ files, entry, ...(options ? { options } : {}) });
  const templates: Record<string, Template> = {};
  for (const [path, content] of Object.entries(result.outputs)) {
    if (path.endsWith('/imageTemplate.json')) {
      templates[path.slice(0, -'/imageTemplate.json'.length)] = JSON.parse(content);
    }
  }
  return { ...result, templates };
}

/** The only image of a spec that has to be right. */
function image(files: Readonly<Record<string, string>>, entry = 'web.yaml'): Template {
  const { diagnostics, templates } = build(files, entry);
  expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  const [only, ...more] = Object.values(templates);
  expect(more).toEqual([]);
  if (!only) throw new Error('no image');
  return only;
}

describe('extends', () => {
  test('maps merge, lists and scalars replace, the file itself wins', () => {
    const made = image({
      '_base.yaml': `${base}tags: { team: core, cost: a }\nvm: { size: Standard_D2s_v5, osDiskSizeGB: 64 }\ncustomize: [{ shell: base }]\n`,
      'web.yaml': `extends: _base.yaml\ntags: { cost: b, env: prod }\nvmProfile: { osDiskSizeGB: 128 }\ncustomize: [{ shell: own }]\n`,
    });
    expect(made.name).toBe('web');
    expect(made.tags).toEqual({ team: 'core', cost: 'b', env: 'prod' });
    expect(made.properties.vmProfile).toEqual({ vmSize: 'Standard_D2s_v5', osDiskSizeGB: 128 });
    expect(made.properties.customize.map((step) => step.inline)[0]).toEqual(['own']);
    expect(made.properties.customize).toHaveLength(2);
  });

  test('later bases win over earlier ones, and over what those extend', () => {
    const made = image({
      'a.yaml': `${base}tags: { from: a, a: a }\n`,
      'parts/_b.yaml': `extends: ../a.yaml\ntags: { from: b, b: b }\n`,
      'parts/_c.yaml': `tags: { from: c }\nlocation: westeurope\n`,
      'web.yaml': `extends: [parts/_b.yaml, ./parts/_c.yaml]\n`,
    });
    expect(made.tags).toEqual({ from: 'c', a: 'a', b: 'b' });
    expect(made.location).toBe('westeurope');
  });

  test.each([
    ['a key', 'tags:\n', (made: Template) => made.tags, undefined],
    ['a key in a map', 'tags: { team: null }\n', (made: Template) => made.tags, { cost: 'a' }],
    [
      'a short key',
      'vm: { size: null }\n',
      (made: Template) => made.properties.vmProfile.vmSize,
      'Standard_D2ds_v4',
    ],
    [
      "Azure's key under a short one",
      'vmProfile: { vmSize: ~ }\n',
      (made: Template) => made.properties.vmProfile.vmSize,
      'Standard_D2ds_v4',
    ],
    [
      'a part of the network',
      'vm: { subnet: null }\n',
      (made: Template) => made.properties.vmProfile.vnetConfig,
      undefined,
    ],
    [
      'the plan',
      `source: { urn: "${urn}", plan: null }\n`,
      (made: Template) => made.properties.source.planInfo,
      undefined,
    ],
    [
      'the timeout under its other name',
      'buildTimeoutInMinutes: null\n',
      (made: Template) => made.properties.buildTimeoutInMinutes,
      240,
    ],
  ])('null clears %s', (_what, own, pick, want) => {
    const made = image({
      '_base.yaml': `location: eastus2
identity: aib-identity
source: { urn: "${urn}", plan: true }
distribute: [{ gallery: g/d }]
tags: { team: core, cost: a }
timeout: 2h
vm: { size: Standard_D4s_v5, subnet: net/sub }
`,
      'web.yaml': `extends: _base.yaml\n${own}`,
    });
    expect(pick(made)).toEqual(want);
  });

  test('a source of another kind replaces as a whole, one of the same kind merges', () => {
    const files = {
      '_base.yaml': `${base.replace(urn, `{ urn: "${urn}", plan: true }`)}`,
      'web.yaml': 'extends: _base.yaml\nsource: { image: golden }\nos: linux\ngeneration: 2\n',
      'same.yaml': 'extends: _base.yaml\nsource: { type: platformimage, version: 1.2.3 }\n',
    };
    expect(image(files).properties.source).toEqual({
      type: 'ManagedImage',
      imageId: expect.stringContaining('/images/golden'),
    });
    expect(image(files, 'same.yaml').properties.source).toMatchObject({
      publisher: 'Canonical',
      version: '1.2.3',
      planInfo: { planName: 'server' },
    });
  });

  test('a reference replaces an identity that is made; `create` may be added to a reference', () => {
    const created = (files: Readonly<Record<string, string>>): boolean =>
      (build(files, 'web.yaml').outputs['web/main.bicep'] ?? '').includes(
        "userAssignedIdentities@2023-01-31' = {",
      );
    const made = base.replace('aib-identity', '{ name: aib, create: true }');
    expect(created({ '_b.yaml': made, 'web.yaml': 'extends: _b.yaml' })).toBe(true);
    expect(created({ '_b.yaml': made, 'web.yaml': 'extends: _b.yaml\nidentity: own' })).toBe(false);
    expect(
      created({ '_b.yaml': base, 'web.yaml': 'extends: _b.yaml\nidentity: { create: true }' }),
    ).toBe(true);
  });

  test('a deprovision of another kind replaces as a whole', () => {
    const made = image({
      '_base.yaml': `${base}deprovision: { inline: one }\n`,
      'web.yaml': 'extends: _base.yaml\ndeprovision: service\n',
    });
    expect(made.properties.customize).toBeUndefined();
  });

  test('parameters of a base may be given another default, and be used in any of the files', () => {
    const { diagnostics, templates } = build(
      {
        '_base.yaml': `${base}parameters: { env: { type: string, default: dev } }\ntags: { env: "{{ params.env }}" }\n`,
        'web.yaml': 'extends: _base.yaml\nparameters: { env: { default: prod } }\n',
      },
      'web.yaml',
    );
    expect(diagnostics).toEqual([]);
    expect(templates.web?.tags).toEqual({ env: 'prod' });
  });

  test('what is missing in one file only is no error; what is missing in all is said where it is missing', () => {
    const { diagnostics } = build(
      { '_base.yaml': base, 'web.yaml': 'extends: _base.yaml\nparameters: { env: {} }\n' },
      'web.yaml',
    );
    expect(diagnostics).toMatchObject([{ code: 'AIB103', file: 'web.yaml', line: 2 }]);
  });

  test.each([urn, 'x'])('what no file gives is said once, in the spec itself (%s)', (source) => {
    const { diagnostics } = build(
      {
        '_far.yaml': 'tags: { a: b }\n',
        '_base.yaml': `extends: _far.yaml\nsource: ${source}\n`,
        'web.yaml': 'extends: _base.yaml\nos: linux\n',
      },
      'web.yaml',
    );
    const missing = diagnostics.filter((one) => one.code === 'AIB103');
    expect(missing.map((one) => [one.file, one.message])).toEqual([
      ['web.yaml', expect.stringContaining('"distribute"')],
      ['web.yaml', expect.stringContaining('"identity"')],
      ['web.yaml', expect.stringContaining('"location"')],
    ]);
  });

  test.each([
    [
      'a base that is not there',
      { 'web.yaml': 'extends: ./_nothing.yaml' },
      { code: 'AIB220', file: 'web.yaml', line: 1, column: 10 },
    ],
    [
      'a base that extends the spec',
      {
        'web.yaml': 'extends: _a.yaml',
        '_a.yaml': 'extends: _b.yaml',
        '_b.yaml': 'extends: _a.yaml',
      },
      {
        code: 'AIB221',
        file: '_b.yaml',
        message: 'The file includes itself: _a.yaml -> _b.yaml -> _a.yaml.',
      },
    ],
    [
      'a mistake in a base',
      { 'web.yaml': 'extends: parts/_a.yaml', 'parts/_a.yaml': `${base}vm:\n  sise: x\n` },
      { code: 'AIB101', file: 'parts/_a.yaml', line: 7, path: 'vm.sise' },
    ],
    [
      'a broken base',
      { 'web.yaml': 'extends: _a.yaml', '_a.yaml': 'a: [' },
      { code: 'AIB001', file: '_a.yaml' },
    ],
    [
      'an empty base',
      { 'web.yaml': 'extends: _a.yaml', '_a.yaml': '# nothing\n' },
      { code: 'AIB002', file: '_a.yaml' },
    ],
    [
      'a base that is no text',
      { 'web.yaml': `${base}extends: 5\n` },
      { code: 'AIB102', file: 'web.yaml', line: 6 },
    ],
  ])('%s', (_what, files, want) => {
    const { diagnostics, outputs } = build(files, 'web.yaml');
    expect(diagnostics[0]).toMatchObject({ severity: 'error', ...want });
    expect(outputs).toEqual({});
  });

  test('what is wrong in another file names the way that leads there', () => {
    const { diagnostics } = build(
      {
        'a/web.yaml': 'extends: ../_b.yaml\nsource: x\n',
        '_b.yaml': 'extends: _a.yaml\ncustomize: [{ steps: _s.yaml }]\n',
        '_a.yaml': `${base}vm: { sise: x }\n`,
        '_s.yaml': '- shel: x\n',
        'a/_defaults.yaml': 'tagz: {}\n',
      },
      'a/web.yaml',
    );
    const hints = Object.fromEntries(diagnostics.map((one) => [one.file, one.hint]));
    expect(hints['_a.yaml']).toBe(
      'Did you mean "size"? Used through a/web.yaml -> _b.yaml -> _a.yaml.',
    );
    expect(hints['_s.yaml']).toContain('Used through a/web.yaml -> _b.yaml -> _s.yaml.');
    expect(hints['a/_defaults.yaml']).toContain('Used through a/web.yaml -> a/_defaults.yaml.');
    expect(hints['a/web.yaml']).not.toContain('Used through');
  });

  test('a file that looks like a part is told to be called so', () => {
    const lone = build({ 'base.yaml': 'location: eastus2\n' }, 'base.yaml');
    expect(lone.diagnostics[0]?.hint).toContain('rename it to "_base.yaml"');
    const steps = build({ 'harden.yaml': '- shell: x\n' }, 'harden.yaml');
    expect(steps.diagnostics[0]?.hint).toContain('rename the file to "_harden.yaml"');
  });

  test('rights and manifest know the files', () => {
    const { outputs } = build(
      {
        'specs/web/web.yaml': 'extends: ../_base.yaml\n',
        'specs/_base.yaml': base,
        'specs/_defaults.yaml': 'tags: { unused: by nobody }\n',
      },
      'specs/web/web.yaml',
    );
    const roles = JSON.parse(outputs['web/roles.json'] ?? '');
    expect(roles.rights[0].because[0]).toMatchObject({ file: '../_base.yaml', line: 5 });
    const manifest = JSON.parse(outputs['web/.aibgen.json'] ?? '');
    expect(Object.keys(manifest.inputs)).toEqual(['../_base.yaml', 'web.yaml']);
  });
});

describe('_defaults.yaml', () => {
  test('the nearest wins, the chain ends where a folder has none, bases win over all', () => {
    const files = {
      '_defaults.yaml': 'tags: { far: root, all: root }\n',
      'a/b/_defaults.yaml': `${base}tags: { near: b, all: b }\n`,
      'a/_defaults.yaml': 'tags: { near: a, far: a, all: a }\n',
      'a/b/web.yaml': 'extends: ../_x.yaml\n',
      'a/_x.yaml': 'tags: { all: x }\n',
      'c/d/web.yaml': `${base}`,
    };
    expect(image(files, 'a/b/web.yaml').tags).toEqual({ far: 'a', all: 'x', near: 'b' });
    expect(image(files, 'c/d/web.yaml').tags).toBeUndefined();
  });

  test('are found from any working folder', () => {
    const files = {
      '../_defaults.yaml': base,
      '_defaults.yaml': 'tags: { a: b }',
      'web.yaml': 'os: linux',
    };
    expect(image(files).tags).toEqual({ a: 'b' });
  });
});

describe('steps', () => {
  test('are spliced in, from files that name files, relative to each', () => {
    const made = image({
      'web.yaml': `${base}customize:\n  - shell: first\n  - steps: parts/_a.yaml\n  - shell: last\nvalidate:\n  - steps: ./parts/more/_b.yaml\n`,
      'parts/_a.yaml': '- shell: a\n- steps: more/_b.yaml\n',
      'parts/more/_b.yaml': '- shell: b\n',
    });
    expect(made.properties.customize.map((step) => step.inline).slice(0, 4)).toEqual([
      ['first'],
      ['a'],
      ['b'],
      ['last'],
    ]);
    expect(made.properties.validate).toMatchObject({ inVMValidations: [{ inline: ['b'] }] });
  });

  test.each([
    ['not there', '- steps: ./_no.yaml', {}, { code: 'AIB220', file: 'web.yaml', line: 7 }],
    [
      'a cycle',
      '- steps: ./_a.yaml',
      { '_a.yaml': '- steps: _b.yaml', '_b.yaml': '- steps: _a.yaml' },
      { code: 'AIB221', message: 'The file includes itself: _a.yaml -> _b.yaml -> _a.yaml.' },
    ],
    [
      'no list',
      '- steps: ./_a.yaml',
      { '_a.yaml': 'customize: []' },
      { code: 'AIB102', file: '_a.yaml' },
    ],
    [
      'a mistake inside',
      '- steps: ./_a.yaml',
      { '_a.yaml': '- shell: ok\n- shel: x\n' },
      { code: 'AIB106', file: '_a.yaml', line: 2, path: '[1].shel' },
    ],
    ['a list of files', '- steps: [a, b]', {}, { code: 'AIB102', file: 'web.yaml', line: 7 }],
    ['another key', '- { steps: ./_a.yaml, name: x }', {}, { code: 'AIB101', file: 'web.yaml' }],
    ['a lone list', '- steps: ./_a.yaml', { '_a.yaml': '' }, { code: 'AIB002', file: '_a.yaml' }],
  ])('%s', (_what, item, files, want) => {
    const { diagnostics } = build(
      { 'web.yaml': `${base}customize:\n  ${item}\n`, ...files },
      'web.yaml',
    );
    expect(diagnostics[0]).toMatchObject({ severity: 'error', ...want });
  });
});

describe('matrix', () => {
  const matrix = (text: string, more = ''): ReturnType<typeof build> =>
    build({ 'web.yaml': `${base}${more}matrix:\n${text}` }, 'web.yaml');

  test('makes an image of each combination, with its own name and folder', () => {
    const { templates, diagnostics, model } = matrix('  a: [x, y z]\n  n: [1, true]\n');
    // They differ in their names only, and write to one definition.
    expect(diagnostics.map((one) => one.code).toSorted()).toEqual(['AIB231', 'AIB231', 'AIB246']);
    expect(Object.keys(templates)).toEqual(['web-x-1', 'web-x-true', 'web-y-z-1', 'web-y-z-true']);
    expect(templates['web-y-z-1']?.name).toBe('web-y-z-1');
    expect(model.images).toHaveLength(4);
  });

  test.each([
    ['exclude', '  a: [x, y]\n  b: [p, q]\n  exclude: [{ a: x, b: q }]\n', ['x-p', 'y-p', 'y-q']],
    ['exclude by one value', '  a: [x, y]\n  b: [p, q]\n  exclude: [{ a: x }]\n', ['y-p', 'y-q']],
    ['include one more', '  a: [x]\n  include: [{ a: z }]\n', ['x', 'z']],
    ['include a value', '  a: [x, y]\n  include: [{ a: x, s: big }]\n', ['x-big', 'y']],
    ['include only', '  include: [{ a: x }, { a: y }]\n', ['x', 'y']],
  ])('%s', (_what, text, want) => {
    expect(Object.keys(matrix(text).templates)).toEqual(want.map((name) => `web-${name}`));
  });

  test('a lone use keeps the type; texts, keys, sources and step files may use it', () => {
    const { templates, diagnostics } = build(
      {
        'web.yaml': `extends: _base.yaml
name: web-{{ matrix.sku }}
source: "{{matrix.urn}}"
generation: "{{ matrix.gen }}"
tags: { "{{ matrix.sku }}": "is {{ matrix.gen }}", text: '{{{{ matrix.sku }}}}' }
distribute: [{ gallery: "g/web-{{ matrix.sku }}" }]
customize: [{ steps: "./_{{ matrix.sku }}.yaml" }]
matrix:
  include:
    - { sku: a, gen: 1, urn: "Canonical:ubuntu-24_04-lts:server-gen1:latest" }
    - { sku: b, gen: 2, urn: "Canonical:ubuntu-24_04-lts:server:latest" }
`,
        '_base.yaml': base,
        '_a.yaml': '- shell: a {{ matrix.gen }}\n',
        '_b.yaml': '- shell: b {{ matrix.gen }}\n',
      },
      'web.yaml',
    );
    expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
    expect(Object.keys(templates)).toEqual(['web-a', 'web-b']);
    expect(templates['web-a']?.tags).toEqual({ a: 'is 1', text: '{{ matrix.sku }}' });
    expect(templates['web-a']?.properties.source.sku).toBe('server-gen1');
    expect(templates['web-b']?.properties.customize[0]?.inline).toEqual(['b 2']);
    expect(templates['web-a']?.properties.vmProfile.vmSize).toBe('Standard_D1_v2');
  });

  test('a name that does not tell variants apart is a base name; parameters follow the matrix', () => {
    const { templates } = matrix(
      '  a: [x, y]\n',
      'name: corp\nparameters: { env: { type: string, default: dev } }\ntags: { t: "{{ matrix.a }}-{{ params.env }}" }\n',
    );
    expect(Object.keys(templates)).toEqual(['corp-x', 'corp-y']);
    expect(templates['corp-x']?.name).toBe('corp-x');
    expect(templates['corp-y']?.tags).toEqual({ t: 'y-dev' });
  });

  test('a parameter that one variant uses is used', () => {
    const declared = (value: string) =>
      matrix(
        `  a: ["${value}", y]\n  n: [1, 2]\n`,
        'name: web-{{ matrix.n }}{{ matrix.a }}\nparameters: { env: { type: string, default: dev } }\ntags: { t: "{{ matrix.a }}" }\n',
      )
        .diagnostics.map((one) => one.code)
        .filter((code) => code !== 'AIB246');
    expect(declared('{{ params.env }}')).toEqual([]);
    expect(declared('x')).toEqual(['AIB210']);
  });

  test('variants of a name with a parameter have folders of their own', () => {
    const { templates } = matrix(
      '  a: [x, y]\n',
      'name: "{{ matrix.a }}-{{ params.env }}"\nparameters: { env: { type: string, default: dev } }\n',
    );
    expect(Object.keys(templates)).toEqual(['web-x', 'web-y']);
    expect(templates['web-x']?.name).toBe('x-dev');
  });

  test('a matrix is inherited, its lists are replaced', () => {
    const { templates } = build(
      {
        '_b.yaml': `${base}matrix: { a: [x, y], b: [p] }\n`,
        'web.yaml': 'extends: _b.yaml\nmatrix: { a: [z] }\n',
      },
      'web.yaml',
    );
    expect(Object.keys(templates)).toEqual(['web-z-p']);
  });

  test.each([
    ['an unknown value', '  skus: [a]\n', 'tags: { a: "{{ matrix.sku }}" }\n', 'AIB227', 6],
    ['no list', '  a: x\n', '', 'AIB102', 7],
    ['an empty list', '  a: []\n', '', 'AIB110', 7],
    ['an unknown key of exclude', '  a: [x]\n  exclude: [{ b: x }]\n', '', 'AIB101', 8],
    ['no variant left', '  a: [x]\n  exclude: [{ a: x }]\n', '', 'AIB226', 7],
    ['two variants of one name', '  a: ["x y", x-y]\n', '', 'AIB217', 1],
    ['an include that is no list of maps', '  a: [x]\n  include: [y]\n', '', 'AIB102', 8],
  ])('%s', (_what, text, more, code, line) => {
    const { diagnostics, outputs } = matrix(text, more);
    expect(diagnostics[0]).toMatchObject({ code, severity: 'error', line });
    expect(outputs).toEqual({});
  });

  test('a use without a matrix is an error, doubled braces are text', () => {
    const { diagnostics } = build(
      { 'web.yaml': `${base}tags: { a: "{{ matrix.b }}" }` },
      'web.yaml',
    );
    expect(diagnostics).toMatchObject([{ code: 'AIB227', line: 6 }]);
    const made = image({ 'web.yaml': `${base}tags: { a: '{{{{ matrix.b }}}}' }` });
    expect(made.tags).toEqual({ a: '{{ matrix.b }}' });
  });
});
