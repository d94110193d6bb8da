/** The language server: the protocol, and nothing else. What it answers comes from the pure functions of this room. */
import type { Readable, Writable } from 'node:stream';
import {
  CodeActionKind,
  type Connection,
  createConnection,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  type Position,
  ProposedFeatures,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocuments,
  TextDocumentSyncKind,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, TextEdit as FileEdit } from '../diagnostics/diagnostic';
import { watchFolders } from '../disk/watch-folders';
import { actionsFor, fixesOf } from './code-actions';
import { offersAt } from './completion';
import { definitionsAt } from './definition';
import { hoverAt } from './hover';
import { pathOfUri, systemPath, uriOfPath } from './file-uri';
import {
  completionItems,
  diagnosticOf,
  documentSymbol,
  editOf,
  offsetOf,
  rangeOf,
  rangeOfSpan,
} from './protocol';
import { referencesAt, renameAt, renamedNameAt } from './rename';
import { symbolsOf } from './symbols';
import { nodeAt, roleOf } from './syntax';
import { createWorkspace, type EditorFile, type EditorProject } from './workspace';

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
  const work = async (): Promise<void> => {
    if (isWorking) return;
    isWorking = true;
    try {
      while (await workspace.work()) await new Promise((resolve) => setImmediate(resolve));
      watch?.set(workspace.folders());
    } catch (error) {
      reportBug(error);
    } finally {
      isWorking = false;
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
  const at = <T>(
    {
      textDocument,
      position,
    }: { readonly textDocument: { readonly uri: string }; readonly position: Position },
    make: (file: EditorFile, offset: number) => T,
    otherwise: T,
  ): T =>
    answer(() => {
      const file = workspace.file(pathOf(textDocument.uri));
      return file ? make(file, offsetOf(file.source, position)) : otherwise;
    }, otherwise);
  const isYaml = ({ source }: EditorFile): boolean => /\.ya?ml$/i.test(source.path);
  const workspaceEdit = (project: EditorProject, edits: readonly FileEdit[]): WorkspaceEdit => {
    const byUri: Record<string, TextEdit[]> = {};
    for (const edit of edits) {
      (byUri[uriOf(workspace.absolute(project, edit.file))] ??= []).push(editOf(edit));
    }
    return { changes: byUri };
  };

  connection.onInitialize((params) => {
    for (const folder of foldersOf(params)) workspace.addFolder(folder);
    firstFolder = foldersOf(params)[0] ?? firstFolder;
    return capabilities;
  });
  connection.onInitialized(() => {
    watch = watchFolders(cwd, () => {
      workspace.refresh();
      void work();
    });
    void connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const { uri } of removed) workspace.removeFolder(pathOf(uri));
      for (const { uri } of added) workspace.addFolder(pathOf(uri));
      void work();
    });
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

  connection.onCompletion((params) =>
    at(
      params,
      (file, offset) => {
        if (!isYaml(file)) return [];
        const { source, project } = file;
        const role = roleOf(source);
        const offers = offersAt(
          source.text,
          offset,
          source.path,
          project.surroundings,
          role === 'config' ? role : undefined,
        );
        return completionItems(source, offers);
      },
      [],
    ),
  );
  connection.onHover((params) =>
    at(
      params,
      (file, offset) => {
        const hover = isYaml(file)
          ? hoverAt(file.source, offset, file.project.surroundings)
          : undefined;
        return (
          hover && {
            contents: { kind: 'markdown' as const, value: hover.text },
            range: rangeOfSpan(hover.span),
          }
        );
      },
      undefined,
    ),
  );
  connection.onDefinition((params) =>
    at(
      params,
      ({ source, project }, offset) =>
        definitionsAt(source, offset, project.surroundings).map(({ file, span }) => ({
          uri: uriOf(workspace.absolute(project, file)),
          range: span
            ? rangeOfSpan(span)
            : rangeOf({ line: 1, column: 1, endLine: 1, endColumn: 1 }),
        })),
      [],
    ),
  );
  connection.onReferences((params) =>
    at(
      params,
      ({ source, project }, offset) =>
        referencesAt(source, offset, project.surroundings, params.context.includeDeclaration).map(
          (span) => ({
            uri: uriOf(workspace.absolute(project, span.source.path)),
            range: rangeOfSpan(span),
          }),
        ),
      [],
    ),
  );
  connection.onPrepareRename((params) =>
    at(
      params,
      ({ source }, offset) => {
        const name = renamedNameAt(source, offset);
        return name ? { range: rangeOfSpan(name.span), placeholder: name.name } : null;
      },
      null,
    ),
  );
  connection.onRenameRequest((params) =>
    at(
      params,
      ({ source, project }, offset) => {
        const rename = renameAt(source, offset, params.newName, project.surroundings);
        if ('problem' in rename) {
          throw new ResponseError(LSPErrorCodes.RequestFailed, rename.problem);
        }
        return workspaceEdit(project, rename.edits);
      },
      null,
    ),
  );
  connection.onCodeAction(({ textDocument, range, context }) =>
    answer(() => {
      const path = pathOf(textDocument.uri);
      const file = workspace.file(path);
      if (!file) return [];
      const { source, project } = file;
      const all = workspace.findingsOf(path);
      const wants = (kind: string): boolean =>
        context.only?.some((one) => kind === one || kind.startsWith(`${one}.`)) ?? true;
      const here = wants(CodeActionKind.QuickFix) ? all.filter((one) => overlaps(one, range)) : [];
      const fixes = context.only && wants(fixAll) ? fixesOf(source.path, all) : [];
      return [
        ...actionsFor(source, here).map(({ title, finding, edits, preferred }) => ({
          title,
          kind: CodeActionKind.QuickFix,
          diagnostics: [diagnosticOf(finding)],
          ...(preferred ? { isPreferred: true } : {}),
          edit: workspaceEdit(project, edits),
        })),
        ...(fixes.length === 0
          ? []
          : [{ title: 'Fix all', kind: fixAll, edit: workspaceEdit(project, fixes) }]),
      ];
    }, []),
  );
  connection.onDocumentSymbol(({ textDocument }) =>
    answer(() => {
      const file = workspace.file(pathOf(textDocument.uri));
      return file && isYaml(file) ? symbolsOf(file.source).map(documentSymbol) : [];
    }, []),
  );
  // For the commands of an editor: the path by which `aibgen explain` knows the value at a place.
  connection.onRequest(
    'aibgen/pathAt',
    (params: { readonly textDocument: { readonly uri: string }; readonly position: Position }) =>
      at(
        params,
        ({ source }, offset) => {
          const placed = nodeAt(source, offset);
          return placed ? { path: placed.azurePath ?? placed.path } : null;
        },
        null,
      ),
  );
  documents.listen(connection);
}

const fixAll = `${CodeActionKind.SourceFixAll}.aibgen`;

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
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return uris.flatMap((uri) => pathOfUri(uri) ?? []);
}

/** True where a finding touches a range of lines and columns that count from 0. */
function overlaps(
  one: Finding,
  { start, end }: { readonly start: Position; readonly end: Position },
): boolean {
  const range = rangeOf(one);
  const isBefore = (a: Position, b: Position): boolean =>
    a.line < b.line || (a.line === b.line && a.character < b.character);
  return !isBefore(range.end, start) && !isBefore(end, range.start);
}
