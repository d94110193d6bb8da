/** Secrets near the place of a diagnostic: no message and no frame shows one, whatever the diagnostic is about. */
import { findSecrets, patternsOf, withoutSecrets } from '../service/secrets/find-secrets';
import { offsetAt, type Source, type Span } from './source';

/** A name may stand some lines above its secret. */
const linesBefore = 4;
/** Characters around the start of a place that are looked at: no message and no frame shows more of it. */
const around = 8192;
/** Places close to each other share one search. */
const block = 4096;

const searched = new WeakMap<Source, Map<string, ReadonlySet<string>>>();

/** The secrets in the lines of a place, and in those right above it. */
export function secretsNear({ source, start, end }: Span, line: number): ReadonlySet<string> {
  const { text } = source;
  const first = offsetAt(source, Math.max(1, line - linesBefore), 0);
  const from = Math.max(first, Math.floor((start - around) / block) * block);
  const last = text.indexOf('\n', Math.min(end, start + around));
  const to = Math.min(last < 0 ? text.length : last, Math.ceil((start + around) / block) * block);
  const known = searched.get(source) ?? new Map<string, ReadonlySet<string>>();
  searched.set(source, known);
  const key = `${from} ${to}`;
  const found = known.get(key) ?? findSecrets(text.slice(from, to));
  known.set(key, found);
  return found;
}

/** A message without secrets: those of its place, those that show by their form, and beginnings of them where it was cut. */
export function hideSecrets(message: string, near: ReadonlySet<string>): string {
  const ownForms = findSecrets(message, patternsOf.address);
  if (near.size + ownForms.size === 0) return message;
  let text = withoutSecrets(message, [...near, ...ownForms]);
  for (const secret of near) {
    for (let length = secret.length - 1; length >= 4 && text.includes('...'); length -= 1) {
      text = text.replaceAll(`${secret.slice(0, length)}...`, `${'*'.repeat(length)}...`);
    }
  }
  return text;
}
