/** 4xx: secrets in a template. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

export const secretCodes = {
  AIB408: code<{ name: string }>({
    severity: 'warning',
    title: 'A parameter that looks like a secret',
    message: (p) =>
      `The parameter "${p.name}" looks like a secret; its value would be readable in the template and the deployment.`,
    hint: 'Fetch secrets in a step, with an identity of the build VM, from a key vault.',
    doc: docs.customize,
  }),
  AIB411: code<{ what: string }>({
    severity: 'warning',
    title: 'A secret in commands',
    message: (p) =>
      `The commands hold ${p.what}: everyone who can read the template can read them.`,
    hint: 'Put the secret into a key vault, and fetch it in the step with an identity of the build VM.',
    doc: docs.secrets,
    secret: true,
  }),
  AIB412: code<{ what: string }>({
    severity: 'warning',
    title: 'A secret in an address',
    message: (p) => `The address holds ${p.what}: everyone who can read the template can read it.`,
    hint: 'Take it out; the identity of the template gets the right to read from Azure Storage.',
    doc: docs.secrets,
    secret: true,
  }),
  AIB443: code<{ what: string; where: 'tag' | 'default' }>({
    severity: 'warning',
    title: 'A secret in a tag or in the default of a parameter',
    message: (p) =>
      `The ${p.where === 'tag' ? 'tag' : 'default of the parameter'} holds ${p.what}: everyone who can read the deployment can read it.`,
    hint: 'Take it out; what the build needs, fetch from a key vault with an identity of the build VM.',
    doc: docs.secrets,
    secret: true,
  }),
  AIB444: code<{ path: string; what: string; line: number }>({
    severity: 'warning',
    title: 'A secret in a script',
    message: (p) => `The script "${shorten(p.path)}" holds ${p.what} in line ${p.line}.`,
    hint: 'Put the secret into a key vault, and fetch it in the script with an identity of the build VM.',
    doc: docs.secrets,
  }),
} as const;
