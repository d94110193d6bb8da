/**
 * Names that a parameter of a spec cannot have.
 * Source: the Bicep language (https://learn.microsoft.com/azure/azure-resource-manager/bicep/file), Bicep 0.49, 2026-11.
 */

/** Words of the Bicep language. */
export const bicepKeywords: readonly string[] = [
  'as',
  'assert',
  'existing',
  'extends',
  'extension',
  'false',
  'for',
  'from',
  'func',
  'if',
  'import',
  'in',
  'metadata',
  'module',
  'none',
  'null',
  'output',
  'param',
  'provider',
  'resource',
  'targetScope',
  'test',
  'this',
  'true',
  'type',
  'using',
  'var',
  'with',
];

/** Bicep's own namespaces, and the parameter that aibgen adds to every deployment. */
export const reservedParameterNames: readonly string[] = ['az', 'sys', 'deployRights'];
