/** What a template deploys beside its images. */
import type { ArmProblem, ArmReadResult } from '../arm/read-template';
import { isMadeBeside } from './note-prerequisites';

/** What is read for the spec of an image: its rights, its identity, its trigger. */
const readTypes =
  /^(?:microsoft\.authorization\/role(?:assignments|definitions)|microsoft\.managedidentity\/userassignedidentities|microsoft\.virtualmachineimages\/imagetemplates\/triggers|microsoft\.resources\/deployments)$/i;

/** Tells of resources that the template deploys beside its images, and a spec does not. */
export function resourcesBeside({ images, others }: ArmReadResult): readonly ArmProblem[] {
  const told = new Set<string>();
  return others.flatMap(({ type, path, line }) => {
    if (images.length === 0 || readTypes.test(type) || isMadeBeside(type)) return [];
    if (told.has(type.toLowerCase())) return [];
    told.add(type.toLowerCase());
    const message = `"${type}" stands beside the image; a spec does not deploy it: keep it in a template of its own.`;
    return [{ severity: 'info' as const, message, line, column: 1, path }];
  });
}
