/** The language server: the protocol, and nothing else. What it answers comes from the pure functions of this room. */
import type { Readable, Writable } from 'node:stream';
import {
  CodeActionKind,
  type Connection,
  createConnection,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { systemReason } from '../disk/host';
import { watchFolders } from '../disk/watch-folders';
import { pathOfUri, systemPath, uriOfPath } from './file-uri';
import { diagnosticOf } from './protocol';
import { answerRequests, fixAll } from './requests';
import { createWorkspace } from './workspace';

/** What the server needs of its process. */
export interface ServerProcess {
  readonly input: Readable;
  readonly output: Writable;
  readonly cwd: string;
}

/** Serves an editor until it says that it is done, or is gone; the process ends then. */
export function startServer({ input, output, cwd }: ServerProcess): Promise<never> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(input),
    new StreamMessageWriter(output),
  );
  input.on('end', () => process.exit(1));
  serve(connection, cwd);
  connection.listen();
  return new Promise<never>(() => {});
}

/** Characters behind which an editor asks what may follow. */
const triggers = [':', ' ', '/', '.', '{', '-', '"', "'"];

/** Bugs in a row after which the rest waits for the next change. */
const mostFailures = 5;

function serve(connection: Connection, cwd: string): void {
  const documents = new TextDocuments(TextDocument);
  /** The URIs by which the editor names its open files, by path. */
  const uris = new Map<string, string>();
  const sent = new Map<string, string>();
  let watch: ReturnType<typeof watchFolders> | undefined;

  const pathOf = (uri: string): string => {
    const path = pathOfUri(uri);
    if (path !== undefined) return path;
    // A file that was never saved.
    const name = /[^/:]*$/.exec(uri)?.[0] ?? 'untitled';
    return systemPath(`${firstFolder}/${/\.ya?ml$/i.test(name) ? name : `${name}.yaml`}`);
  };
  const uriOf = (path: string): string => uris.get(path) ?? uriOfPath(path);
  let firstFolder = systemPath(cwd);
  let hasFolders = false;

  const workspace = createWorkspace((path, findings) => {
    const uri = uriOf(path);
    const version = workspace.openText(path)?.version;
    const diagnostics = findings.map(diagnosticOf);
    const text = JSON.stringify([version, diagnostics]);
    if (
      sent.get(uri) === text ||
      (findings.length === 0 && !sent.has(uri) && version === undefined)
    ) {
      return;
    }
    sent.set(uri, text);
    void connection.sendDiagnostics({
      uri,
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
  });

  /** Works until nothing is left; requests and changes come in between. */
  let isWorking = false;
  let warned = '';
  const work = async (): Promise<void> => {
    if (isWorking) return;
    isWorking = true;
    let failures = 0;
    while (failures < mostFailures) {
      try {
        // Nothing may come between the last look and the end: whoever asks for work in between would not get it.
        if (!(await workspace.work())) break;
      } catch (error) {
        failures += 1;
        reportBug(error);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    isWorking = false;
    watchProject();
  };
  /** Where the system refuses, changes on the disk are seen as far as the editor tells them. */
  const watchProject = (): void => {
    try {
      watch?.set(workspace.folders());
    } catch (error) {
      const why = answer(() => systemReason(error), 'it cannot be watched');
      const text = `Changes of files that are not open may be missed: ${why}.`;
      if (text !== warned) connection.console.warn(text);
      warned = text;
    }
  };
  const reportBug = (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(`aibgen ${AIBGEN_VERSION} has a bug: ${text}`);
  };
  /** An answer; a bug in one of them must not end the server. */
  const answer = <T>(make: () => T, otherwise: T): T => {
    try {
      return make();
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      reportBug(error);
      return otherwise;
    }
  };
  connection.onInitialize((params) => {
    for (const folder of foldersOf(params)) workspace.addFolder(folder);
    firstFolder = foldersOf(params)[0] ?? firstFolder;
    hasFolders = params.capabilities.workspace?.workspaceFolders ?? false;
    return capabilities;
  });
  connection.onInitialized(() => {
    watch = watchFolders(cwd, () => {
      workspace.refresh();
      void work();
    });
    if (hasFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) workspace.removeFolder(pathOf(uri));
        for (const { uri } of added) workspace.addFolder(pathOf(uri));
        void work();
      });
    }
    void work();
  });
  connection.onDidChangeWatchedFiles(() => {
    workspace.refresh();
    void work();
  });

  documents.onDidChangeContent(({ document }) => {
    answer(() => {
      const path = pathOf(document.uri);
      uris.set(path, document.uri);
      workspace.open({ path, text: document.getText(), version: document.version });
    }, undefined);
    void work();
  });
  documents.onDidClose(({ document }) => {
    const path = pathOf(document.uri);
    answer(() => workspace.close(path), undefined);
    uris.delete(path);
    void work();
  });

  answerRequests(connection, { workspace, pathOf, uriOf, answer });
  documents.listen(connection);
}

const capabilities: InitializeResult = {
  serverInfo: { name: 'aibgen', version: AIBGEN_VERSION },
  capabilities: {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    completionProvider: { triggerCharacters: triggers },
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: { prepareProvider: true },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAll] },
    documentSymbolProvider: true,
    documentFormattingProvider: true,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return uris.flatMap((uri) => pathOfUri(uri) ?? []);
}
