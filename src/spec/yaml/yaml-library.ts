/**
 * All that reads YAML with the YAML library. Most specs are simple YAML and need none of it: the command has it in a file of its own,
 * which it loads with the first text that is not simple (`lazy-library.ts`).
 */
export { readWithLibrary } from './read-with-library';
export { tokensOf } from './yaml-tokens';
