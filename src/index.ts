/** The library: what `import { compile } from 'aibgen'` gives. It touches no file system. */
export {
  compile,
  type CompileInput,
  type CompileOptions,
  type CompileResult,
  type Model,
} from './compile';
export { lintScripts } from './script-lint/lint-scripts';
export { importTemplate, type ImportInput, type ImportOutput } from './import/import-template';
export { formatDiagnostics } from './inspect/format-diagnostics';
export { changesBetween, type Change } from './inspect/template-changes';
export { schemaText } from './language/schema-text';
export { textKey } from './value/value';
export { explainLog, type LogContext } from './build-logs/explain-log';
export type { Cause, ExplainedStep, Explanation, Note } from './build-logs/explanation';
export type { RunStatus } from './build-logs/run-status';
export type { Diagnostic } from './diagnostics/diagnostic';
export type { Severity } from './diagnostics/severity';
export type { ImportReport } from './import/import-report';
export type { ImportNote, ImportObstacle } from './import/import-notes';
export type { Image } from './image/image';
export type { Origin } from './value/origin';
export type { Value } from './value/value';
export type { Files } from './spec/spec-files';
export type { Spec } from './language/language';
