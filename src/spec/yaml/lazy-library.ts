import type * as library from './yaml-library';

/** The readers that use the YAML library, loaded with their first use. */
export const yamlLibrary = (): typeof library => require('./yaml-library');
