/** Compiles one spec in memory, for tests. */
import { compile, type CompileOptions, type CompileResult } from '../../src/compile';

/** The result of a spec of one file, with the bare image template parsed. */
export interface Compiled extends CompileResult {
  readonly errors: readonly string[];
  readonly template: TemplateBody | undefined;
}

/** `imageTemplate.json`, as far as tests read it. */
export interface TemplateBody {
  readonly apiVersion: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Compiles a spec text (YAML, or JSON, which is YAML too). */
export function compileText(
  spec: string,
  options: CompileOptions = {},
  files: Readonly<Record<string, string>> = {},
): Compiled {
  const result = compile({ files: { ...files, 'image.yaml': spec }, entry: 'image.yaml', options });
  const text = Object.entries(result.outputs).find(([path]) =>
    path.endsWith('/imageTemplate.json'),
  );
  return {
    ...result,
    errors: result.diagnostics
      .filter((one) => one.severity === 'error')
      .map((one) => `${one.code} ${one.line}:${one.column} ${one.message}`),
    template: text && JSON.parse(text[1]),
  };
}

/** What is said of a spec, each as `AIB101 3:1 "lokation" (path) hint`, with the text that is marked. */
export function said(
  spec: string,
  files: Readonly<Record<string, string>> = {},
): readonly string[] {
  const all: Readonly<Record<string, string>> = { ...files, 'image.yaml': spec };
  return compileText(spec, {}, files).diagnostics.map((one) => {
    const lines = (all[one.file] ?? '').split('\n').slice(one.line - 1, one.endLine);
    const last = lines.length - 1;
    const cut = lines.map((line, at) =>
      line.slice(at === 0 ? one.column - 1 : 0, at === last ? one.endColumn - 1 : undefined),
    );
    const file = one.file === 'image.yaml' ? '' : `${one.file}:`;
    return `${one.code} ${file}${one.line}:${one.column} "${cut.join('\n')}" (${one.path}) ${one.hint}`;
  });
}
