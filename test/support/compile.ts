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
