/** 1xx: keys and values that the spec language does not have. */
import { docs } from '../../service/docs';
import { baseName } from '../../lib/paths';
import { quoted } from '../../lib/words';
import { error, shorten } from './define-code';

/** A range in words, without an upper end that is only that of a 32-bit number. */
function numberRange({ value, min, max }: { value: string; min: number; max: number }): string {
  const unbounded = max >= int32 && min >= -1 && !(Number(value) > max);
  return unbounded ? `of at least ${min}` : `from ${min} to ${max}`;
}

const int32 = 2_147_483_647;

/** A number below zero that was written without its sign: Windows shows its exit codes so. */
function signedCode({ value, min }: { value: string; min: number }): number | undefined {
  const signed = Number(value) - 2 ** 32;
  return min < -1 && signed < 0 && signed >= min ? signed : undefined;
}

export const shapeCodes = () => ({
  AIB101: error<{
    key: string;
    known: readonly string[];
    near: string | undefined;
    /** True where the mapping has the nearest key, or one for the same property. */
    taken?: boolean;
    advice?: string | undefined;
  }>(() => ({
    title: 'An unknown key',
    message: (p) => `Unknown key "${shorten(p.key)}".`,
    hint: (p) => {
      if (p.advice !== undefined) return p.advice;
      if (p.near !== undefined) return `Did you mean "${p.near}"?`;
      if (p.known.length === 0) return 'Remove it.';
      return p.known.length === 1 ? `Use ${quoted(p.known)}.` : `Use one of ${quoted(p.known)}.`;
    },
    replacement: (p) => (p.advice === undefined && p.taken !== true ? p.near : undefined),
    replaces: (p) => p.key,
    why: 'A key that nobody knows would be left out without a word.',
  })),
  AIB102: error<{ expected: string; found: string; hint?: string | undefined }>(() => ({
    title: 'A value of the wrong type',
    message: (p) => `Expected ${p.expected}, found ${p.found}.`,
    hint: (p) => p.hint ?? `Write ${p.expected}.`,
    why: 'The value has no meaning at this place.',
  })),
  AIB103: error<{
    key: string;
    what: string;
    examples?: readonly string[];
    or?: string;
    /** The file, where it lacks a key that every spec needs. */
    file?: string;
  }>(() => ({
    title: 'A missing key',
    message: (p) => `The key "${p.key}" is missing from ${p.what}.`,
    hint: (p) => {
      const lines = (p.examples ?? []).map((example) => `${p.key}: ${example}`);
      const add = lines.length === 0 ? `"${p.key}:"` : quoted(lines);
      const hint = `Add ${add}${p.or === undefined ? '' : `, or ${p.or}`}.`;
      const name = baseName(p.file ?? '');
      // A file that lacks a key that every spec needs may be a part of other specs.
      return p.file === undefined || name.startsWith('_')
        ? hint
        : `${hint} If other specs include this file, rename it to "_${name}".`;
    },
    fixKey: (p) => (p.file === undefined ? undefined : p.key),
    why: 'Without it no template can be written, and aibgen does not guess.',
    right: ['identity: aib-identity'],
  })),
  AIB104: error<{
    value: string;
    allowed: readonly string[];
    near: string | undefined;
    otherwise?: string | undefined;
  }>(() => ({
    title: 'A value that is not allowed',
    message: (p) =>
      `Invalid value "${shorten(p.value)}": expected ${p.allowed.length === 1 ? '' : 'one of '}${quoted(p.allowed)}.`,
    hint: (p) =>
      p.near === undefined
        ? `Use ${quoted(p.allowed)}${p.otherwise === undefined ? '' : `, or ${p.otherwise}`}.`
        : `Did you mean "${p.near}"?`,
    replacement: (p) => p.near,
    replaces: (p) => p.value,
    why: 'Azure takes only these values, in any case of their letters.',
  })),
  AIB105: error<{ first: string; second: string }>(() => ({
    title: 'Two keys for the same property',
    message: (p) => `The keys "${p.first}" and "${p.second}" set the same property.`,
    hint: (p) => `Keep either "${p.first}" or "${p.second}".`,
    why: 'One of the two would have to win, and nobody could see which.',
  })),
  AIB106: error<{
    what: string;
    keys: readonly string[];
    kinds: readonly string[];
    /** The key that was probably written wrong, and the one that was meant. */
    key?: string;
    near: string | undefined;
    taken?: boolean;
    advice?: string | undefined;
  }>(() => ({
    title: 'An unknown type of entry',
    message: (p) => `Unknown type of ${p.what.replace(/^an? /, '')}.`,
    hint: (p) => {
      if (p.advice !== undefined) return p.advice;
      if (p.near !== undefined) return `Did you mean "${p.near}"?`;
      const types = p.kinds.length === 0 ? '' : `, or a "type" (${quoted(p.kinds)})`;
      return `Add a key that tells the type: ${quoted(p.keys)}${types}.`;
    },
    replacement: (p) => (p.advice === undefined && p.taken !== true ? p.near : undefined),
    replaces: (p) => p.key ?? '',
    why: 'The type of an entry follows from its keys; without it nobody knows what the step or target does.',
    right: ['distribute:', '  - gallery: corpGallery/web-base'],
  })),
  AIB107: error<{ raw: string; version?: string | undefined }>(() => ({
    title: 'A number or boolean in place of a string',
    message: (p) =>
      `Expected a string, but YAML reads ${shorten(p.raw)} as a ${/^(?:true|false)$/i.test(p.raw) ? 'boolean' : 'number'}.`,
    hint: (p) =>
      p.version === undefined
        ? `Quote it: '${shorten(p.raw)}'.`
        : `Write all numbers of the version: ${p.version}.`,
    why: 'A number loses its spelling: 1.10 and 1.1 are the same number, and 007 is 7.',
    replacement: (p) => (p.version === undefined ? `'${p.raw}'` : undefined),
    doc: docs.yaml,
  })),
  AIB108: error<{ value: string; min: number; max: number }>(() => ({
    title: 'A number out of range',
    message: (p) => `Invalid value ${p.value}: expected an integer ${numberRange(p)}.`,
    hint: (p) => {
      const signed = signedCode(p);
      return signed !== undefined
        ? `Write the code with its sign: ${signed}.`
        : `Use an integer ${numberRange(p)}.`;
    },
    replacement: (p) => signedCode(p)?.toString(),
    replaces: (p) => p.value,
    why: 'Azure refuses values outside the range.',
    right: ['vm: { osDiskSizeGB: 128 }'],
  })),
  AIB109: error<{ value: string; what: string }>(() => ({
    title: 'A string of the wrong format',
    message: (p) => `Invalid value "${shorten(p.value)}": expected ${p.what}.`,
    hint: (p) => `Write ${p.what}.`,
    why: 'Azure or the language takes only this form.',
  })),
  AIB110: error<{ what: string; example?: string | undefined }>(() => ({
    title: 'An empty value',
    message: (p) => `${p.what} is empty.`,
    hint: (p) =>
      p.example === undefined ? 'Add a value, or remove it.' : `Add a value: ${p.example}.`,
    why: 'An empty value says nothing; in most cases something was forgotten.',
    right: ['location: eastus2'],
  })),
  AIB111: error<{ keys: readonly string[]; what: string; inList: boolean }>(() => ({
    title: 'Two types in one entry',
    message: (p) =>
      `The keys ${quoted(p.keys, 'and')} belong to different types of ${p.what.replace(/^an? /, '')}.`,
    hint: (p) => (p.inList ? 'Make each a separate entry of the list.' : 'Keep one of them.'),
    why: 'Each entry is one step or one target.',
  })),
  AIB113: error<{ count: number; limit: number }>(() => ({
    title: 'A list with too many entries',
    message: (p) => `The list has ${p.count} entries; the limit is ${p.limit}.`,
    hint: 'Remove what is repeated; put commands that belong together into one script.',
    why: 'No image has as many steps, targets or regions. Each entry would be checked, and reported, at length.',
    right: ['customize:', '  - shell: ./install.sh'],
  })),
});
