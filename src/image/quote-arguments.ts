/** Arguments and environment variables of a script, written so that every character arrives as it is. */
import { type ParameterUse, type Part, type Text, text } from '../value/value';

/** What a script is called with. */
export interface CallValues {
  readonly args: readonly Text[];
  readonly env: readonly (readonly [name: string, value: Text])[];
}

/** Lines to run before the call, and the texts of the arguments and variables in the call. */
export interface QuotedValues {
  readonly before: readonly Text[];
  readonly args: readonly Text[];
  readonly env: readonly (readonly [name: string, value: Text])[];
}

/**
 * Quotes for `sh`. The value of a deployment parameter is unknown here: a here-document puts it into a variable, whatever
 * characters it has.
 */
export function quoteForShell({ args, env }: CallValues): QuotedValues {
  const { before, variableOf } = parameterVariables(
    [...args, ...env.map(([, one]) => one)],
    (use, name) => [
      text(`${name}=$(cat <<'AIBGEN_VALUE'`),
      text(use),
      text('AIBGEN_VALUE'),
      text('echo .)'),
      // The line break that the here-document adds, and the dot that keeps those of the value.
      text(`${name}=\${${name}%?.}`),
    ],
  );
  const quote = (value: Text): Text => {
    const words = value.parts.map((part) =>
      typeof part === 'string' ? shellWord(part) : `"$${variableOf(part)}"`,
    );
    return text(words.join('') || "''");
  };
  return { before, args: args.map(quote), env: env.map(([name, value]) => [name, quote(value)]) };
}

function shellWord(part: string): string {
  if (/^[\w%+:,./@-]+$/.test(part)) return part;
  return `'${part.replaceAll("'", String.raw`'\''`)}'`;
}

/** Quotes for PowerShell; an argument such as `-Name` or `-Force` stays the name of a parameter. */
export function quoteForPowerShell({ args, env }: CallValues): QuotedValues {
  const { before, variableOf } = parameterVariables(
    [...args, ...env.map(([, one]) => one)],
    (use, name) => [text(`$${name} = @'`), text(use), text("'@")],
  );
  const quote = (value: Text): Text => {
    const words = value.parts.map((part) =>
      typeof part === 'string' ? powerShellString(part) : `$${variableOf(part)}`,
    );
    if (words.length <= 1) return text(words[0] ?? "''");
    return text(`(${words[0]?.startsWith('$') ? "'' + " : ''}${words.join(' + ')})`);
  };
  const quoteArgument = (value: Text): Text => {
    const [only] = value.parts;
    const isName =
      value.parts.length === 1 &&
      typeof only === 'string' &&
      /^-[A-Za-z_]\w*(?::\$(?:true|false))?$/i.test(only);
    return isName ? text(only) : quote(value);
  };
  return {
    before,
    args: args.map(quoteArgument),
    env: env.map(([name, value]) => [name, quote(value)]),
  };
}

/** A string in single quotes; PowerShell takes typographic quotation marks for such quotes, too. */
export function powerShellString(content: string): string {
  return `'${content.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}

function parameterVariables(
  values: readonly Text[],
  assign: (use: ParameterUse, name: string) => readonly Text[],
) {
  const uses = new Map<string, ParameterUse>();
  const isUse = (part: Part): part is ParameterUse => typeof part !== 'string';
  for (const use of values.flatMap((one) => one.parts.filter(isUse))) uses.set(use.parameter, use);
  const names = new Map([...uses.keys()].map((name, index) => [name, `aibgen_value_${index + 1}`]));
  return {
    before: [...uses.values()].flatMap((use) => assign(use, names.get(use.parameter) ?? '')),
    variableOf: ({ parameter }: ParameterUse): string => names.get(parameter) ?? '',
  };
}
