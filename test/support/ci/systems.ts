/** Suites for both CI systems. */
import { describeIf, hasProgram } from '../programs';
import { createAzurePipelines } from './azure-pipelines';
import type { Ci } from './ci';
import { createGithub } from './github';
import type { World } from './world';

/** True where the scripts of a pipeline can be run: they are for bash, and `gh` filters answers as jq does. */
export const playable = process.platform !== 'win32' && hasProgram('bash') && hasProgram('jq');
export const missing = 'bash or jq';

type Create = (world: World) => Promise<Ci>;

/** A suite for each of the systems. */
export function eachSystem(suite: (createCi: Create, isGithub: boolean) => void): void {
  describeIf(playable, missing, 'GitHub Actions', () => suite(createGithub, true));
  describeIf(playable, missing, 'Azure Pipelines', () => suite(createAzurePipelines, false));
}
