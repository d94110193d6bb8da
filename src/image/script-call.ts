/** `args`, `env`, `sudo` and `embed` of a step. */
import { diagnose } from '../diagnostics/diagnostic';
import { findSecret, patternsOf } from '../service/secrets/find-secrets';
import { child, isTrue, itemsOf, type MapNode, type Node, placeOfKey, textOf } from '../spec/node';
import type { Text } from '../value/value';
import type { ScriptCall } from './embedded-script';
import type { ScriptContext } from './script-context';
import { textValue, type ValueContext } from './to-value';

/** What a step's script is called with; `undefined` where the step says nothing of it. */
export function scriptCall(
  step: MapNode,
  context: Pick<ScriptContext, 'report'> & ValueContext,
): ScriptCall | undefined {
  const args = child(step, 'args');
  const env = child(step, 'env');
  const sudo = isTrue(child(step, 'sudo'));
  if (!args && !env && !sudo) return undefined;
  const entries = env?.kind === 'map' ? env.entries : [];
  const values = itemsOf(args);
  values.forEach((node, index) => {
    // An option and its value may be two arguments.
    const before = textOf(values[index - 1]) ?? '';
    reportSecret(node, `${before} `, context.report);
  });
  for (const { key, value } of entries) reportSecret(value, `${key}=`, context.report);
  return {
    sudo,
    args: values.map((one) => textValue(one, context)),
    env: entries.flatMap((entry): readonly (readonly [string, Text])[] => {
      const { key } = entry;
      if (/^[A-Za-z_]\w*$/.test(key)) return [[key, textValue(entry.value, context)]];
      const place = placeOfKey(entry);
      context.report(diagnose('AIB273', { name: key }, place));
      return [];
    }),
  };
}

/** Reports a value that is a secret by itself, or behind the name that it is given. */
function reportSecret(node: Node, name: string, report: ScriptContext['report']): void {
  const value = textOf(node) ?? '';
  const found = findSecret(`${name}${value}`, patternsOf.command);
  // What is in the name alone is reported there.
  if (found && value.includes(found.secret)) report(diagnose('AIB411', { what: found.what }, node));
}

/** Reports arguments and `embed` where no script is named that they could be for. */
export function reportMisplacedCall(
  step: MapNode,
  { report }: Pick<ScriptContext, 'report'>,
): void {
  const inline = child(step, 'inline');
  const embed = child(step, 'embed');
  if (isTrue(embed) && embed && !child(step, 'scriptPath')) {
    const found = inline ? 'inline commands' : 'a URI';
    report(diagnose('AIB271', { found }, embed));
  }
  if (!inline) return;
  for (const key of ['args', 'env', 'sudo'] as const) {
    const given = child(step, key);
    if (given) report(diagnose('AIB272', { key }, given));
  }
}
