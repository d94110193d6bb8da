/** The library: what `import { compile } from 'aibgen'` gives. It touches no file system. */
export {
  compile,
  type CompileInput,
  type CompileOptions,
  type CompileResult,
  type Model,
} from './compile';
export { importTemplate, type ImportInput, type ImportOutput } from './import';
export type { Diagnostic, Severity } from './diagnostics/diagnostic';
export type { ImportReport } from './migrate/import/import-report';
export type { ImportNote, ImportObstacle } from './migrate/import/notes';
export type { Image } from './model/image';
export type { Origin } from './model/origin';
export type { Value } from './model/value';
export type { Files } from './spec/files';
export type { Spec } from './spec/language';
