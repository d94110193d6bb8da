/** 4xx: secrets in a template. */
import { docs } from '../../service/docs';
import { code, shorten } from './define-code';

const places = {
  tag: 'tag',
  default: 'parameter default',
  description: 'parameter description',
  allowed: 'allowed value of the parameter',
} as const;

export const secretCodes = {
  AIB408: code<{ name: string }>({
    severity: 'warning',
    title: 'A parameter that looks like a secret',
    message: (p) =>
      `The parameter "${p.name}" looks like a secret, and its value would be readable in the template and the deployment.`,
    hint: 'Fetch secrets from a key vault in a step, with an identity of the build VM.',
    doc: docs.customize,
  }),
  AIB411: code<{ what: string }>({
    severity: 'warning',
    title: 'A secret in commands',
    message: (p) =>
      `The commands contain ${p.what}, which everyone who can read the template can read.`,
    hint: 'Store the secret in a key vault, and fetch it in the step with an identity of the build VM.',
    doc: docs.secrets,
    secret: true,
  }),
  AIB412: code<{ what: string }>({
    severity: 'warning',
    title: 'A secret in a URI',
    message: (p) =>
      `The URI contains ${p.what}, which everyone who can read the template can read.`,
    hint: 'Remove it: the identity of the template gets a role assignment to read from Azure Storage.',
    doc: docs.secrets,
    secret: true,
  }),
  AIB443: code<{ what: string; where: 'tag' | 'default' | 'description' | 'allowed' }>({
    severity: 'warning',
    title: 'A secret in a tag or a parameter',
    message: (p) =>
      `The ${places[p.where]} contains ${p.what}, which everyone who can read the deployment can read.`,
    hint: 'Remove it; fetch secrets for the build from a key vault with an identity of the build VM.',
    doc: docs.secrets,
    secret: true,
  }),
  AIB444: code<{ path: string; what: string; line: number }>({
    severity: 'warning',
    title: 'A secret in a script',
    message: (p) => `The script "${shorten(p.path)}" contains ${p.what} in line ${p.line}.`,
    hint: 'Store the secret in a key vault, and fetch it in the script with an identity of the build VM.',
    doc: docs.secrets,
  }),
} as const;
