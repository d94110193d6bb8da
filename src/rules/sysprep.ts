import { inlineOf } from '../image/step-content';
import { textKey } from '../value/value';
import { deprovisionFiles } from '../service/deprovision';
import { placeOfValue } from './place';
import type { Rule } from './rule';

/** Windows versions of which an image can be generalized only three times. */
const fewSysprepRuns = /2008-?r2|windows-?7|\bwin7/i;
const removes = /\b(?:rm|unlink|shred|del|erase|ri|rd|Remove-Item)\b/i;

/** Generalizing: how often an image can be, and the script that must be left for it. */
export const sysprep: Rule = ({ properties, facts }, report) => {
  if (facts.os.value === 'windows' && fewSysprepRuns.test(facts.label)) {
    report('AIB426', { source: facts.label }, properties.source);
  }
  const file = deprovisionFiles[facts.os.value];
  const name = file
    .slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
    .toLowerCase();
  for (const step of properties.customize?.items ?? []) {
    const place = 'inline' in step.fields ? placeOfValue(step.fields.inline) : {};
    if (!place.span) continue;
    const removed = inlineOf(step)
      .map(textKey)
      .some((content) => content.toLowerCase().includes(name) && removes.test(content));
    if (removed) report('AIB427', { path: file }, place);
  }
};
