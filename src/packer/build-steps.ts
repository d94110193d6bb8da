/** The provisioners of a build -> the steps of an image template. */
import { blocksNamed, type HclBlock, type HclBody } from '../hcl/hcl-tree';
import { argumentsInside, sectionOf, type Section } from '../hcl/hcl-section';
import {
  namesIn,
  noteProvisioner,
  pauseBefore,
  readFileStep,
  readRestart,
  readUpdate,
} from './other-steps';
import { readPowerShell, readWindowsShell } from './powershell-step';
import type { StepContext } from './provisioner';
import { readShell } from './shell-step';

const readers: Readonly<Record<string, (step: Section, context: StepContext) => void>> = {
  shell: readShell,
  powershell: readPowerShell,
  'windows-shell': readWindowsShell,
  file: readFileStep,
  'windows-restart': readRestart,
  'windows-update': readUpdate,
};

/** Puts the steps of a build into the body, as far as they are for the source of this name. */
export function readSteps(build: Section, source: string, context: StepContext): void {
  let index = 0;
  for (const { entry, path, span, name } of build.rest()) {
    if (name === 'sources' || name === 'source') continue;
    if (name === 'provisioner' && entry.kind === 'block') {
      readProvisioner(entry, index, build, source, context);
      index += 1;
    } else {
      context.body.note('dropped', { path, span }, whyNot(name));
      for (const inner of argumentsInside(entry, { path, span })) {
        context.body.note('dropped', inner, `It belongs to "${name}".`);
      }
    }
  }
}

function whyNot(name: string): string {
  switch (name) {
    case 'name':
    case 'description':
      return 'The build has a name for Packer; a spec is named by its file.';
    case 'post-processor':
    case 'post-processors':
      return 'Nothing runs after a build. "aibgen outputs" prints what it made, for the pipeline to go on with.';
    case 'hcp_packer_registry':
      return 'The service knows no registry of HashiCorp; the versions of a gallery are the registry.';
    case 'error-cleanup-provisioner':
      return 'The service runs nothing after a failed step.';
    default:
      return 'Nothing of a spec says it.';
  }
}

function readProvisioner(
  block: HclBlock,
  index: number,
  build: Section,
  source: string,
  context: StepContext,
): void {
  const [kind = ''] = block.labels;
  const from = { path: `provisioner[${index}].${kind}`, span: block.nameSpan };
  const step = sectionOf(withOverride(block.body, source), from, build.scope, build.change);
  const [only, except] = [step.take('only'), step.take('except')];
  const isFor = (names: readonly string[]): boolean =>
    names.some((one) => one === source || one.endsWith(`.${source}`));
  if ((only && !isFor(namesIn(only))) || isFor(namesIn(except))) {
    context.body.note('dropped', from, `The provisioner is not for the source "${source}".`);
    return;
  }
  for (const one of [only, except]) {
    if (one) context.body.note('default', one.from, `The step is for the source "${source}".`);
  }
  pauseBefore(step, context);
  const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  if (read) read(step, context);
  else noteProvisioner(kind, step, context);
}

/** The arguments of a provisioner, with those that `override` has for a source. */
function withOverride(body: HclBody, source: string): HclBody {
  const [override] = blocksNamed(body, 'override');
  const [own] = override ? blocksNamed(override.body, source) : [];
  const rest = body.entries.filter(({ name }) => name !== 'override');
  if (!own) return { ...body, entries: rest };
  const names = new Set(own.body.entries.map(({ name }) => name));
  return {
    ...body,
    entries: [...rest.filter(({ name }) => !names.has(name)), ...own.body.entries],
  };
}
