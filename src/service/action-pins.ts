/**
 * The actions that the workflow for GitHub uses, each with the commit of a release: a tag can be moved, a commit cannot.
 * All of them run on Node.js 24, as of 2026-11-26.
 * @see https://docs.github.com/actions/reference/security/secure-use#using-third-party-actions
 */
export const actionPins = {
  checkout: {
    action: 'actions/checkout',
    commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
    version: 'v7.0.1',
  },
  setupNode: {
    action: 'actions/setup-node',
    commit: '48b55a011bda9f5d6aeb4c2d9c7362e8dae4041e',
    version: 'v6.4.0',
  },
  setupTerraform: {
    action: 'hashicorp/setup-terraform',
    commit: '5e8dbf3c6d9deaf4193ca7a8fb23f2ac83bb6c85',
    version: 'v4.0.0',
  },
  uploadArtifact: {
    action: 'actions/upload-artifact',
    commit: '043fb46d1a93c77aae656e7c1c64a875d1fc6a0a',
    version: 'v7.0.1',
  },
  uploadSarif: {
    action: 'github/codeql-action/upload-sarif',
    commit: '99df26d4f13ea111d4ec1a7dddef6063f76b97e9',
    version: 'v4.37.0',
  },
} as const;

/** The release of Terraform that pipelines use, as of 2026-11-26. */
export const terraformVersion = '1.13.4';

export type ActionName = keyof typeof actionPins;
