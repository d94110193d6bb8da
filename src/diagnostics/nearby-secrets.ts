/** Secrets near the place of a diagnostic: no message and no frame shows one, whatever the diagnostic is about. */
import { findSecrets, patternsOf, withoutSecrets } from '../service/secrets/find-secrets';
import { offsetAt, type Span } from './source';

/** A name may stand some lines above its secret. */
const linesBefore = 4;
/** Characters of a place that are looked at: no message and no frame shows more of it. */
const longest = 8192;

/** The secrets in the lines of a place, and in those right above it. */
export function secretsNear({ source, start, end }: Span, line: number): ReadonlySet<string> {
  const from = Math.max(offsetAt(source, Math.max(1, line - linesBefore), 0), start - longest);
  const lineEnd = source.text.indexOf('\n', Math.min(end, start + longest));
  const to = Math.min(lineEnd < 0 ? source.text.length : lineEnd, start + longest);
  return findSecrets(source.text.slice(from, to));
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
