/** 96x: the configuration file. */
import { code } from './define-code';

export const configCodes = {
  AIB960: code<{ path: string }>({
    severity: 'error',
    title: 'A path that leaves the project',
    message: (p) => `The path "${p.path}" leads out of the folder of the configuration file.`,
    hint: 'Use a path below that folder.',
    why: 'The configuration comes with the repository. It must not make aibgen read or write elsewhere.',
  }),
} as const;
