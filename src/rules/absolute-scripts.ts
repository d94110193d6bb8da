import { calledScript, isAbsolute } from '../image/called-script';
import { inlineOf } from '../image/step-content';
import type { Step, Validator } from '../image/model-types';
import { baseName } from '../lib/paths';
import { textKey } from '../value/value';
import { everyStep } from './every-step';
import { isGiven } from './place';
import type { Rule } from './rule';

/** Folders in which an image of the marketplace may have scripts of its own. */
const systemFolders =
  /^(?:\/(?:bin|etc|lib|opt|sbin|usr|var)\/|[a-z]:\/(?:windows|program files|programdata|azuredata)\b)/i;

/** A step that only calls a script by its full path, which neither a marketplace image has nor another step brings. */
export const absoluteScripts: Rule = ({ properties }, report) => {
  if (properties.source?.type !== 'PlatformImage') return;
  const steps = everyStep(properties);
  for (const step of steps) {
    const [command, ...more] = inlineOf(step);
    if (!command || more.length > 0 || !isGiven(command)) continue;
    const called = calledScript(textKey(command));
    if (!called || !isAbsolute(called.path) || systemFolders.test(called.path)) continue;
    const name = baseName(called.path).toLowerCase();
    if (steps.some((other) => other !== step && mentions(other, name))) continue;
    report('AIB275', { word: called.word, path: undefined }, command);
  }
};

function mentions(step: Step | Validator, name: string): boolean {
  const destination = step.type === 'File' ? [step.fields.destination] : [];
  return [...inlineOf(step), ...destination].some((text) =>
    textKey(text).toLowerCase().includes(name),
  );
}
