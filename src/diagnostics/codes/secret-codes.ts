/** 4xx: secrets in a template. */
import { docs } from '../../service/docs';
import { shorten, warning } from './define-code';

const places = {
  tag: 'tag',
  default: 'parameter default',
  description: 'parameter description',
  allowed: 'allowed value of the parameter',
} as const;

export const secretCodes = () => ({
  AIB408: warning<{ name: string }>(() => ({
    title: 'A parameter that looks like a secret',
    message: (p) =>
      `The parameter "${p.name}" looks like a secret, and its value would be readable in the template and the deployment.`,
    hint: 'Fetch secrets from a key vault in a step, with an identity of the build VM.',
    why: 'Values of parameters are in deployments and in their history for everybody who may read the resource group.',
    right: ['vm: { identities: [secrets-reader] }', 'customize:', '  - shell: az login --identity'],
    doc: docs.customize,
  })),
  AIB411: warning<{ what: string }>(() => ({
    title: 'A secret in commands',
    message: (p) =>
      `The commands contain ${p.what}, which everyone who can read the template can read.`,
    hint: 'Store the secret in a key vault, and fetch it in the step with an identity of the build VM.',
    why: 'Specs, outputs and logs of builds are read by many people, and the repository keeps the secret for ever.',
    right: ['vm: { identities: [secrets-reader] }', 'customize:', '  - shell: az login --identity'],
    doc: docs.secrets,
    secret: true,
  })),
  AIB412: warning<{ what: string }>(() => ({
    title: 'A secret in a URI',
    message: (p) =>
      `The URI contains ${p.what}, which everyone who can read the template can read.`,
    hint: 'Remove it: the identity of the template gets a role assignment to read from Azure Storage.',
    why: 'A URI with a signature or a password is in the template, in logs and in the repository.',
    right: ['customize:', '  - shell: https://corpscripts.blob.core.windows.net/scripts/setup.sh'],
    doc: docs.secrets,
    secret: true,
  })),
  AIB443: warning<{ what: string; where: 'tag' | 'default' | 'description' | 'allowed' }>(() => ({
    title: 'A secret in a tag or a parameter',
    message: (p) =>
      `The ${places[p.where]} contains ${p.what}, which everyone who can read the deployment can read.`,
    hint: 'Remove it; fetch secrets for the build from a key vault with an identity of the build VM.',
    why: 'Tags and defaults can be read by everybody with access to the resource or the repository.',
    right: ['tags: { owner: platform }'],
    doc: docs.secrets,
    secret: true,
  })),
  AIB444: warning<{ path: string; what: string; line: number }>(() => ({
    title: 'A secret in a script',
    message: (p) => `The script "${shorten(p.path)}" contains ${p.what} in line ${p.line}.`,
    hint: 'Store the secret in a key vault, and fetch it in the script with an identity of the build VM.',
    why: 'Scripts are uploaded or embedded, and may stay on every machine that is made from the image.',
    doc: docs.secrets,
  })),
});
