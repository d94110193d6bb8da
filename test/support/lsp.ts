/** Speaks to a language server over a real process. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { Diagnostic, PublishDiagnosticsParams, WorkspaceEdit } from 'vscode-languageserver';
import { root } from './images';

/** A server with a client that has some folders open. */
export interface LspClient {
  readonly connection: MessageConnection;
  readonly process: ChildProcessWithoutNullStreams;
  /** What it sent of a file, the last one at the end. */
  readonly published: (file: string) => readonly PublishDiagnosticsParams[];
  /** The same by URI. */
  readonly sent: (uri: string) => readonly PublishDiagnosticsParams[];
  readonly uri: (file: string) => string;
  /** Opens a file with its text on the disk, or another one. */
  readonly open: (file: string, text?: string) => Promise<void>;
  /** Replaces the text of an open file. */
  readonly change: (file: string, text: string) => Promise<void>;
  readonly close: (file: string) => Promise<void>;
  /** Waits for diagnostics of a file for which something holds. */
  readonly diagnostics: (
    file: string,
    holds?: (diagnostics: readonly Diagnostic[], version: number | undefined) => boolean,
  ) => Promise<readonly Diagnostic[]>;
  /** Asks about the place of `|` in a text, which the file gets without it. */
  readonly ask: <T>(method: string, file: string, marked: string, more?: object) => Promise<T>;
  /** Shuts it down; the exit code. */
  readonly stop: () => Promise<number | null>;
}

interface LspOptions {
  readonly command?: readonly string[];
  readonly folders?: readonly string[];
  readonly capabilities?: object;
}

/** Starts a server in a folder. */
export async function startLsp(folder: string, options: LspOptions = {}): Promise<LspClient> {
  const command = options.command ?? [path.join(root, 'dist/bin.js'), 'lsp', '--stdio'];
  const child = spawn(process.execPath, command, { cwd: folder, stdio: 'pipe' });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const sent = new Map<string, PublishDiagnosticsParams[]>();
  const waiting = new Set<() => void>();
  connection.onNotification('textDocument/publishDiagnostics', (one: PublishDiagnosticsParams) => {
    sent.set(one.uri, [...(sent.get(one.uri) ?? []), one]);
    for (const look of waiting) look();
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const uri = (file: string): string => pathToFileURL(path.resolve(folder, file)).href;
  const folders = (options.folders ?? [folder]).map((one) => ({
    uri: pathToFileURL(one).href,
    name: path.basename(one),
  }));
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: folders[0]?.uri ?? null,
    capabilities: options.capabilities ?? { workspace: { workspaceFolders: true } },
    workspaceFolders: folders,
  });
  await connection.sendNotification('initialized', {});
  const versions = new Map<string, number>();
  const client: LspClient = {
    connection,
    process: child,
    uri,
    published: (file) => sent.get(uri(file)) ?? [],
    sent: (one) => sent.get(one) ?? [],
    open: async (file, text) => {
      versions.set(file, 1);
      const content = text ?? readFileSync(path.resolve(folder, file), 'utf8');
      const textDocument = { uri: uri(file), languageId: 'yaml', version: 1, text: content };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    change: async (file, text) => {
      const version = (versions.get(file) ?? 0) + 1;
      versions.set(file, version);
      const textDocument = { uri: uri(file), version };
      await connection.sendNotification('textDocument/didChange', {
        textDocument,
        contentChanges: [{ text }],
      });
    },
    close: (file) =>
      connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri(file) } }),
    diagnostics: (file, holds = () => true) =>
      new Promise((resolve, reject) => {
        const version = versions.get(file);
        const timer = setTimeout(() => {
          waiting.delete(look);
          const last = JSON.stringify(sent.get(uri(file))?.at(-1));
          reject(new Error(`no such diagnostics of ${file}; the last ones: ${last}`));
        }, 30_000).unref();
        const look = (): void => {
          const last = sent.get(uri(file))?.at(-1);
          if (!last || (version !== undefined && last.version !== version)) return;
          if (!holds(last.diagnostics, last.version)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(last.diagnostics);
        };
        waiting.add(look);
        look();
      }),
    ask: async <T>(method: string, file: string, marked: string, more: object = {}) => {
      const before = marked.slice(0, marked.indexOf('|'));
      const text = before + marked.slice(before.length + 1);
      if (versions.has(file)) await client.change(file, text);
      else await client.open(file, text);
      const lines = before.split('\n');
      const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
      return connection.sendRequest<T>(method, {
        textDocument: { uri: uri(file) },
        position,
        ...more,
      });
    },
    stop: async () => {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      return ended;
    },
  };
  return client;
}

/** A text after the edits of one of its files. */
export function edited(text: string, uri: string, edit: WorkspaceEdit | null): string {
  const lines = text.split('\n');
  const offsetOf = ({ line, character }: { readonly line: number; readonly character: number }) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return (edit?.changes?.[uri] ?? [])
    .map(({ range, newText }) => ({
      from: offsetOf(range.start),
      to: offsetOf(range.end),
      newText,
    }))
    .toSorted((a, b) => b.from - a.from)
    .reduce((all, { from, to, newText }) => all.slice(0, from) + newText + all.slice(to), text);
}
