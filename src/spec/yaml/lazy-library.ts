import type * as library from './yaml-library';

// The playground knows no types of Node.js; its bundle has the module.
declare const require: (path: './yaml-library') => typeof library;

/** The readers that use the YAML library, loaded with their first use. */
export const yamlLibrary = (): typeof library => require('./yaml-library');
