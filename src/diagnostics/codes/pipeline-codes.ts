/** 94x and 95x: pipelines and `aibgen init`. */
import { code, shorten } from './define-code';

export const pipelineCodes = {
  AIB940: code<{ path: string }>({
    severity: 'error',
    title: "Somebody else's file in place of a pipeline",
    message: (p) => `The file "${p.path}" is there already, and aibgen did not write it.`,
    hint: 'Rename that file, or overwrite it with --force.',
  }),
  AIB941: code<{ path: string }>({
    severity: 'error',
    title: 'A folder of pipelines among the outputs',
    message: (p) => `The folder "${p.path}" that --pipelines names is in the output folder.`,
    hint: 'Name another folder: .github/workflows, or one that Azure Pipelines are read from.',
    exit: 'usage',
  }),
  AIB950: code<{ flag: string; value: string; why: string; hint: string }>({
    severity: 'error',
    title: 'A flag of init that makes no spec',
    message: (p) => `--${p.flag} cannot be "${shorten(p.value)}": ${p.why}`,
    hint: (p) => p.hint,
    exit: 'usage',
  }),
  AIB951: code<{ path: string }>({
    severity: 'error',
    title: 'A first spec where there is one',
    message: (p) => `The file "${p.path}" is there already.`,
    hint: 'Give the image another --name, or overwrite the file with --force.',
  }),
} as const;
