/**
 * The registry of diagnostics; each topic has a file in `codes/`. Codes are permanent: never renumbered or reused.
 * 0xx YAML, 1xx shape, 2xx references inside the spec, 3xx limits of the service, 4xx advice, 5xx inside scripts, 6xx import,
 * 7xx failed builds, 8xx Azure commands, 9xx files and environment.
 */
import { yamlCodes } from './codes/yaml-codes';
import { shapeCodes } from './codes/shape-codes';
import { referenceCodes } from './codes/reference-codes';
import { reuseCodes } from './codes/reuse-codes';
import { scriptDeliveryCodes } from './codes/script-delivery-codes';
import { slipCodes } from './codes/slip-codes';
import { fleetCodes } from './codes/fleet-codes';
import { limitCodes } from './codes/limit-codes';
import { prerequisiteCodes } from './codes/prerequisite-codes';
import { triggerCodes } from './codes/trigger-codes';
import { adviceCodes } from './codes/advice-codes';
import { doubtfulValueCodes } from './codes/doubtful-value-codes';
import { secretCodes } from './codes/secret-codes';
import { suppressionCodes } from './codes/suppression-codes';
import { scriptTextCodes } from './codes/script-text-codes';
import { scriptCodes } from './codes/script-codes';
import { importCodes } from './codes/import-codes';
import { buildFailureCodes } from './codes/build-failure-codes';
import { commandCodes } from './codes/command-codes';
import { azureCodes } from './codes/azure-codes';
import { fileCodes } from './codes/file-codes';
import { outputFolderCodes } from './codes/output-folder-codes';
import { templateCodes } from './codes/template-codes';
import { configCodes } from './codes/config-codes';
import { pipelineCodes } from './codes/pipeline-codes';
import { azureLimitCodes } from './codes/azure-limit-codes';
import { layoutCodes } from './codes/layout-codes';
import { lifecycleCodes } from './codes/lifecycle-codes';
import type { DiagnosticCode } from './codes/define-code';

/** The codes of each topic. */
export const topics = {
  yamlCodes,
  shapeCodes,
  referenceCodes,
  reuseCodes,
  slipCodes,
  fleetCodes,
  scriptDeliveryCodes,
  limitCodes,
  prerequisiteCodes,
  triggerCodes,
  adviceCodes,
  doubtfulValueCodes,
  secretCodes,
  suppressionCodes,
  scriptTextCodes,
  scriptCodes,
  importCodes,
  buildFailureCodes,
  commandCodes,
  azureCodes,
  fileCodes,
  templateCodes,
  configCodes,
  pipelineCodes,
  azureLimitCodes,
  lifecycleCodes,
  layoutCodes,
  outputFolderCodes,
} as const;

type Topic = (typeof topics)[keyof typeof topics];

/** All topics as one. */
type Registry = (
  Topic extends infer T ? (T extends Topic ? (one: T) => void : never) : never
) extends (one: infer All) => void
  ? All
  : never;

/** A registered code. */
export type CodeName = keyof Registry;

/** What the texts of a code name. */
export type CodeParameters<C extends CodeName> = Parameters<ReturnType<Registry[C]>['message']>[0];

const all: readonly Readonly<Record<string, () => DiagnosticCode>>[] = Object.values(topics);

/** All codes, in the order of the topics. */
export function codeNames(): readonly CodeName[] {
  return all.flatMap((topic) => Object.keys(topic) as CodeName[]);
}

/** The entry of a code, for what depends on its behaviour; undefined for an unknown code. */
export function codeEntry(code: CodeName): DiagnosticCode;
export function codeEntry(code: string): DiagnosticCode | undefined;
export function codeEntry(code: string): DiagnosticCode | undefined {
  return all.find((topic) => Object.hasOwn(topic, code))?.[code]?.();
}

/** True for a registered code. */
export function isCode(code: string): code is CodeName {
  return all.some((topic) => Object.hasOwn(topic, code));
}
