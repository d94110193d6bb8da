/** The rules: what a shape cannot say. Each looks at the whole image and reports; all of them run. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { withParameterValues } from '../image/parameter-values';
import type { Image } from '../image/image';
import { placeOfValue } from './place';
import type { Report, Rule } from './rule';
import { absoluteScripts } from './absolute-scripts';
import { addresses } from './addresses';
import { afterFailures } from './after-failures';
import { buildTimeout } from './build-timeout';
import { defaultSizes } from './default-sizes';
import { createdResources } from './created-resources';
import { definitions } from './made-definitions';
import { destinations } from './destinations';
import { galleryRegions } from './gallery-regions';
import { galleryVersions } from './gallery-versions';
import { generation } from './generation';
import { zoneRedundancy } from './zone-redundancy';
import { osDisk } from './os-disk';
import { networks } from './networks';
import { pinnedTargets } from './pinned-targets';
import { regions } from './known-regions';
import { scriptAddresses } from './script-addresses';
import { scripts } from './script-checks';
import { secrets } from './secrets';
import { resourceNames } from './resource-names';
import { sizeLifecycle } from './size-lifecycle';
import { sizeNames } from './size-names';
import { sizes } from './sizes';
import { sourceClaims } from './source-claims';
import { definitionNames, sourceVersions } from './source-versions';
import { sources } from './sources';
import { stagingGroup } from './staging-group';
import { stepNames } from './step-names';
import { stepsForOs } from './steps-for-os';
import { storageAccounts } from './declared-accounts';
import { sysprep } from './sysprep';
import { tags } from './tags';
import { targetTwins } from './target-twins';
import { targets } from './target-limits';
import { terraformText } from './terraform-text';
import { textLengths } from './text-lengths';
import { triggers } from './trigger-source';
import { vhdTargets } from './vhd-targets';
import { windowsTimeout } from './windows-timeout';
import { windowsUpdates } from './windows-updates';

const source = ['source', 'os', 'generation', 'architecture'] as const;

/** A rule, and the top-level keys of the spec that it looks at besides what it reports on. */
type Entry = readonly [rule: Rule, ...needs: readonly string[]];

/** Rules that look at the values as they will be, parameters filled in where their value is known. */
const rules: readonly Entry[] = [
  [absoluteScripts, ...source],
  [addresses],
  [afterFailures],
  [buildTimeout],
  [createdResources],
  [defaultSizes, ...source, 'vmProfile'],
  [definitions, ...source],
  [definitionNames],
  [destinations, ...source],
  [galleryRegions, 'location', 'apiVersion'],
  [galleryVersions],
  [generation, ...source, 'vmProfile'],
  [networks, 'vmProfile', 'apiVersion'],
  [osDisk, ...source, 'vmProfile'],
  [pinnedTargets, ...source, 'trigger'],
  [regions, 'location'],
  [scriptAddresses],
  [scripts],
  [resourceNames],
  [sizeLifecycle, 'location'],
  [sizeNames],
  [sizes, ...source, 'vmProfile'],
  [sourceClaims, ...source],
  [sourceVersions],
  [sources, ...source, 'subscription'],
  [stagingGroup, 'subscription'],
  [stepNames],
  [stepsForOs, ...source],
  [sysprep, ...source],
  [targets],
  [targetTwins],
  [triggers, ...source, 'trigger'],
  [vhdTargets],
  [windowsTimeout, ...source],
  [windowsUpdates, ...source, 'customize'],
  [zoneRedundancy, 'location'],
];

/** Rules that look at the texts as the spec has them. */
const rulesOfTexts: readonly Entry[] = [
  [secrets],
  [storageAccounts, 'storageAccounts', 'roles'],
  [tags],
  [terraformText, 'formats'],
  [textLengths],
];

/**
 * Runs the rules.
 * @param broken top-level keys of which a part is a mistake: rules that need them say nothing
 */
export function checkRules(
  image: Image,
  broken: ReadonlySet<string>,
  report: (diagnostic: Finding) => void,
): void {
  const reportAbout: Report = (code, parameters, ...about) =>
    report(diagnose(code, parameters, placeOfValue(...about)));
  const run = (entries: readonly Entry[], looked: Image): void => {
    for (const [rule, ...needs] of entries) {
      if (!needs.some((key) => broken.has(key))) rule(looked, reportAbout);
    }
  };
  run(rules, withParameterValues(image));
  run(rulesOfTexts, image);
}
