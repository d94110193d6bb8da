import { filePage, isPrivateHost } from '../service/file-hosts';
import { addressOf } from '../image/step-content';
import type { ImageProperties } from '../image/model-types';
import { type Sourced, type Text, textKey } from '../value/value';
import { everyStep } from './every-step';
import { isGiven } from './place';
import type { Rule } from './rule';

/** URIs whose content is whatever a branch holds at the time. */
const branches: readonly RegExp[] = [
  /^https?:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/(?:refs\/heads\/)?(main|master|dev|develop|trunk|head)\//i,
  /^https?:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/refs\/heads\/([^/]+)\//i,
  /^https?:\/\/github\.com\/[^/]+\/[^/]+\/(?:raw|blob)\/(?:refs\/heads\/)?(main|master|dev|develop|trunk|head)\//i,
  /^https?:\/\/[^/]+\/.+\/-?\/?raw\/(main|master|dev|develop|trunk|head)\//i,
  /^https?:\/\/(?:dev\.azure\.com|[^/]+\.visualstudio\.com)\/.*[?&]version(?:Descriptor\.version)?=(?:GB)?(main|master|develop)\b/i,
];

/** A URI leads to a file that the service can download, and whose content does not change: a checksum, or a commit in it, makes sure. */
export const scriptAddresses: Rule = ({ properties }, report) => {
  for (const { key, uri, checksum } of givenAddresses(properties)) {
    const address = textKey(uri);
    const page = filePage(address);
    const branch = branches.map((one) => one.exec(address)?.[1]).find((one) => one !== undefined);
    if (page) {
      report('AIB462', { ...page, isLiteral: uri.parts.length <= 1 }, uri);
    } else if (isPrivateHost(address)) {
      report('AIB467', { host: hostOf(address) }, uri);
    } else if (checksum) {
      continue;
    } else if (/^http:/i.test(address)) {
      report('AIB463', {}, uri);
    } else if (branch !== undefined) {
      report('AIB414', { branch }, uri);
    } else if (key === 'scriptUri') {
      report('AIB415', {}, uri);
    }
  }
};

/** The scripts and files that the spec names by URI and without a checksum. */
export function unverifiedFiles(properties: ImageProperties): readonly Sourced<Text>[] {
  return givenAddresses(properties).flatMap(({ uri, checksum }) => (checksum ? [] : [uri]));
}

function givenAddresses(properties: ImageProperties) {
  const workload = properties.optimize?.fields.workload?.fields;
  const scripts = [
    ...everyStep(properties).map((step) => ({
      ...addressOf(step),
      checksum: 'sha256Checksum' in step.fields && step.fields.sha256Checksum,
    })),
    { key: 'scriptUri', uri: workload?.scriptUri, checksum: workload?.sha256Checksum },
  ];
  return scripts.flatMap(({ key, uri, checksum }) =>
    uri && isGiven(uri) ? [{ key, uri, checksum }] : [],
  );
}

/** The host of a URI: the rest of it may hold a secret. */
function hostOf(address: string): string {
  return /^https?:\/\/([^/?#]*)/i.exec(address)?.[1]?.replace(/^.*@/, '') ?? '';
}
