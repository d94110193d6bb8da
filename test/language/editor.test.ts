/** The JSON Schema in the hands of the server that editors use for YAML. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { schemaText } from '../../src/language/schema-text';
import { folderWith, minimal } from '../support/cli';
import { root } from '../support/images';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly uri: string;
    readonly diagnostics: readonly { readonly message: string }[];
    readonly items?: readonly { readonly section: string }[];
  };
  readonly result?: unknown;
}

const folder = folderWith({});
const schema = path.join(folder, 'aibgen.schema.json');
const settings = {
  schemas: { [pathToFileURL(schema).href]: '*.yaml' },
  schemaStore: { enable: false },
  validate: true,
  completion: true,
  hover: true,
};
let server: ChildProcess;
let lastId = 0;
const answers = new Map<number, (result: unknown) => void>();
const published = new Map<string, (messages: readonly string[]) => void>();

function send(message: object): void {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  server.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

async function request(method: string, params: object): Promise<unknown> {
  const id = (lastId += 1);
  const answer = new Promise((resolve) => answers.set(id, resolve));
  send({ id, method, params });
  return answer;
}

function receive(message: Message): void {
  if (message.method === 'textDocument/publishDiagnostics' && message.params) {
    published.get(message.params.uri)?.(message.params.diagnostics.map((one) => one.message));
  } else if (message.method !== undefined && message.id !== undefined) {
    const result = message.params?.items?.map(({ section }) =>
      section === 'yaml' ? settings : null,
    );
    send({ id: message.id, result: result ?? null });
  } else if (message.id !== undefined) answers.get(message.id)?.(message.result);
}

/** Opens a text; gives back its address and what is said of it. */
async function open(text: string) {
  const uri = pathToFileURL(path.join(folder, `spec-${published.size}.yaml`)).href;
  const said = new Promise<readonly string[]>((resolve) => published.set(uri, resolve));
  send({
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
  });
  return { uri, messages: await said };
}

beforeAll(async () => {
  writeFileSync(schema, schemaText());
  const bin = path.join(root, 'node_modules/yaml-language-server/bin/yaml-language-server');
  server = spawn(process.execPath, [bin, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  let buffer = Buffer.alloc(0);
  server.stdout?.on('data', (more: Buffer) => {
    buffer = Buffer.concat([buffer, more]);
    for (;;) {
      const head = /^Content-Length: (\d+)\r\n(?:.+\r\n)*\r\n/.exec(buffer.toString('latin1'));
      const from = head?.[0].length ?? 0;
      const length = Number(head?.[1] ?? Infinity);
      if (buffer.length < from + length) return;
      receive(JSON.parse(buffer.subarray(from, from + length).toString()));
      buffer = buffer.subarray(from + length);
    }
  });
  await request('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  send({ method: 'initialized', params: {} });
  send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml: settings } } });
});

afterAll(() => {
  server.kill();
});

async function completions(text: string): Promise<readonly string[]> {
  const { uri } = await open(text);
  const lines = text.split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const answer = (await request('textDocument/completion', {
    textDocument: { uri },
    position,
  })) as {
    readonly items: readonly { readonly label: string }[];
  };
  return answer.items.map((one) => one.label);
}

test.each([
  ['keys of the spec', '', ['location', 'source', 'customize', 'distribute', 'extends']],
  [
    'kinds of steps',
    'customize:\n  - ',
    ['shell', 'powershell', 'file', 'restart', 'windowsUpdate', 'steps', 'type'],
  ],
  ['keys of a step', 'customize:\n  - powershell: x\n    ', ['elevated', 'system', 'exitCodes']],
  ['kinds of targets', 'distribute:\n  - ', ['gallery', 'image', 'vhd', 'type']],
  ['words', 'roles: ', ['custom', 'builtin', 'none']],
  ['parts of the build VM', 'vm:\n  ', ['size', 'subnet', 'identities']],
])('completes %s', async (_what, text, want) => {
  expect(await completions(text)).toEqual(expect.arrayContaining(want));
});

test('shows what a key means, with its page', async () => {
  const { uri } = await open(minimal);
  const position = { line: 2, character: 2 };
  const answer = await request('textDocument/hover', { textDocument: { uri }, position });
  expect(JSON.stringify(answer)).toContain('The image to start from.');
  expect(JSON.stringify(answer)).toContain('https://learn.microsoft.com/');
});

test.each([
  ['an unknown key', `${minimal}lokation: x\n`, /lokation/],
  ['a wrong word', `${minimal}roles: all\n`, /custom/],
  ['a number out of range', `${minimal}timeout: 1200\n`, /960/],
])('marks %s', async (_what, text, want) => {
  const { messages } = await open(text);
  expect(messages.join('\n')).toMatch(want);
});

test('nothing is marked where an empty key clears what is inherited', async () => {
  const { messages } = await open(
    'extends: _base.yaml\nvm:\n  size:\ntags:\n  team: null\nroles: null\ntimeout:\n',
  );
  expect(messages).toEqual([]);
});

const specs = readdirSync(path.join(root, 'specs'), { recursive: true, encoding: 'utf8' });

test.each(specs.filter((name) => name.endsWith('.yaml') && !path.basename(name).startsWith('_')))(
  'marks nothing in %s',
  async (name) => {
    const text = readFileSync(path.join(root, 'specs', name), 'utf8');
    const { messages } = await open(text.replace(/^# yaml-language-server.*\n/, ''));
    const deprecated = 'Use targetRegions, or regions in the short form.';
    expect(messages.filter((one) => one !== deprecated)).toEqual([]);
  },
);
