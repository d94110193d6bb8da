/** Where the specs are that nobody names. */
export const defaultFolder = 'specs';
