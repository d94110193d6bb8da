/**
 * Runs the scripts of a pipeline with bash, on a PATH that holds the few programs that every runner has. `npx`, `node` and
 * the programs that would use a network are calls into this process: what a script starts costs no start of Node.js.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

/** A call of a program by a script. */
export interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr?: string;
}

/** A program that is played by this process. */
export type Program = (call: Call) => Promise<Ended>;

export interface Script {
  readonly text: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Options of bash, as the CI system gives them. */
  readonly options: readonly string[];
  /** True once a step has set Node.js up: before, there is neither `node` nor `npx`. */
  readonly node: boolean;
}

/** A script that runs. */
export interface Running {
  /** The exit code and all that it printed; -1 after `kill`. */
  readonly ended: Promise<{ readonly code: number; readonly output: string }>;
  readonly kill: () => void;
}

export interface Shell {
  readonly start: (script: Script) => Running;
  readonly stop: () => void;
}

const tools = ['bash', 'cat', 'chmod', 'env', 'git', 'head', 'mkdir', 'sed', 'tee', 'tr', 'unzip', 'uname', 'rm']; // prettier-ignore

/** What stands for a program: it hands over its arguments and environment, and prints the answer. It starts little itself. */
const stub = `#!/bin/bash
exec 3<>"/dev/tcp/127.0.0.1/$PLAYER_PORT"
at="$PLAYER_FOLDER/$BASHPID"
printf '%s\\0' "\${0##*/}" "$PWD" "$@" > "$at.in"
compgen -e > "$at.names"
while read -r name; do printf '%s=%s\\0' "$name" "\${!name}"; done < "$at.names" > "$at.env"
printf '%s\\n' "$at" >&3
read -r code <&3 || exit 137
[ ! -s "$at.out" ] || cat "$at.out"
[ ! -s "$at.err" ] || cat "$at.err" >&2
exit "$code"
`;

/** `node -p`, without another process: the value of an expression, which reads files that are its arguments. */
const node: Program = async ({ args: [option, script = '', ...argv], cwd }) => {
  if (option !== '-p') throw new Error(`node is called in another way: ${option}`);
  const readFile = (file: string, encoding: 'utf8') => readFileSync(path.resolve(cwd, file), encoding); // prettier-ignore
  const globals = { fs: { readFileSync: readFile }, process: { argv: ['node', ...argv] } };
  try {
    return { code: 0, stdout: `${runInNewContext(script, globals)}\n` };
  } catch (error) {
    return { code: 1, stdout: '', stderr: `${String(error)}\n` };
  }
};

/** Opens a shell; `programs` are those that this process plays beside Node.js, with which `npx` comes. */
export async function openShell(others: Readonly<Record<string, Program>>): Promise<Shell> {
  const programs: Readonly<Record<string, Program>> = { node, ...others };
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-shell-'));
  const [bare, full, calls] = ['bare', 'node', 'calls'].map((name) => path.join(folder, name)) as [string, string, string]; // prettier-ignore
  for (const one of [bare, full, calls]) mkdirSync(one);
  for (const tool of tools) {
    const found = spawnSync('bash', ['-c', `command -v ${tool}`], { encoding: 'utf8' });
    if (found.status === 0) symlinkSync(found.stdout.trim(), path.join(bare, tool));
  }
  for (const name of Object.keys(programs)) {
    const file = path.join(['node', 'npx'].includes(name) ? full : bare, name);
    writeFileSync(file, stub);
    chmodSync(file, 0o755);
  }
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', async (data) => {
      const at = String(data).trim();
      const [name = '', cwd = '', ...args] = readFileSync(`${at}.in`, 'utf8').split('\0').slice(0, -1); // prettier-ignore
      const env = Object.fromEntries(
        readFileSync(`${at}.env`, 'utf8').split('\0').map((line) => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]), // prettier-ignore
      );
      const missing: Ended = { code: 127, stdout: '' };
      const { code, stderr = '', stdout } = (await programs[name]?.({ args, cwd, env })) ?? missing;
      writeFileSync(`${at}.out`, stdout);
      writeFileSync(`${at}.err`, stderr);
      socket.end(`${code}\n`);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const children = new Set<ChildProcess>();
  return {
    start: ({ text, cwd, env, options, node }) => {
      const child = spawn('bash', ['--noprofile', '--norc', ...options, '-c', text], {
        cwd,
        // A group of its own: what the script has started ends with it.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          HOME: folder,
          PATH: node ? `${full}:${bare}` : bare,
          PLAYER_PORT: String(port),
          PLAYER_FOLDER: calls,
          ...env,
        },
      });
      children.add(child);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (data) => (output += String(data)));
      }
      const ended = new Promise<{ code: number; output: string }>((resolve) => {
        child.on('close', (code) => {
          children.delete(child);
          resolve({ code: code ?? -1, output });
        });
      });
      const kill = (): void => {
        if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      };
      return { ended, kill };
    },
    stop: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
