import { diagnose } from '../diagnostics/diagnostic';
import { addressOf } from '../image/step-content';
import type { TemplateProperties } from '../image/model-types';
import { type Sourced, type Text, textKey } from '../value/value';
import { kindOfText } from '../spec/expansions';
import { everyStep } from './every-step';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** The addresses of the steps, of the workload script and of the targets. */
export function addressesOf(properties: TemplateProperties): readonly Sourced<Text>[] {
  const { optimize, distribute } = properties;
  return [
    ...everyStep(properties).flatMap((step) => addressOf(step)?.uri ?? []),
    ...[optimize?.fields.workload?.fields.scriptUri].flatMap((uri) => uri ?? []),
    ...(distribute?.items ?? []).flatMap((target) =>
      target.type === 'VHD' ? (target.fields.uri ?? []) : [],
    ),
  ];
}

/** An address is one of the web; a path is none, except in the short form. */
export const addresses: Rule = ({ properties }, report) => {
  for (const uri of addressesOf(properties)) {
    if (!isGiven(uri)) continue;
    const [first] = uri.parts;
    const value = textKey(uri);
    if (typeof first !== 'string' || /^(?:https?:\/\/[^\s/]|<)/i.test(value.trim())) continue;
    const place = placeOfValue(uri);
    // Of a path in the short form more was said where it was looked for.
    const isShortPath = kindOfText(value) === 'path' && !place.path?.endsWith('Uri');
    if (!isShortPath) report(diagnose('AIB441', { value }, place));
  }
};
