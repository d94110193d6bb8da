/** Mistakes of shape: each is said of the one shape that was meant, on the narrowest place, with what to write. */
import { said } from '../support/compile';

const head =
  'location: eastus2\nidentity: aib\nsource: Canonical:ubuntu-24_04-lts:server:latest\ndistribute: [{ gallery: g/d }]\n';
const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute';

/** Without the key that another one replaces. */
function withKey(more: string): string {
  const key = /^\w+/.exec(more)?.[0] ?? '';
  return `${head.replace(new RegExp(`^${key}:.*\n`, 'm'), '')}${more}\n`;
}

const steps = '"shell", "powershell", "file", "restart", "windowsUpdate" or "steps"';
const cases: readonly (readonly [name: string, more: string, want: readonly string[]])[] = [
  [
    'commands without a type',
    'customize: [{ inline: [a] }]',
    [
      `AIB103 5:15 "inline" (customize[0]) Add "type: Shell" or "type: PowerShell", or write the short form with ${steps}.`,
    ],
  ],
  [
    'a file without a type',
    'customize: [{ sourceUri: u, destination: d }]',
    [
      `AIB103 5:15 "sourceUri" (customize[0]) Add "type: File", or write the short form with ${steps}.`,
    ],
  ],
  [
    'a restart without a type',
    'customize: [{ restartTimeout: 5m }]',
    [
      `AIB103 5:15 "restartTimeout" (customize[0]) Add "type: WindowsRestart", or write the short form with ${steps}.`,
    ],
  ],
  [
    'a destination alone',
    'customize: [{ to: /tmp/x }]',
    ['AIB103 5:15 "to" (customize[0]) Add "file:".'],
  ],
  [
    'a file without a destination',
    'customize: [{ file: "https://example.com/x" }]',
    ['AIB103 5:15 "file" (customize[0]) Add "to: /etc/app/app.conf".'],
  ],
  [
    'a definition without a type',
    `distribute: [{ galleryImageId: ${id}/galleries/g/images/d, runOutputName: x }]`,
    [
      'AIB103 4:16 "galleryImageId" (distribute[0]) Add "type: SharedImage", or write the short form with "gallery", "image" or "vhd".',
    ],
  ],
  [
    'a source without a type',
    'source: { publisher: a, offer: b, sku: c, version: d }',
    [
      'AIB103 4:1 "source" (source) Add "type: PlatformImage", or write the short form with "urn", "image" or "gallery".',
    ],
  ],
  [
    'a version id without a type',
    `source: { imageVersionId: ${id}/galleries/g/images/d/versions/1.0.0 }`,
    [
      'AIB103 4:1 "source" (source) Add "type: SharedImageVersion", or write the short form with "urn", "image" or "gallery".',
    ],
  ],
  [
    'half a source',
    'source: { type: PlatformImage, publisher: a, offer: b }',
    [
      'AIB103 4:1 "source" (source) Add "sku: server".',
      'AIB103 4:1 "source" (source) Add "version: latest".',
    ],
  ],
  [
    'a key that is misspelt is not missing',
    `source: { type: SharedImageVersion, imageVersionID: ${id}/galleries/g/images/d }`,
    ['AIB101 4:37 "imageVersionID" (source.imageVersionID) Did you mean "imageVersionId"?'],
  ],
  [
    'an unknown type',
    'customize: [{ type: Shel, inline: [a] }]',
    ['AIB104 5:21 "Shel" (customize[0].type) Did you mean "Shell"?'],
  ],
  [
    'an empty type',
    'customize: [{ type: , sourceUri: u }]',
    ['AIB110 5:15 "type" (customize[0].type) Add a value: type: File.'],
  ],
  [
    'a short key beside a type',
    'customize: [{ type: Shell, shell: a }]',
    ['AIB101 5:28 "shell" (customize[0].shell) Did you mean "inline"?'],
  ],
  [
    'a word of other tools',
    'customize: [{ run: a }]',
    ['AIB106 5:15 "run" (customize[0].run) Did you mean "shell"?'],
  ],
  [
    'another case',
    'customize: [{ Shell: a }]',
    ['AIB106 5:15 "Shell" (customize[0].Shell) Did you mean "shell"?'],
  ],
  [
    'two kinds',
    'customize: [{ shell: a, file: b }]',
    ['AIB111 5:25 "file" (customize[0].file) Make each a separate entry of the list.'],
  ],
  [
    'sudo',
    'customize: [{ shell: a, elevated: true }]',
    [
      'AIB101 5:25 "elevated" (customize[0].elevated) Write "sudo" before the commands that need it: a shell step runs as a user.',
    ],
  ],
  [
    'a restart as a test',
    'validate: [{ restart: true }]',
    [
      'AIB106 5:14 "restart" (validate[0].restart) Move it to "customize": the service restarts and updates nothing in tests.',
    ],
  ],
  [
    'an empty key of a kind',
    'distribute: [{ gallery: }]',
    ['AIB110 4:16 "gallery" (distribute[0].gallery) Add a value: gallery: corpGallery/web-base.'],
  ],
  [
    'no commands',
    'customize: [{ shell: [] }]',
    ['AIB110 5:22 "[]" (customize[0].shell) Add a value, or remove it.'],
  ],
  [
    'an exit code alone',
    'customize: [{ powershell: a, exitCodes: 0 }]',
    ['AIB102 5:41 "0" (customize[0].exitCodes) Write it as a list: [0].'],
  ],
  [
    'steps without dashes',
    'customize: { shell: a }',
    ['AIB102 5:12 "{ shell: a }" (customize) Begin each entry with "- ".'],
  ],
  [
    'an identity of another type',
    'identity: { type: SystemAssigned, userAssignedIdentities: { aib: {} } }',
    ['AIB104 4:19 "SystemAssigned" (identity.type) Use "UserAssigned".'],
  ],
  [
    'a path for a deprovision',
    'deprovision: ./x.sh',
    [
      'AIB104 5:14 "./x.sh" (deprovision) Use "default" or "service", or a mapping with "mode", "limit", "script" or "inline".',
    ],
  ],
  [
    'two kinds of deprovision',
    'deprovision: { mode: vm, inline: x }',
    ['AIB111 5:26 "inline" (deprovision.inline) Keep one of them.'],
  ],
  [
    'an empty script',
    'deprovision: { script: }',
    ['AIB110 5:16 "script" (deprovision.script) Add a value: script: ./deprovision.sh.'],
  ],
  [
    'a wrapped template',
    'properties: { source: a }',
    [
      'AIB101 5:1 "properties" (properties) Move what it holds to the top level: a spec has no "properties".',
    ],
  ],
  [
    'what the service writes',
    'source: { type: PlatformImage, publisher: a, offer: b, sku: c, version: latest, exactVersion: e }',
    ['AIB101 4:81 "exactVersion" (source.exactVersion) Remove it: the service writes it.'],
  ],
  [
    'a number in quotes',
    "generation: '2'",
    [`AIB102 5:13 "'2'" (generation) Write it without quotes.`],
  ],
  [
    'a boolean for a word',
    'roles: true',
    ['AIB102 5:8 "true" (roles) Write "custom", "builtin" or "none".'],
  ],
];

test.each(cases)('%s', (_what, more, want) => {
  expect(said(withKey(more))).toEqual(want);
});

test('all of it in a base and in a file of steps', () => {
  const found = said('extends: _base.yaml\n', {
    '_base.yaml': `${head}vm: { sise: x }\ncustomize: [{ steps: ./_steps.yaml }]\n`,
    '_steps.yaml': '- shell: x\n- inline: [a]\n  runElevated: true\n- type: Shel\n',
  });
  expect(found).toEqual([
    'AIB101 _base.yaml:5:7 "sise" (vm.sise) Did you mean "size"? Used through image.yaml -> _base.yaml.',
    `AIB103 _steps.yaml:2:3 "inline" ([1]) Add "type: PowerShell", or write the short form with ${steps}. Used through image.yaml -> _base.yaml -> _steps.yaml.`,
    'AIB104 _steps.yaml:4:9 "Shel" ([2].type) Did you mean "Shell"? Used through image.yaml -> _base.yaml -> _steps.yaml.',
  ]);
});
