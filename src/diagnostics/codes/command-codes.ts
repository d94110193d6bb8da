/** 34x: arguments of `aibgen explain`. */
import { quoted } from '../../lib/words';
import { error, shorten } from './define-code';

export const commandCodes = () => ({
  AIB348: error<{ code: string; near: string | undefined }>(() => ({
    title: 'An unknown diagnostic code',
    message: (p) => `Unknown diagnostic code "${p.code}".`,
    hint: (p) =>
      p.near === undefined ? 'The manual lists all codes.' : `Did you mean "${p.near}"?`,
    exit: 'usage',
    why: 'Codes have the form AIB301 and are permanent.',
  })),
  AIB349: error<{ path: string; near: string | undefined; known: readonly string[] }>(() => ({
    title: 'A path that the image does not have',
    message: (p) => `The image has no value at "${shorten(p.path)}".`,
    hint: (p) => {
      if (p.near !== undefined) return `Did you mean "${p.near}"?`;
      return p.known.length > 0 && p.known.length <= 12
        ? `Use one of ${quoted(p.known)}.`
        : 'Omit the path to see all values with their paths.';
    },
    exit: 'usage',
    why: 'Values are named as in the image template or as in the spec: vmProfile.vmSize, vm.size, regions.',
  })),
});
