/** Resolves a spec and looks into its scripts. The parsers of the shells are loaded with the first script. */
import type { Host } from '../disk/host';
import { runScriptAnalyzer, runShellcheck } from '../disk/script-linters';
import {
  type OtherLinter,
  readScriptAnalyzer,
  readShellcheck,
  type RunLinter,
} from '../script-lint/other-linters';
import type { SpecOptions } from '../spec/spec-options';
import { beginSpec, type RunCache, type SpecResult } from './resolve-all';

/** What `resolveWithScripts` may be told besides the options of a spec. */
export interface ScriptLintOptions extends SpecOptions {
  /** Linters that are run on each script as well, where they are installed. */
  readonly linters?: readonly OtherLinter[];
}

/** Resolves a spec of the disk, with what is wrong in its scripts. */
export async function resolveWithScripts(
  host: Host,
  spec: string,
  options: ScriptLintOptions,
  caches: RunCache,
): Promise<SpecResult> {
  const { linters } = options;
  const { hasScripts, finish } = beginSpec(host, spec, options, caches);
  if (!hasScripts) return finish(() => ({ findings: [], sources: [] }));
  const { lintScripts } = await import('../script-lint/lint-scripts');
  return finish((image, files) =>
    lintScripts(image, files, linters && { linters, run: runLinter }),
  );
}

/** What other linters said of the last scripts: an editor has the same ones checked with each key. */
const outputs = new Map<string, ReturnType<RunLinter>>();
const mostOutputs = 200;

const runLinter: RunLinter = (linter, script) => {
  const key = `${linter}\n${script.shell}\n${script.text}`;
  if (outputs.has(key)) return outputs.get(key);
  const output = runLinterOnce(linter, script);
  outputs.set(key, output);
  const [oldest = ''] = outputs.size > mostOutputs ? outputs.keys() : [];
  outputs.delete(oldest);
  return output;
};

const runLinterOnce: RunLinter = (linter, { text, shell }) => {
  if (linter === 'psScriptAnalyzer') {
    const output = runScriptAnalyzer(text);
    return output === undefined ? undefined : readScriptAnalyzer(output);
  }
  const output = runShellcheck(text, shell === 'bash' ? 'bash' : 'sh');
  return output === undefined ? undefined : readShellcheck(output);
};
