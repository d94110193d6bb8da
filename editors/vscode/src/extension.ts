/** The VS Code extension: starts the language server, and offers a few commands of aibgen. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  commands,
  type ExtensionContext,
  StatusBarAlignment,
  type TextEditor,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { type CommandResult, nodeEnvironment, run, scriptFor } from './command-line';

let client: LanguageClient | undefined;

/** Called by VS Code when a YAML file is opened, or the workspace has a configuration file. */
export async function activate(context: ExtensionContext): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  const module = scriptFor(folder, context.extensionPath);
  client = new LanguageClient(
    'aibgen',
    'aibgen',
    {
      module,
      args: ['lsp'],
      transport: TransportKind.stdio,
      options: { env: nodeEnvironment },
    },
    {
      documentSelector: ['yaml', 'shellscript', 'powershell'].map((language) => ({
        scheme: 'file',
        language,
      })),
    },
  );
  const status = window.createStatusBarItem(StatusBarAlignment.Left);
  context.subscriptions.push(
    status,
    onSpec('aibgen.build', context, async (spec) => {
      const result = await spec.run('build', spec.name);
      await report('Build', result);
      await showStatus();
    }),
    onSpec('aibgen.explainValue', context, async (spec) => {
      const place: { readonly path: string } | null | undefined = await client?.sendRequest(
        'aibgen/pathAt',
        {
          textDocument: { uri: spec.editor.document.uri.toString() },
          position: spec.editor.selection.active,
        },
      );
      await report('Explain', await spec.run('explain', spec.name, ...(place ? [place.path] : [])));
    }),
    onSpec('aibgen.showRights', context, async (spec) => {
      await report('Rights', await spec.run('roles', spec.name));
    }),
    onSpec('aibgen.openOutputs', context, openOutputs),
    window.onDidChangeActiveTextEditor(() => showStatus()),
    workspace.onDidSaveTextDocument(() => showStatus()),
  );

  /** Whether the outputs of the open spec are up to date. */
  async function showStatus(): Promise<void> {
    const spec = specOf(window.activeTextEditor, context);
    const isSpec =
      spec && /^(?:distribute|customize|extends)[ \t]*:/m.test(spec.editor.document.getText());
    if (!spec || !isSpec) return status.hide();
    const { code, stdout } = await spec.run('build', spec.name, '--check', '--format', 'json');
    const found: readonly { readonly code: string; readonly severity: string }[] = parse(stdout);
    const errors = found.filter(({ severity }) => severity === 'error');
    const isStale = errors.length > 0 && errors.every((one) => one.code.startsWith('AIB9'));
    const state =
      code === 0 ? 'up to date' : isStale ? 'outputs are stale' : `${errors.length} errors`;
    status.text = `$(${code === 0 ? 'check' : 'warning'}) aibgen: ${state}`;
    status.tooltip = isStale ? 'Build writes them' : spec.name;
    status.command = isStale ? 'aibgen.build' : 'aibgen.openOutputs';
    return status.show();
  }

  await client.start();
  await showStatus();
}

/** Called by VS Code when the extension ends. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** A spec in an editor. */
interface OpenSpec {
  readonly editor: TextEditor;
  readonly folder: string;
  /** Its path from the folder. */
  readonly name: string;
  readonly run: (...args: readonly string[]) => Promise<CommandResult>;
}

function specOf(editor: TextEditor | undefined, context: ExtensionContext): OpenSpec | undefined {
  if (!editor || editor.document.languageId !== 'yaml' || editor.document.uri.scheme !== 'file') {
    return undefined;
  }
  const { fsPath } = editor.document.uri;
  const folder = workspace.getWorkspaceFolder(editor.document.uri);
  const cwd = folder?.uri.fsPath ?? path.dirname(fsPath);
  const script = scriptFor(folder, context.extensionPath);
  const name = path.relative(cwd, fsPath);
  return { editor, folder: cwd, name, run: (...args) => run(script, cwd, args) };
}

/** A command about the spec in the active editor, which is saved first. */
function onSpec(
  command: string,
  context: ExtensionContext,
  action: (spec: OpenSpec) => Promise<void>,
) {
  return commands.registerCommand(command, async () => {
    const spec = specOf(window.activeTextEditor, context);
    if (!spec) {
      await window.showInformationMessage('Open a spec of aibgen first.');
      return;
    }
    await spec.editor.document.save();
    await action(spec);
  });
}

/** Shows what a command printed, next to the spec. */
async function report(title: string, { code, stdout, stderr }: CommandResult): Promise<void> {
  const text = `${stdout}${stderr}`.trim();
  if (code !== 0) await window.showErrorMessage(`${title}: ${text.split('\n')[0] ?? ''}`);
  if (title === 'Build' && code === 0) {
    await window.showInformationMessage(text);
    return;
  }
  const document = await workspace.openTextDocument({ content: `${text}\n` });
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true });
}

/** Opens one of the files that the spec made. */
async function openOutputs(spec: OpenSpec): Promise<void> {
  const { stdout } = await spec.run('matrix', spec.name);
  const { include = [] }: { include?: readonly { readonly out: string }[] } = parse(stdout, {});
  const folders = include.map(({ out }) => path.resolve(spec.folder, out)).filter(existsSync);
  const files = folders.flatMap((folder) =>
    readdirSync(folder).map((name) => path.join(folder, name)),
  );
  if (files.length === 0) {
    await window.showInformationMessage('There are no outputs yet. Run "aibgen: Build".');
    return;
  }
  const items = files.map((file) => ({ label: path.relative(spec.folder, file), file }));
  const chosen = await window.showQuickPick(items, { placeHolder: 'Output to open' });
  if (!chosen) return;
  const document = await workspace.openTextDocument(Uri.file(chosen.file));
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside });
}

function parse<T>(text: string, otherwise?: T): T {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise ?? JSON.parse('[]');
  }
}
