/** Step files with parameters: what `with:` fills in, what stays for the spec, and what is refused. */
import { compile, type CompileOptions } from '../../src/compile';

const spec = (steps: string, more = ''): string => `location: eastus2
identity: aib-identity
source: Canonical:ubuntu-24_04-lts:server:latest
${more}customize:
${steps}
distribute: [{ gallery: corpGallery/web }]
`;

const app = `parameters:
  version: { type: string }
  retries: { type: int, default: 3 }
  strict: { type: bool, default: true }
steps:
  - name: 'app-{{ params.version }}'
    shell: install {{ params.version }} {{ params.retries }} {{ params.strict }}
`;

function compiled(files: Readonly<Record<string, string>>, options: CompileOptions = {}) {
  const { diagnostics, outputs } = compile({ files, entry: 'web.yaml', options });
  const template = outputs['web/imageTemplate.json'];
  const steps: readonly { name: string; inline: readonly string[] }[] =
    template === undefined ? [] : JSON.parse(template).properties.customize.slice(0, -1);
  return { diagnostics, steps: steps.map(({ name, inline }) => [name, ...inline]) };
}

test('values, and defaults where none is given', () => {
  const steps = "  - steps: ./_app.yaml\n    with: { version: '1.2', retries: 5 }";
  const { diagnostics, steps: made } = compiled({ 'web.yaml': spec(steps), '_app.yaml': app });
  expect(diagnostics).toEqual([]);
  expect(made).toEqual([['app-1.2', 'install 1.2 5 true']]);
});

test('a file that is used twice has other values each time', () => {
  const steps = ['1', '2'].map((one) => `  - steps: ./_app.yaml\n    with: { version: '${one}' }`);
  const files = { 'web.yaml': spec(steps.join('\n')), '_app.yaml': app };
  expect(compiled(files).steps.map(([name]) => name)).toEqual(['app-1', 'app-2']);
});

test('a value keeps its type where it is the whole value', () => {
  const windows = spec('  - steps: ./_app.yaml\n    with: { limit: 7 }').replace(
    'Canonical:ubuntu-24_04-lts:server:latest',
    'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest',
  );
  const file = "parameters: { limit: { type: int } }\nsteps:\n  - windowsUpdate: { limit: '{{ params.limit }}' }\n"; // prettier-ignore
  const { outputs } = compile({ files: { 'web.yaml': windows, '_app.yaml': file }, entry: 'web.yaml' }); // prettier-ignore
  expect(outputs['web/imageTemplate.json']).toContain('"updateLimit": 7');
});

test('parameters and the matrix of the spec may be values', () => {
  const steps = "  - steps: ./_app.yaml\n    with: { version: '{{ params.v }}-{{ matrix.m }}' }";
  const more = 'name: web\nparameters: { v: { type: string, default: one } }\nmatrix: { m: [x] }\n';
  const { outputs, diagnostics } = compile({
    files: { 'web.yaml': spec(steps, more), '_app.yaml': app },
    entry: 'web.yaml',
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(outputs['web-x/imageTemplate.json']).toContain('install one-x 3 true');
  expect(outputs['web-x/main.bicep']).toContain('install ${v}-x 3 true');
});

test("the own parameters hide those of the spec; others, and doubled braces, are the spec's", () => {
  const file = `parameters: { v: { type: string, default: own } }
steps:
  - shell: echo {{ params.v }} {{ params.w }} {{{{ params.v }}}}
`;
  const more = 'parameters: { v: { type: string, default: spec }, w: { type: string, default: w } }\ntags: { v: "{{ params.v }}" }\n'; // prettier-ignore
  const files = { 'web.yaml': spec('  - steps: ./_app.yaml', more), '_app.yaml': file };
  const { steps, diagnostics } = compiled(files);
  expect(diagnostics).toEqual([]);
  expect(steps).toEqual([['shell-1', 'echo own w {{ params.v }}']]);
});

test('a step file gives its own value to another one', () => {
  const outer = `parameters: { v: { type: string } }
steps:
  - steps: ./_app.yaml
    with: { version: 'outer-{{ params.v }}' }
`;
  const files = {
    'web.yaml': spec('  - steps: ./_outer.yaml\n    with: { v: a }'),
    '_outer.yaml': outer,
    '_app.yaml': app,
  };
  expect(compiled(files).steps).toEqual([['app-outer-a', 'install outer-a 3 true']]);
});

const use = (values: string): string => `  - steps: ./_app.yaml\n    with: ${values}`;

// prettier-ignore
test.each([
  ['nothing for a parameter without default', '  - steps: ./_app.yaml', app, ['AIB233 web.yaml:5']],
  ['an unknown name', use('{ version: a, retry: 1 }'), app, ['AIB234 web.yaml:6']],
  ['a value for a list of steps', use('{ a: b }'), '- shell: "true"\n', ['AIB234 web.yaml:6']],
  ['another type', use("{ version: 1 }"), app, ['AIB207 web.yaml:6']],
  ['a value of a kind that none takes', use('{ version: { a: b } }'), app, ['AIB207 web.yaml:6']],
  ['a value that is not allowed', use('{ a: x }'), 'parameters: { a: { type: string, allowed: [b, c] } }\nsteps:\n  - shell: echo {{ params.a }}\n', ['AIB208 web.yaml:6']],
  ['a parameter where the values are listed', use("{ a: '{{ params.p }}' }"), 'parameters: { a: { type: string, allowed: [b] } }\nsteps:\n  - shell: echo {{ params.a }}\n', ['AIB205 web.yaml:6']],
  ['with: that is a list', use('[a]'), app, ['AIB102 web.yaml:6']],
  ['a file without steps', '  - steps: ./_app.yaml', 'parameters: { a: { type: string, default: b } }\n', ['AIB103 _app.yaml:1']],
  ['a parameter of an unknown type', use('{ a: b }'), 'parameters: { a: { type: text } }\nsteps: []\n', ['AIB104 _app.yaml:1']],
  ['a default of another type', '  - steps: ./_app.yaml', 'parameters: { a: { type: int, default: b } }\nsteps:\n  - shell: echo {{ params.a }}\n', ['AIB207 _app.yaml:1']],
  ['a parameter that nothing uses', '  - steps: ./_app.yaml', 'parameters: { a: { type: int, default: 1 } }\nsteps:\n  - shell: "true"\n', ['AIB210 _app.yaml:1']],
  ['an unknown key of the file', '  - steps: ./_app.yaml', 'paramters: {}\nsteps:\n  - shell: "true"\n', ['AIB101 _app.yaml:1']],
])('%s', (_title, steps, file, want) => {
  const { diagnostics } = compiled({ 'web.yaml': spec(steps), '_app.yaml': file });
  expect(diagnostics.map(({ code, file: at, line }) => `${code} ${at}:${line}`)).toEqual(want);
});
