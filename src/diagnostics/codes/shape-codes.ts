/** 1xx: keys and values that the spec language does not have. */
import { docs } from '../../service/docs';
import { baseName } from '../../lib/paths';
import { quoted } from '../../lib/words';
import { code, shorten } from './define-code';

/** A range in words; the upper end is left out where it is no more than what a number of 32 bits can hold. */
function numberRange({ value, min, max }: { value: string; min: number; max: number }): string {
  const unbounded = max >= int32 && min >= -1 && !(Number(value) > max);
  return unbounded ? `from ${min} upwards` : `from ${min} to ${max}`;
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
    message: (p) => `The key "${shorten(p.key)}" is not known here.`,
    hint: (p) => {
      if (p.advice !== undefined) return p.advice;
      if (p.near !== undefined) return `Did you mean "${p.near}"?`;
      if (p.known.length === 0) return 'Take it out.';
      return p.known.length === 1 ? `Use ${quoted(p.known)}.` : `Use one of ${quoted(p.known)}.`;
    },
  }),
  AIB102: code<{ want: string; found: string; hint?: string }>({
    severity: 'error',
    title: 'A value of the wrong kind',
    message: (p) => `The value is ${p.found}; ${p.want} is wanted.`,
    hint: (p) => p.hint ?? `Write ${p.want}.`,
  }),
  AIB103: code<{
    key: string;
    what: string;
    examples?: readonly string[];
    or?: string;
    /** The file, where it lacks what every spec needs. */
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
      // A file that lacks what every spec needs may be a part of others; then its name should say so.
      return p.file === undefined || name.startsWith('_')
        ? hint
        : `${hint} If the file is a part of other specs, rename it to "_${name}".`;
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
    title: 'A value that is none of those allowed',
    message: (p) =>
      `The value "${shorten(p.value)}" is not ${p.allowed.length === 1 ? '' : 'one of '}${quoted(p.allowed)}.`,
    hint: (p) =>
      p.near === undefined
        ? `Use ${quoted(p.allowed)}${p.otherwise === undefined ? '' : `, or ${p.otherwise}`}.`
        : `Did you mean "${p.near}"?`,
  }),
  AIB105: code<{ first: string; second: string }>({
    severity: 'error',
    title: 'A thing said twice',
    message: (p) => `The keys "${p.first}" and "${p.second}" say the same thing.`,
    hint: (p) => `Keep "${p.first}" or "${p.second}", not both.`,
  }),
  AIB106: code<{
    what: string;
    keys: readonly string[];
    kinds: readonly string[];
    near: string | undefined;
    advice?: string;
  }>({
    severity: 'error',
    title: 'An entry of no known kind',
    message: (p) => `The entry is no kind of ${p.what.replace(/^an? /, '')} that is known.`,
    hint: (p) => {
      if (p.advice !== undefined) return p.advice;
      if (p.near !== undefined) return `Did you mean "${p.near}"?`;
      const types = p.kinds.length === 0 ? '' : `, or with a "type" (${quoted(p.kinds)})`;
      return `Say what it is with ${quoted(p.keys)}${types}.`;
    },
  }),
  AIB107: code<{ raw: string; version?: string }>({
    severity: 'error',
    title: 'A number or boolean where a text belongs',
    message: (p) =>
      `YAML reads ${shorten(p.raw)} as a ${/^(?:true|false)$/i.test(p.raw) ? 'boolean' : 'number'}; a text is wanted.`,
    hint: (p) =>
      p.version === undefined
        ? `Quote it: '${shorten(p.raw)}'.`
        : `Write all numbers of the version: ${p.version}.`,
    replacement: (p) => (p.version === undefined ? `'${p.raw}'` : undefined),
    doc: docs.yaml,
  }),
  AIB108: code<{ value: string; min: number; max: number }>({
    severity: 'error',
    title: 'A number out of range',
    message: (p) => `The value ${p.value} is not a whole number ${numberRange(p)}.`,
    hint: (p) => {
      const signed = Number(p.value) - 2 ** 32;
      // Windows shows its exit codes without a sign.
      return p.min < -1 && signed < 0 && signed >= p.min
        ? `Write the code with its sign: ${signed}.`
        : `Use a whole number ${numberRange(p)}.`;
    },
  }),
  AIB109: code<{ value: string; what: string }>({
    severity: 'error',
    title: 'A text of the wrong form',
    message: (p) => `The value "${shorten(p.value)}" is not ${p.what}.`,
    hint: (p) => `Write ${p.what}.`,
  }),
  AIB110: code<{ what: string; example?: string }>({
    severity: 'error',
    title: 'An empty value',
    message: (p) => `${p.what} is empty.`,
    hint: (p) =>
      p.example === undefined ? 'Fill it in, or take it out.' : `Fill it in: ${p.example}.`,
  }),
  AIB111: code<{ keys: readonly string[]; what: string; inList: boolean }>({
    severity: 'error',
    title: 'Two kinds at once',
    message: (p) =>
      `The keys ${quoted(p.keys, 'and')} make two kinds of ${p.what.replace(/^an? /, '')}.`,
    hint: (p) => (p.inList ? 'Make an entry of its own of each.' : 'Keep one of them.'),
  }),
} as const;
