/** The steps of a build, for people: those of the log, matched with those of the image that was built. */
import { positionAt } from '../diagnostics/source';
import type { Image } from '../image/image';
import { literalText } from '../value/value';
import { type AlignedStep, alignSteps, type Alignment, type LogExtent } from './align-steps';
import type { ExplainedStep } from './explanation';
import { buildPlan, provisioners } from './planned-steps';
import type { BuildTrace, TracedStep } from './build-trace';

/** The image that a log belongs to, if that can be found out. */
export interface MatchedImage {
  /** The image whose values findings may point at; one of several variants, if they agree on all places. */
  readonly image: Image | undefined;
  /** The name to show. */
  readonly name: string | null;
  readonly alignment: Alignment | undefined;
  /** The image that the log names, if it is another one. */
  readonly other: string | undefined;
}

/** Finds the image that a log belongs to. */
export function matchImage(
  images: readonly Image[],
  trace: BuildTrace,
  extent: LogExtent,
): MatchedImage {
  const [first] = images;
  const none = { image: undefined, alignment: undefined, other: undefined };
  if (!first) return { ...none, name: null };
  const named = images.filter((image) => isNamed(image, trace.stagingGroups));
  if (named.length === 0) {
    const other = templateName([...trace.stagingGroups][0] ?? '');
    return { ...none, name: images.length === 1 ? first.folder : null, other };
  }
  const all = named.map((image) => ({ image, alignment: aligned(image, trace, extent) }));
  const fitting = all.filter(({ alignment }) => alignment.steps);
  const [chosen = all[0]] = fitting;
  const name = named.length === 1 ? (named[0]?.folder ?? null) : null;
  if (!chosen) return { ...none, name };
  const places = new Set(fitting.map(({ alignment }) => JSON.stringify(placesOf(alignment))));
  if (places.size > 1) {
    const problem = 'it may be of several variants of the spec, which differ in their steps';
    return { ...none, name, alignment: { problem } };
  }
  return {
    image: chosen.image,
    name: name ?? onlyName(fitting),
    alignment: chosen.alignment,
    other: undefined,
  };
}

function aligned(image: Image, trace: BuildTrace, extent: LogExtent): Alignment {
  if (trace.doubt !== undefined) return { problem: trace.doubt };
  const complete = extent.complete && trace.steps.length > 0;
  return alignSteps(trace.steps, buildPlan(image), { ...extent, complete });
}

function onlyName(fitting: readonly { readonly image: Image }[]): string | null {
  const [only, ...more] = fitting;
  return only && more.length === 0 ? only.image.folder : null;
}

function placesOf({ steps = [] }: Alignment): readonly unknown[] {
  return steps.map((step) =>
    step === 'generalize' ? step : [step.span?.source.path, step.span?.start, step.name],
  );
}

/** True if the log may belong to the image: a staging group is called `IT_<group>_<template>_<id>`, cut where that is too long. */
function isNamed(image: Image, groups: ReadonlySet<string>): boolean {
  const name = literalText(image.name)?.toLowerCase();
  if (name === undefined || groups.size === 0) return true;
  return [...groups].some((group) => {
    const middle = group.toLowerCase().replace(/_[0-9a-f-]{8,36}$/, '');
    return middle.endsWith(`_${name}`) || group.length >= 80 || middle === group.toLowerCase();
  });
}

function templateName(group: string): string {
  return group.replace(/^IT_/, '').replace(/_[0-9A-Fa-f-]{8,36}$/, '');
}

/** What is known about how the build ended. */
export interface BuildEnd {
  readonly failedInStep: boolean;
  readonly succeeded: boolean;
}

/** The steps in their order: those of the log, and those of the template that were not reached. */
export function describeSteps(
  trace: BuildTrace,
  steps: readonly AlignedStep[] | undefined,
  end: BuildEnd,
): readonly ExplainedStep[] {
  const count = Math.max(trace.steps.length, end.succeeded ? 0 : (steps?.length ?? 0));
  const counts = new Map<string, number>();
  const all = Array.from({ length: count }, (_, at) => {
    const traced = trace.steps[at];
    const step = steps?.[at];
    // The step of the service is shown where the log shows it.
    if (step === 'generalize' && !traced) return undefined;
    const kind = kindOf(step, traced);
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    return {
      name: nameOf(step, traced, number),
      kind,
      state: stateOf(traced, at === trace.steps.length - 1, end),
      seconds: secondsOf(traced),
      ...placeOf(step),
    };
  });
  return all
    .filter((step) => step !== undefined)
    .map((step, index): ExplainedStep => ({ index, ...step }));
}

function kindOf(step: AlignedStep | undefined, traced: TracedStep | undefined): string {
  if (step !== undefined && step !== 'generalize') return step.kind;
  const provisioner = traced?.provisioner ?? '';
  const known = Object.entries(provisioners).find(([, word]) => word === provisioner);
  return known?.[0] ?? provisioner;
}

function nameOf(
  step: AlignedStep | undefined,
  traced: TracedStep | undefined,
  number: number,
): string {
  if (step === 'generalize') return 'generalize (by the service)';
  return step?.name ?? `${traced?.provisioner ?? 'step'}-${number}`;
}

function stateOf(
  traced: TracedStep | undefined,
  isLast: boolean,
  { failedInStep, succeeded }: BuildEnd,
): ExplainedStep['state'] {
  if (!traced) return 'not reached';
  if (isLast && failedInStep) return 'failed';
  return traced.ended || succeeded || !isLast ? 'done' : 'running';
}

function secondsOf(traced: TracedStep | undefined): number | null {
  const { startedAt, endedAt } = traced ?? {};
  if (startedAt === undefined || endedAt === undefined || endedAt < startedAt) return null;
  return endedAt - startedAt;
}

function placeOf(step: AlignedStep | undefined): Pick<ExplainedStep, 'file' | 'line' | 'path'> {
  if (step === undefined || step === 'generalize') return { file: null, line: null, path: null };
  const { span, path } = step;
  if (!span) return { file: null, line: null, path };
  return { file: span.source.path, line: positionAt(span.source, span.start).line, path };
}
