import { diagnose } from '../diagnostics/diagnostic';
import { addressOf } from '../image/step-content';
import type { ImageProperties } from '../image/model-types';
import { type Sourced, type Text, textKey } from '../value/value';
import { everyStep } from './every-step';
import { isGiven, placeOfValue } from './place';
import type { Rule } from './rule';

/** Addresses whose content is whatever a branch holds at the time. */
const branches: readonly RegExp[] = [
  /^https?:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/(?:refs\/heads\/)?(main|master|dev|develop|trunk|head)\//i,
  /^https?:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/refs\/heads\/([^/]+)\//i,
  /^https?:\/\/github\.com\/[^/]+\/[^/]+\/(?:raw|blob)\/(?:refs\/heads\/)?(main|master|dev|develop|trunk|head)\//i,
  /^https?:\/\/[^/]+\/.+\/-?\/?raw\/(main|master|dev|develop|trunk|head)\//i,
  /^https?:\/\/(?:dev\.azure\.com|[^/]+\.visualstudio\.com)\/.*[?&]version(?:Descriptor\.version)?=(?:GB)?(main|master|develop)\b/i,
];

/** What is at an address may change: a checksum, or the address of a commit, holds it. */
export const scriptAddresses: Rule = ({ properties }, report) => {
  for (const { key, uri } of addressesWithoutChecksum(properties)) {
    const address = textKey(uri);
    const branch = branches.map((one) => one.exec(address)?.[1]).find((one) => one !== undefined);
    const place = placeOfValue(uri);
    if (branch !== undefined) report(diagnose('AIB414', { branch }, place));
    else if (key === 'scriptUri') report(diagnose('AIB415', {}, place));
  }
};

/** The scripts and files that the spec names by URI and without a checksum. */
export function unverifiedFiles(properties: ImageProperties): readonly Sourced<Text>[] {
  return addressesWithoutChecksum(properties).map(({ uri }) => uri);
}

function addressesWithoutChecksum(properties: ImageProperties) {
  const workload = properties.optimize?.fields.workload?.fields;
  const scripts = [
    ...everyStep(properties).map((step) => ({
      ...addressOf(step),
      checksum: 'sha256Checksum' in step.fields && step.fields.sha256Checksum,
    })),
    { key: 'scriptUri', uri: workload?.scriptUri, checksum: workload?.sha256Checksum },
  ];
  return scripts.flatMap(({ key, uri, checksum }) =>
    uri && isGiven(uri) && !checksum ? [{ key, uri }] : [],
  );
}
