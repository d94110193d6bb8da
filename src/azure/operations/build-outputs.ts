/** `outputs`: what the last build of an image made. */
import { type AzureImage, type ImageResult, problem, type Session } from '../azure-image';
import { Refusal } from '../failures';
import { getVersion, versionIn } from '../galleries';
import { needTemplate } from '../guards';
import { hasMade, lastRun, listRunOutputs } from '../image-templates';
import { type Json, textAt } from '../../lib/json';
import { isForbidden } from '../service-error';
import { refuseOther } from './cancel-build';

/** Something that a build made. */
export interface BuildOutput {
  readonly [key: string]: string | readonly string[];
  readonly runOutputName: string;
  readonly kind: 'SharedImage' | 'ManagedImage' | 'VHD';
  /** Id of the version or image, or address of the VHD. */
  readonly artifact: string;
}

/** Reads what the last build made; with `run`, only where that is the one. */
export async function readOutputs(
  session: Session,
  image: AzureImage,
  { run }: { readonly run: string | undefined },
): Promise<ImageResult & { readonly outputs: readonly BuildOutput[] }> {
  const { client } = session;
  const status = lastRun(await needTemplate(session, image));
  refuseOther(status.run, run);
  if (!hasMade(status)) {
    const state = status.state ?? 'it was never built';
    throw new Refusal(
      problem('AIB824', { template: image.template, state }),
      status.state ?? 'never built',
    );
  }
  const found = await listRunOutputs(client, image);
  const outputs: BuildOutput[] = [];
  for (const one of found) {
    const output = await describe(session, image, one);
    if (output) outputs.push(output);
  }
  const order = new Map(
    image.targets.map(({ runOutputName }, index) => [runOutputName.toLowerCase(), index]),
  );
  const at = ({ runOutputName }: BuildOutput): number =>
    order.get(runOutputName.toLowerCase()) ?? 999;
  const sorted = outputs.toSorted((a, b) => at(a) - at(b));
  return {
    name: image.name,
    state: status.state ?? 'Succeeded',
    data: { run: status.run ?? null, outputs: sorted.map((one) => ({ ...one })) },
    outputs: sorted,
    lines: sorted.map(({ runOutputName, artifact, regions }) =>
      [runOutputName, artifact, ...(Array.isArray(regions) ? [regions.join(', ')] : [])].join('  '),
    ),
  };
}

async function describe(
  { client }: Session,
  image: AzureImage,
  output: Json,
): Promise<BuildOutput | undefined> {
  const artifactId = textAt(output, 'properties', 'artifactId');
  const artifactUri = textAt(output, 'properties', 'artifactUri');
  const runOutputName = textAt(output, 'name')?.split('/').at(-1) ?? '';
  if (artifactId === undefined) {
    if (artifactUri === undefined) return undefined;
    return { runOutputName, kind: 'VHD', artifact: artifactUri, artifactUri };
  }
  const version = versionIn(artifactId);
  if (!version) return { runOutputName, kind: 'ManagedImage', artifact: artifactId, artifactId };
  const regions = await regionsOf(client, image, artifactId, runOutputName);
  return {
    runOutputName,
    kind: 'SharedImage',
    artifact: artifactId,
    artifactId,
    version: version.name,
    regions,
  };
}

/** The regions of a version; of the target, where its gallery may not be read. */
async function regionsOf(
  client: Session['client'],
  image: AzureImage,
  id: string,
  runOutputName: string,
): Promise<readonly string[]> {
  try {
    return (await getVersion(client, id))?.regions ?? [];
  } catch (error) {
    if (!isForbidden(error)) throw error;
    const target = image.targets.find((one) => one.runOutputName === runOutputName);
    return target?.regions ?? [];
  }
}
