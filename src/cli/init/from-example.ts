/** `aibgen init --from`: an example that comes with aibgen, as a first spec. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { nearest } from '../../lib/nearest';

/** The specs that come with aibgen, by name. */
export type Examples = Readonly<Record<string, string>>;

/** The text of an example, whose schema is at another path; a finding where there is none of that name. */
export function fromExample(examples: Examples, name: string, schema: string): string | Finding {
  const text = Object.hasOwn(examples, name) ? examples[name] : undefined;
  if (text === undefined) {
    const known = Object.keys(examples);
    return diagnose('AIB953', { name, near: nearest(name, known), known }, {});
  }
  return text.replace(
    /^(# yaml-language-server: \$schema=).*$/m,
    (_, start) => `${start}${schema}`,
  );
}

/** The names of the examples, each with the sentence that its spec begins with. */
export function listExamples(examples: Examples): string {
  const names = Object.keys(examples);
  const width = Math.max(...names.map((name) => name.length));
  return names.map((name) => `${name.padEnd(width)}  ${aboutOf(examples[name] ?? '')}\n`).join('');
}

/** The first comment behind the line for editors. */
function aboutOf(text: string): string {
  const [about] = text.split('\n').filter((line) => /^# (?!yaml-language-server)/.test(line));
  return about?.slice(2) ?? 'A web server on Ubuntu.';
}
