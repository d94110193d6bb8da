/** What an editor asks about: each request is one pure function, and its answer in the words of the protocol. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Connection,
  LSPErrorCodes,
  type Position,
  ResponseError,
  type TextDocumentPositionParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Finding, TextEdit as FileEdit } from '../diagnostics/diagnostic';
import { actionsFor, fixesOf } from './code-actions';
import { offersAt } from './offers-at';
import { definitionsAt } from './definition';
import { formatEdits } from './format-edits';
import { hoverAt } from './hover';
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
import { symbolsOf } from './outline';
import { isOtherFormat, nodeAt, roleOf } from './yaml-tree';
import type { EditorFile, EditorProject, Workspace } from './workspace';

/** What requests are answered from. */
export interface RequestContext {
  readonly workspace: Workspace;
  readonly pathOf: (uri: string) => string;
  readonly uriOf: (path: string) => string;
  /** What a function gives back; `otherwise` after a bug, which is reported. */
  readonly answer: <T>(make: () => T, otherwise: T) => T;
}

/** The code action that makes all fixes of a file. */
export const fixAll = `${CodeActionKind.SourceFixAll}.aibgen`;

/** Registers the answers to the requests of an editor. */
export function answerRequests(connection: Connection, context: RequestContext): void {
  const { workspace, pathOf, uriOf, answer } = context;
  /** A YAML file that is no file of another format. */
  const isYaml = ({ source, project }: EditorFile): boolean =>
    /\.ya?ml$/i.test(source.path) &&
    (!isOtherFormat(source) || workspace.isOurs(workspace.absolute(project, source.path)));
  /** An answer about a place of a file. */
  const at = <T>(
    { textDocument, position }: TextDocumentPositionParams,
    make: (file: EditorFile, offset: number) => T,
    otherwise: T,
  ): T =>
    answer(() => {
      const file = workspace.file(pathOf(textDocument.uri));
      return file ? make(file, offsetOf(file.source, position)) : otherwise;
    }, otherwise);
  const uriIn = (project: EditorProject, file: string): string =>
    uriOf(workspace.absolute(project, file));

  connection.onCompletion((params) =>
    at(
      params,
      (file, offset) => {
        if (!isYaml(file)) return [];
        const { source, project } = file;
        const role = roleOf(source) === 'config' ? 'config' : undefined;
        const { surroundings } = project;
        return completionItems(
          source,
          offersAt(source.text, offset, source.path, surroundings, role),
        );
      },
      [],
    ),
  );
  connection.onHover((params) =>
    at(
      params,
      (file, offset) => {
        const { source, project } = file;
        const hover = isYaml(file) ? hoverAt(source, offset, project.surroundings) : undefined;
        if (!hover) return null;
        const contents = { kind: 'markdown' as const, value: hover.text };
        return { contents, range: rangeOfSpan(hover.span) };
      },
      null,
    ),
  );
  connection.onDefinition((params) =>
    at(
      params,
      ({ source, project }, offset) =>
        definitionsAt(source, offset, project.surroundings).map(({ file, span }) => ({
          uri: uriIn(project, file),
          range: span ? rangeOfSpan(span) : startOfFile,
        })),
      [],
    ),
  );
  connection.onReferences((params) =>
    at(
      params,
      ({ source, project }, offset) => {
        const { includeDeclaration } = params.context;
        const spans = referencesAt(source, offset, project.surroundings, includeDeclaration);
        return spans.map((span) => ({
          uri: uriIn(project, span.source.path),
          range: rangeOfSpan(span),
        }));
      },
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
        if ('edits' in rename) return workspaceEdit(context, project, rename.edits);
        throw new ResponseError(LSPErrorCodes.RequestFailed, rename.problem);
      },
      null,
    ),
  );
  connection.onCodeAction((params) => answer(() => codeActions(context, params), []));
  connection.onDocumentSymbol(({ textDocument }) =>
    answer(() => {
      const file = workspace.file(pathOf(textDocument.uri));
      return file && isYaml(file) ? symbolsOf(file.source).map(documentSymbol) : [];
    }, []),
  );
  connection.onDocumentFormatting(async ({ textDocument }) => {
    const path = pathOf(textDocument.uri);
    const file = answer(() => workspace.file(path), undefined);
    const text = workspace.openText(path)?.text;
    if (!file || text === undefined || !workspace.isOurs(path)) return null;
    const formatted = await formatEdits(file.source.path, text);
    if ('edits' in formatted) return [...formatted.edits];
    throw new ResponseError(LSPErrorCodes.RequestFailed, formatted.problem);
  });
  // For the commands of an editor: the path by which `aibgen explain` knows the value at a place.
  connection.onRequest('aibgen/pathAt', (params: TextDocumentPositionParams) =>
    at(
      params,
      ({ source }, offset) => {
        const placed = nodeAt(source, offset);
        return placed ? { path: placed.azurePath ?? placed.path } : null;
      },
      null,
    ),
  );
}

const startOfFile = rangeOf({ line: 1, column: 1, endLine: 1, endColumn: 1 });

function workspaceEdit(
  { workspace, uriOf }: RequestContext,
  project: EditorProject,
  edits: readonly FileEdit[],
): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const edit of edits) {
    (changes[uriOf(workspace.absolute(project, edit.file))] ??= []).push(editOf(edit));
  }
  return { changes };
}

function codeActions(
  context: RequestContext,
  { textDocument, range, context: { only } }: CodeActionParams,
): CodeAction[] {
  const path = context.pathOf(textDocument.uri);
  const file = context.workspace.file(path);
  if (!file) return [];
  const { source, project } = file;
  const isAskedFor = (kind: string): boolean =>
    only?.some((one) => kind === one || kind.startsWith(`${one}.`)) ?? true;
  const all = context.workspace.findingsOf(path);
  const here = isAskedFor(CodeActionKind.QuickFix) ? all.filter((one) => touches(one, range)) : [];
  const fixes = only && isAskedFor(fixAll) ? fixesOf(source.path, all) : [];
  return [
    ...actionsFor(source, here).map(({ title, finding, edits, preferred }) => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(finding)],
      ...(preferred ? { isPreferred: true } : {}),
      edit: workspaceEdit(context, project, edits),
    })),
    ...(fixes.length === 0
      ? []
      : [{ title: 'Fix all', kind: fixAll, edit: workspaceEdit(context, project, fixes) }]),
  ];
}

/** True where a finding touches a range. */
function touches(one: Finding, range: CodeActionParams['range']): boolean {
  const own = rangeOf(one);
  const isBefore = (a: Position, b: Position): boolean =>
    a.line < b.line || (a.line === b.line && a.character < b.character);
  return !isBefore(own.end, range.start) && !isBefore(range.end, own.start);
}
