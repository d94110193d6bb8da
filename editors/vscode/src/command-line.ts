/** Runs aibgen as a process of its own, with the Node.js of the editor. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { workspace, type WorkspaceFolder } from 'vscode';

/** What a command printed, and how it ended. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The script of aibgen: the one of the settings, of the workspace, or of the extension. */
export function scriptFor(folder: WorkspaceFolder | undefined, extensionPath: string): string {
  const given = workspace.getConfiguration('aibgen').get<string>('path', '');
  const root = folder?.uri.fsPath ?? '';
  const own = path.join(extensionPath, 'dist', 'server', 'bin.js');
  const installed = path.join(root, 'node_modules', 'aibgen', 'dist', 'bin.js');
  if (given !== '') return path.resolve(root, given);
  return folder && existsSync(installed) ? installed : own;
}

/** The environment in which the program of the editor is plain Node.js. */
export const nodeEnvironment = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };

/** Runs a command in a folder; never rejects. */
export function run(script: string, cwd: string, args: readonly string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = { cwd, env: nodeEnvironment, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
      resolve({ code, stdout, stderr });
    });
  });
}
