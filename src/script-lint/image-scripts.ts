/** The scripts of an image: the inline commands of its steps, and the files that they name. */
import type { Finding } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import type { Image } from '../image/image';
import type { Step, Validator } from '../image/model-types';
import type { ScriptFile } from '../image/script-context';
import { inlineOf } from '../image/step-content';
import { deprovisionFiles } from '../service/deprovision';
import { distributionOf } from '../service/distributions';
import type { Origin } from '../value/origin';
import { literalText, textKey } from '../value/value';
import { shellOf } from './interpreter';
import { parsePowerShell } from './powershell/parse-powershell';
import { readScriptFile } from './read-script-file';
import type { ImageScripts } from './script-rule';
import type { ParsedScript } from './command';
import type { Script, ScriptStep, Shell } from './script';
import { fileText, inlineText, type PlacedText } from './script-text';
import { parseShell } from './shell/parse-shell';

/** Reads and parses the scripts of an image. */
export function imageScripts(image: Image, files: readonly ScriptFile[]) {
  const findings: Finding[] = [];
  const sources: Source[] = [];
  const { source } = image.properties;
  const scriptOf = (step: Step | Validator): Script | undefined => {
    if (step.type !== 'Shell' && step.type !== 'PowerShell') return undefined;
    const file = files.find((one) => one.kind !== 'File' && runs(step, one));
    if (!file) {
      const text = inlineText(inlineOf(step), image.parameters);
      return text && parsed(step, text, undefined);
    }
    const text = readFile(file);
    return text && parsed(step, text, file.path);
  };
  const readFile = (file: ScriptFile): PlacedText | undefined => {
    const read = readScriptFile(file);
    findings.push(...read.findings);
    if (!read.source) return undefined;
    sources.push(read.source);
    return fileText(read.source, file.specPath);
  };
  const ownDeprovision = (): ImageScripts['deprovision'] => {
    const step = steps.find(isOwnDeprovision);
    if (!step || (step.step.type !== 'Shell' && step.step.type !== 'PowerShell')) return undefined;
    const file = files.find(({ specPath }) => specPath === 'deprovision.script');
    const lines = inlineOf(step.step).filter(({ origin }) => isIn('deprovision.inline', origin));
    const text = file ? readFile(file) : inlineText(lines, image.parameters);
    // The service runs it as a file, as root.
    const path = deprovisionFiles[image.facts.os.value];
    const script = text && { ...parsed(step.step, text, path), privileged: true };
    return script && { ...step, script };
  };
  const steps: readonly ScriptStep[] = [
    ...(image.properties.customize?.items ?? []).map((step, index): ScriptStep => ({
      step,
      list: 'customize',
      index,
      script: scriptOf(step),
    })),
    ...(image.properties.validate?.fields.inVMValidations?.items ?? []).map(
      (step, index): ScriptStep => ({ step, list: 'validate', index, script: scriptOf(step) }),
    ),
  ];
  const label =
    source?.type === 'PlatformImage'
      ? [source.fields.publisher, source.fields.offer, source.fields.sku].map(textKey).join(':')
      : '';
  const all: ImageScripts = {
    image,
    steps,
    deprovision: ownDeprovision(),
    os: image.facts.os.value,
    source: label,
    distribution: image.facts.os.value === 'linux' ? distributionOf(label) : undefined,
  };
  return { all, findings, sources };
}

/** True for the step that leaves the spec's own script for generalizing. */
function isOwnDeprovision({ step: { origin } }: ScriptStep): boolean {
  return isIn('deprovision', origin);
}

function isIn(path: string, origin: Origin): boolean {
  return origin.kind === 'spec' && origin.path.startsWith(path);
}

/** True where a step was made of the file: what is made of it has its origin where the spec names the file. */
function runs(
  step: Extract<Step, { type: 'Shell' | 'PowerShell' }>,
  { span }: ScriptFile,
): boolean {
  const { scriptUri } = step.fields;
  return [scriptUri, ...inlineOf(step)].some((one) => {
    const at = one?.origin.span;
    const made = one === scriptUri || one?.origin.kind === 'derived';
    return made && at?.source === span.source && at.start === span.start;
  });
}

function parsed(
  step: Extract<Step, { type: 'Shell' | 'PowerShell' }>,
  placed: PlacedText,
  file: string | undefined,
): Script {
  const { text } = placed;
  const shell = shellOf(step.type, text, file);
  const script = parse(shell, text);
  const isElevated =
    step.type === 'PowerShell' &&
    step.fields.runElevated?.kind === 'boolean' &&
    step.fields.runElevated.value;
  return {
    ...script,
    ...placed,
    shell,
    file,
    stopsOnError: shell !== 'powershell' && stopsOnError(text, file),
    privileged:
      isElevated || /\bexec\s+sudo\b/.test(text) || (file !== undefined && isRunByRoot(step)),
  };
}

/** True where the step calls its script with sudo. */
function isRunByRoot(step: Extract<Step, { type: 'Shell' | 'PowerShell' }>): boolean {
  return inlineOf(step).some((line) => /^sudo .*\/tmp\/aibgen-/.test(literalText(line) ?? ''));
}

/** The last scripts that were parsed: images share scripts, and an editor has the same ones checked with each key. */
const parsedTexts = new Map<string, ParsedScript>();
const mostParsedTexts = 200;

function parse(shell: Shell, text: string): ParsedScript {
  if (shell === 'other') return nothing;
  const language = shell === 'powershell' ? shell : 'shell';
  const key = `${language}\n${text}`;
  const known = parsedTexts.get(key);
  if (known) return known;
  const script = language === 'powershell' ? parsePowerShell(text) : parseShell(text);
  parsedTexts.set(key, script);
  const [oldest = ''] = parsedTexts.size > mostParsedTexts ? parsedTexts.keys() : [];
  parsedTexts.delete(oldest);
  return script;
}

const nothing: ParsedScript = {
  commands: [],
  statements: [],
  members: [],
  variables: [],
  faults: [],
  openHereDocuments: [],
  extensions: [],
};

function stopsOnError(text: string, file: string | undefined): boolean {
  if (file === undefined) return !/^\s*set\s+\+e\b/m.test(text);
  return /^#!.*\s-[a-z]*e/.test(text) || /^\s*set\s+(?:-[a-z]*e[a-z]*\b|-o\s+errexit)/m.test(text);
}
