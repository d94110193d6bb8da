/**
 * What has to stand in some places of the language so that a spec is accepted: the semantics that a declaration does not
 * tell. The first pattern that fits a place wins; a place that none fits is filled by its declared type alone.
 */
import type { Type } from '../../src/language/type';
import { reference } from './references';
import { address, line, lines, nameParameter, namePiece, region } from './texts';
import type { World } from './world';

/** Fills a place; `undefined` leaves it out. */
export type Fill = (world: World, place: string, type: Type, must: boolean) => unknown;

const fixed =
  (...values: readonly unknown[]): Fill =>
  (world) =>
    world.pick(values);
const prose: Fill = (world, _place, _type, must) => line(world, true, must);
const uri: Fill = (world, _place, _type, must) => address(world, must);
const name: Fill = (world, _place, _type, must) =>
  must ? `${namePiece(world, false)}-${nameParameter(world)}` : namePiece(world);
const ref =
  (options: Parameters<typeof reference>[2]): Fill =>
  (world, _place, type, must) =>
    type.kind === 'string' && type.format
      ? reference(world, type.format, { ...options, must })
      : undefined;

function urn(world: World, must: boolean): string {
  const version = must || world.chance(20) ? `1.${world.next()}.${nameParameter(world)}` : 'latest';
  const known =
    world.os === 'linux'
      ? [
          'Canonical:ubuntu-24_04-lts:server',
          'canonical:0001-com-ubuntu-server-jammy:22_04-lts',
          'contoso:thing:linux-sku',
        ]
      : [
          'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2',
          'MicrosoftWindowsDesktop:windows-11:win11-23h2-avd',
        ];
  return `${world.pick(known)}:${world.pick([version, version, 'Latest', '1.0.0'])}`.replace(
    /:[^:]*$/,
    (end) => (must ? `:${version}` : end),
  );
}

function script(world: World, must: boolean): string {
  return !must && world.chance(25) ? address(world) : lines(world, true, must);
}

const hex = (world: World): string =>
  world
    .next()
    .toString(16)
    .padStart(64, world.pick(['0', 'a', '9f']));

export const places: readonly (readonly [RegExp, Fill])[] = [
  // All of them: one is held to the other.
  [/^formats$/, fixed(['arm', 'bicep', 'terraform'], ['Terraform', 'ARM', 'bicep'])],
  [/^location$/, (world, _place, _type, must) => region(world, must)],
  [/^subscription$/, (world) => world.own.subscription],
  [/^resourceGroup$/, (world) => world.own.resourceGroup],
  [/^name$/, name],
  // Written when everything else is there.
  [/^(parameters|matrix|extends|apiVersion)$/, () => undefined],
  [
    /<steps:>\.steps$/,
    (world, place) => {
      const file = `_steps-${world.next()}.yaml`;
      const step =
        world.os === 'linux' ? { shell: `echo ${file}` } : { powershell: `echo ${file}` };
      world.files[file] = JSON.stringify(
        place === '' ? [] : [step, { ...step, name: `of ${file}` }],
      );
      return `./${file}`;
    },
  ],
  // The file declares it as soon as a value is given: `fitting` of generator.ts.
  [/<steps:>\.with$/, (world) => ({ level: `${line(world, false)} ${world.next()}` })],
  [/^scripts\.root$/, fixed('.', '..', 'sub/folder')],
  [
    /^scripts\.baseUri$/,
    (world, _place, _type, must) =>
      `https://${world.pick(['corp.blob.core.windows.net/scripts/', 'x.example.com'])}${must ? `/${nameParameter(world)}` : ''}`,
  ],
  [/^os$/, (world) => world.os],
  [/^architecture$/, (world) => (world.wanted('architecture=arm64') ? 'arm64' : 'x64')],
  [/^timeout<string>$/, fixed('90m', '4h', '1h 30m', '100min')],
  [/^deprovision<\w+:>\.limit<string>$/, fixed('30m', '1h')],
  [
    /^timeout<number>|imeoutInMinutes$/,
    (world, _place, _type, must) => (must ? undefined : world.pick([0, 6, 100, 960])),
  ],
  [/^identity<name:>\.name$/, ref({ own: true })],
  [
    /<userAssignedIdentities:>\.userAssignedIdentities$/,
    (world, _place, _type, must) => ({
      [reference(world, 'identity', { idOnly: true, must })]: {},
    }),
  ],
  [
    /^source<string>$/,
    (world, _place, _type, must) => {
      const kind = must ? 0 : world.integer(0, 3);
      if (kind === 0)
        return reference(world, 'managedImage', { idOnly: true, ownSubscription: true, must });
      return kind === 1 ? reference(world, 'galleryVersion', { idOnly: true }) : urn(world, must);
    },
  ],
  [/^source<urn:>\.urn$/, (world, _place, _type, must) => urn(world, must)],
  [/^source<.*>\.(imageId|image)$/, ref({ ownSubscription: true })],
  [
    /^source<.*>\.version$/,
    (world, _place, _type, must) =>
      must ? `1.${nameParameter(world)}` : world.pick(['latest', '1.2.3']),
  ],
  [/^source<.*>\.(publisher|offer|sku)$|plan.*\.\w+$/, name],
  [
    /\.version$/,
    (world, _place, _type, must) => (must ? `1.0.${nameParameter(world)}` : `1.2.${world.next()}`),
  ],
  [
    /\.(sha256|sha256Checksum)$/,
    (world, _place, _type, must) => (must ? nameParameter(world) : hex(world)),
  ],
  [/\.(scriptUri|sourceUri|uri|<file:>\.file)$|<file:>\.file$/, uri],
  [
    /\.(destination|to)$/,
    (world, _place, _type, must) =>
      (world.os === 'linux' ? '/tmp/' : 'c:\\x\\') +
      line(world, true, must).replaceAll(/[/\\]+$/g, '') +
      '.txt',
  ],
  [/(\.(shell|powershell)<string>)$/, (world, _place, _type, must) => script(world, must)],
  [/inline<string>$/, (world, _place, _type, must) => lines(world, true, must)],
  [
    /(inline|shell)<list>\[\]$/,
    (world, _place, _type, must) =>
      world.chance(10) ? '' : lines(world, true, must).replace(/\n+$/, ''),
  ],
  [
    /(restartTimeout|restart<mapping>\.timeout)$/,
    (world, place, _type, must) =>
      must
        ? `${world.next()}${nameParameter(world)}`
        : place === ''
          ? ''
          : world.pick(['5m', '2h', '1h30m']),
  ],
  [
    /^deprovision<script:>\.script$/,
    (world) => {
      world.files['generalize.sh'] = "echo 'one'\n\n'@ two\nDEPROVISION\n[three]";
      return './generalize.sh';
    },
  ],
  [/^storageAccounts\{\}$/, fixed('storage-rg', '99999999-8888-7777-6666-555555555555/storage-rg')],
  [
    /(vmSize|\.size)$/,
    (world, _place, _type, must) =>
      must
        ? `Standard_${nameParameter(world)}`
        : world.pick(['Standard_D2ds_v4', 'Standard_D4s_v3', `Custom ${world.next()}`]),
  ],
  [/(proxySize|proxyVmSize)$/, name],
  [
    /(runOutputName|\.vhd)$/,
    (world, place, type, must) =>
      must || world.chance(30) ? `${name(world, place, type, must)}` : `output-${world.next()}`,
  ],
  [/\.allowed|\.default$/, () => undefined],
  [/\.(gallery|galleryImageId)$/, ref({})],
  [/^stagingResourceGroup(<string>|<mapping>\.name)$/, ref({ ownSubscription: true })],
  [/^network<mapping>\.address$/, fixed('10.0.0.0/24', '172.16.0.0/12', '192.168.1.0/27')],
  [/^network<mapping>\.(subnet|containerSubnet<string>)$/, name],
  [/definition<mapping>\.(identifier\.)?(publisher|offer|sku)$/, name],
  [/features\[\]\.name$/, fixed('IsHibernateSupported', 'DiskControllerTypes')],
  [/^trigger<mapping>\.name$/, name],
  [/(subscription|description)$/, prose],
];
