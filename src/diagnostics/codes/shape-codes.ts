/** 1xx: keys and values that the spec language does not have. */
import { docs } from '../../service/docs';
import { baseName } from '../../lib/paths';
import { quoted } from '../../lib/words';
import { code, shorten } from './define-code';

/** A range in words, without an upper end that is only that of a 32-bit number. */
function numberRange({ value, min, max }: { value: string; min: number; max: number }): string {
  const unbounded = max >= int32 && min >= -1 && !(Number(value) > max);
  return unbounded ? `of at least ${min}` : `from ${min} to ${max}`;
}

const int32 = 2_147_483_647;

export const shapeCodes = {
  AIB101: code<{
    key: string;
    known: readonly string[];
    near: string | undefined;
    advice?: string;
  }>({
    severity: 'error',
    title: 'An unknown key',
    message: (p) => `Unknown key "${shorten(p.key)}".`,
    hint: (p) => {
      if (p.advice !== undefined) return p.advice;
      if (p.near !== undefined) return `Did you mean "${p.near}"?`;
      if (p.known.length === 0) return 'Remove it.';
      return p.known.length === 1 ? `Use ${quoted(p.known)}.` : `Use one of ${quoted(p.known)}.`;
    },
  }),
  AIB102: code<{ expected: string; found: string; hint?: string }>({
    severity: 'error',
    title: 'A value of the wrong type',
    message: (p) => `Expected ${p.expected}, found ${p.found}.`,
    hint: (p) => p.hint ?? `Write ${p.expected}.`,
  }),
  AIB103: code<{
    key: string;
    what: string;
    examples?: readonly string[];
    or?: string;
    /** The file, where it lacks a key that every spec needs. */
    file?: string;
  }>({
    severity: 'error',
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
  }),
  AIB104: code<{
    value: string;
    allowed: readonly string[];
    near: string | undefined;
    otherwise?: string;
  }>({
    severity: 'error',
    title: 'A value that is not allowed',
    message: (p) =>
      `Invalid value "${shorten(p.value)}": expected ${p.allowed.length === 1 ? '' : 'one of '}${quoted(p.allowed)}.`,
    hint: (p) =>
      p.near === undefined
        ? `Use ${quoted(p.allowed)}${p.otherwise === undefined ? '' : `, or ${p.otherwise}`}.`
        : `Did you mean "${p.near}"?`,
  }),
  AIB105: code<{ first: string; second: string }>({
    severity: 'error',
    title: 'Two keys for the same property',
    message: (p) => `The keys "${p.first}" and "${p.second}" set the same property.`,
    hint: (p) => `Keep either "${p.first}" or "${p.second}".`,
  }),
  AIB106: code<{
    what: string;
    keys: readonly string[];
    kinds: readonly string[];
    near: string | undefined;
    advice?: string;
  }>({
    severity: 'error',
    title: 'An unknown type of entry',
    message: (p) => `Unknown type of ${p.what.replace(/^an? /, '')}.`,
    hint: (p) => {
      if (p.advice !== undefined) return p.advice;
      if (p.near !== undefined) return `Did you mean "${p.near}"?`;
      const types = p.kinds.length === 0 ? '' : `, or a "type" (${quoted(p.kinds)})`;
      return `Add a key that tells the type: ${quoted(p.keys)}${types}.`;
    },
  }),
  AIB107: code<{ raw: string; version?: string }>({
    severity: 'error',
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
  }),
  AIB108: code<{ value: string; min: number; max: number }>({
    severity: 'error',
    title: 'A number out of range',
    message: (p) => `Invalid value ${p.value}: expected an integer ${numberRange(p)}.`,
    hint: (p) => {
      const signed = Number(p.value) - 2 ** 32;
      // Windows shows its exit codes without a sign.
      return p.min < -1 && signed < 0 && signed >= p.min
        ? `Write the code with its sign: ${signed}.`
        : `Use an integer ${numberRange(p)}.`;
    },
  }),
  AIB109: code<{ value: string; what: string }>({
    severity: 'error',
    title: 'A string of the wrong format',
    message: (p) => `Invalid value "${shorten(p.value)}": expected ${p.what}.`,
    hint: (p) => `Write ${p.what}.`,
  }),
  AIB110: code<{ what: string; example?: string }>({
    severity: 'error',
    title: 'An empty value',
    message: (p) => `${p.what} is empty.`,
    hint: (p) =>
      p.example === undefined ? 'Add a value, or remove it.' : `Add a value: ${p.example}.`,
  }),
  AIB111: code<{ keys: readonly string[]; what: string; inList: boolean }>({
    severity: 'error',
    title: 'Two types in one entry',
    message: (p) =>
      `The keys ${quoted(p.keys, 'and')} belong to different types of ${p.what.replace(/^an? /, '')}.`,
    hint: (p) => (p.inList ? 'Make each a separate entry of the list.' : 'Keep one of them.'),
  }),
} as const;
