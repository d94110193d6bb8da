/** 97x: the layout of specs. */
import { error } from './define-code';

export const layoutCodes = () => ({
  AIB970: error<{ path: string }>(() => ({
    title: 'A spec in another layout',
    message: (p) => `The file "${p.path}" is not in the layout of "aibgen fmt".`,
    hint: (p) => `Run: aibgen fmt ${p.path}`,
    why: 'With one layout for all specs, a change shows what was changed and nothing else.',
  })),
  AIB971: error<{ path: string; why: string }>(() => ({
    title: 'A spec whose layout cannot be changed',
    message: (p) => `The file "${p.path}" stays as it is: ${p.why}.`,
    hint: 'Write the place more simply, and move comments to lines of their own.',
    why: 'The layout of a file must not change what it means, nor what its comments belong to. Where that cannot be had, the file is left alone.',
  })),
});
