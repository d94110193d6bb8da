/** What looks like a mistake and is none: each of these specs stays without a word. */
import { codeNames } from '../../src/diagnostics/codes';
import { wholeLimits } from '../../src/spec/size-limits';
import { compileText } from '../support/compile';
import { expectDiagnostics } from '../support/diagnostics';
import { commandCodes } from '../support/examples';

/** A spec with files beside it. */
interface Spec {
  readonly spec: string;
  readonly files: Readonly<Record<string, string>>;
}

const head = 'location: eastus2\nidentity: aib-identity\n';
const ubuntu = 'source: Canonical:ubuntu-24_04-lts:server:latest\n';
const windows =
  'source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest\nvm: { size: Standard_D4ds_v5 }\n';
const target = 'distribute:\n  - gallery: corpGallery/web-base\n';
const linux = `${head}${ubuntu}`;
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const ownNetwork = '# aibgen-disable-next-line AIB459 nothing else uses it\nnetwork: true\n';
const shell = (line: string): string =>
  `${linux}customize:\n  - shell: |\n      ${line}\n${target}`;
const toolSteps = (version: string): string =>
  `parameters:\n  version: ${version}\nsteps:\n  - shell: echo {{ params.version }}\n`;
const powershell = (line: string): string =>
  `${head}${windows}customize:\n  - powershell: |\n      ${line}\n${target}`;

const specs: Readonly<Record<string, string>> = {
  'minimal spec': `${linux}customize:\n  - shell: |\n      sudo apt-get update\n      sudo apt-get install -y nginx\n${target}`,
  'AIB107 quoted number': `${linux}tags: { release: '24.10' }\n${target}`,
  'AIB001 conflict markers inside of a script': `${linux}customize:\n  - shell: |\n      cat <<END\n      <<<<<<< HEAD\n      =======\n      >>>>>>> other\n      END\n${target}`,
  'AIB001 quotation marks doubled': `${linux}customize:\n  - shell: 'echo ''hi'''\n${target}`,
  'AIB107 number where one belongs': `${linux}distribute: [{ gallery: g/web, versioning: { scheme: Latest, major: 1 } }]\n`,
  'AIB112 reference in a flow mapping': `${linux}parameters: { size: { type: string, default: Standard_D2ds_v4 } }\nvm: { size: "{{ params.size }}" }\n${target}`,
  'AIB113 as many exit codes as a list may have': `${head}${windows}customize:\n  - powershell: Write-Output done\n    exitCodes: [${'0, '.repeat(1000)}]\n${target}`,
  'AIB230 list with a name like include': `${linux}matrix: { includes: [a, b] }\ndistribute: [{ gallery: "g/{{ matrix.includes }}" }]\n`,
  'AIB231 list that only selects': `${linux}matrix: { env: [dev, prod], include: [{ env: dev, base: web }, { env: prod, base: app }] }\ndistribute: [{ gallery: "g/{{ matrix.base }}" }]\n`,
  'AIB231 list used in the name': `name: web-{{ matrix.n }}\n${linux}matrix: { n: [a, b] }\ndistribute: [{ image: "web-{{ matrix.n }}" }]\n`,
  'AIB246 variants with a major version each': `${linux}matrix: { n: [1, 2] }\ntags: { n: "n{{ matrix.n }}" }\ndistribute: [{ gallery: g/web, versioning: { scheme: Latest, major: "{{ matrix.n }}" } }]\n`,
  'AIB246 variants that are never the latest': `${linux}matrix: { n: [1, 2] }\ntags: { n: "n{{ matrix.n }}" }\ndistribute: [{ gallery: g/web, exclude: true }]\n`,
  'AIB254 variables of a shell': shell('echo "${params}" "${matrix[0]}" "${path.x}"'),
  'AIB254 doubled braces': `${linux}parameters: { a: { type: string, default: x } }\ntags: { a: "{{{{ params.a }}}} {{{{{{ params.a }}}}}} {{ params.a }} {{{ params.a }}}" }\n${target}`,
  'AIB482 composed letters': `${linux}formats: [arm, terraform]\ntags: { note: Gr\u00fc\u00dfe }\n${target}`,
  'AIB482 decomposed letters without Terraform': `${linux}tags: { note: Gru\u0308\u00dfe }\n${target}`,
  'AIB108 longest timeout': `${linux}timeout: 960\n${target}`,
  'AIB301 shortest timeout': `${linux}timeout: 6\n${target}`,
  'AIB301 no timeout': `${linux}timeout: 0\n${target}`,
  'AIB403 an hour of Windows': `${head}${windows}timeout: 60\n${target}`,
  'AIB304 empty line among commands': `${linux}customize:\n  - shell: ["", "true"]\n${target}`,
  'AIB305 elevated system': `${head}${windows}customize:\n  - powershell: Get-Date\n    elevated: true\n    system: true\n${target}`,
  'AIB307 names of two cases apart': `${linux}distribute:\n  - { gallery: g/web, runOutputName: web-1 }\n  - { image: web, runOutputName: web-2 }\n`,
  'AIB310 combined duration': `${head}${windows}customize:\n  - restart: { timeout: 1h30m }\n${target}`,
  'AIB312 fifty tags': `${linux}tags: { ${Array.from({ length: 50 }, (_, at) => `t${at}: x`).join(', ')} }\n${target}`,
  'AIB313 longest value': `${linux}tags: { note: ${'x'.repeat(256)} }\n${target}`,
  'AIB316 size of both generations': `${linux}vm: { size: Standard_D2s_v5 }\n${target}`,
  'AIB318 scheme without version': `${linux}distribute: [{ gallery: g/web, versioning: { scheme: Latest } }]\n`,
  'AIB319 major of Latest': `${linux}distribute: [{ gallery: g/web, versioning: { scheme: Latest, major: 2 } }]\n`,
  'AIB320 two subnets': `${linux}vm: { subnet: net/build, containerSubnet: net/containers }\n${target}`,
  'AIB330 what the source is, said again': `${linux}distribute: [{ gallery: g/web, definition: { os: linux, generation: 2, architecture: x64 } }]\n`,
  'AIB330 a narrower security type': `${head}source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition:latest\nvm: { size: Standard_D4ds_v5 }\ndistribute: [{ gallery: g/web, definition: { securityType: TrustedLaunchSupported } }]\n`,
  'AIB330 a type that the source has but probably': `${linux}distribute: [{ gallery: g/web, definition: { securityType: none } }]\n`,
  'AIB331 generation of the definition alone': `${head}os: linux\nsource: { gallery: g/base }\nvm: { size: Standard_D4ds_v5 }\ndistribute: [{ gallery: g/web, definition: { generation: 2 } }]\n`,
  'AIB333 a size in the network': `${linux}${ownNetwork}vm: { size: Standard_D4ds_v5 }\n${target}`,
  'AIB334 a definition for two targets': `${linux}distribute:\n  - { gallery: g/web, definition: true }\n  - { gallery: g/web, exclude: true }\n`,
  'AIB401 generation given': `${head}source: { image: base }\nos: linux\ngeneration: 2\n${target}`,
  'AIB401 size given': `${head}source: { image: base }\nos: linux\nvm: { size: Standard_D2s_v5 }\n${target}`,
  'AIB402 region by its display name': `location: Southeast Asia\nidentity: aib\n${ubuntu}distribute: [{ gallery: g/web }]\n`,
  'AIB404 below /tmp': `${linux}customize:\n  - file: https://example.com/motd\n    to: /tmp/a/motd\n${target}`,
  'AIB405 file of another name': shell('echo x > /tmp/DeprovisioningScript.txt'),
  'AIB406 checksum of a script': `${linux}customize:\n  - shell: https://example.com/x.sh\n    sha256: ${hash}\n${target}`,
  'AIB409 plan given': `${head}source: { urn: 'RedHat:rhel-byos:rhel-lvm95-gen2:latest', plan: true }\n${target}`,
  'AIB411 variable': shell('export DB_PASSWORD="$(az keyvault secret show --name db)"'),
  'AIB411 variable by name': shell('mysql --password=$PASSWORD'),
  'AIB411 variable of PowerShell': powershell('$password = $env:BUILD_SECRET'),
  'AIB411 cmdlet': powershell("$token = Get-AzAccessToken -ResourceUrl 'https://vault.azure.net'"),
  'AIB411 setting of sshd': shell(
    "sed -i 's/^#*PasswordAuthentication .*/PasswordAuthentication no/' f",
  ),
  'AIB411 file of a secret': shell('curl --secret-file=/run/secrets/token https://example.com'),
  'AIB411 switch': shell('az login --identity && docker login --password-stdin'),
  'AIB411 placeholder': shell('echo "password=<your-password>" password=xxxxxx password=********'),
  'AIB411 parameter': `parameters: { label: { type: string, default: dev } }\n${shell('export TOKEN={{ params.label }}')}`,
  'AIB411 name of a secret': shell(
    'az keyvault secret show --vault-name v --name licence-token --query value',
  ),
  'AIB411 policy': powershell('net accounts /minpwlen:12 /maxpwage:90'),
  'AIB411 public key': shell('echo "-----BEGIN PUBLIC KEY-----"'),
  'AIB412 query without secret': `${linux}customize:\n  - shell: https://example.com/x.sh?version=12&design=flat\n    sha256: ${hash}\n${target}`,
  'AIB413 restart before updates': `${head}${windows}customize:\n  - powershell: Install-WindowsFeature Web-Server\n  - restart: true\n  - windowsUpdate: true\n${target}`,
  'AIB413 settings before updates': `${head}${windows}customize:\n  - powershell: Set-TimeZone UTC\n  - windowsUpdate: true\n${target}`,
  'AIB414 commit': `${linux}customize:\n  - file: https://raw.githubusercontent.com/o/r/0123456789abcdef0123456789abcdef01234567/main/x\n    to: /tmp/x\n${target}`,
  'AIB414 branch with checksum': `${linux}customize:\n  - shell: https://raw.githubusercontent.com/o/r/main/x.sh\n    sha256: ${hash}\n${target}`,
  'AIB416 pinned source': `${head}source: Canonical:ubuntu-24_04-lts:server:24.04.202404230\ndistribute: [{ gallery: g/web, version: 1.2.3 }]\n`,
  'AIB417 size given for generation 1': `${head}source: Canonical:0001-com-ubuntu-server-jammy:22_04-lts:latest\nvm: { size: Standard_D2ds_v5 }\n${target}`,
  'AIB419 no subnet': `apiVersion: '2023-07-01'\n${linux}${target}`,
  'AIB421 older regions in an older version': `${linux}distribute: [{ gallery: g/web, replicationRegions: [eastus2] }]\n`,
  'AIB421 default regions': `apiVersion: '2024-02-01'\n${linux}${target}`,
  'AIB422 address given': `${linux}storageAccounts: { disks: rg }\ndistribute: [{ vhd: web, uri: 'https://disks.blob.core.windows.net/vhds/web.vhd' }]\n`,
  'AIB423 flag off': `${linux}validate: { continueDistributeOnFailure: false, inVMValidations: [{ shell: nginx -t }] }\n${target}`,
  'AIB424 cleanup': `${linux}errorHandling: cleanup\n${target}`,
  'AIB425 own region by its display name': `${linux}distribute: [{ gallery: g/web, regions: [East US 2, westeurope] }]\n`,
  'AIB426 later Windows': `${head}${windows}${target}`,
  'AIB427 other file': shell('rm -f /tmp/setup.sh'),
  'AIB370 largest number': `${head}source: Canonical:ubuntu-24_04-lts:server:24.04.202404230\ndistribute: [{ gallery: g/web, version: 1.2.2147483647 }]\n`,
  'AIB371 all that a gallery and a definition may be called': `${linux}distribute: [{ gallery: Corp_gallery.2/web-base_1.x }]\n`,
  'AIB371 a name with a parameter': `parameters: { env: { type: string, default: dev } }\n${linux}distribute: [{ gallery: "corp{{ params.env }}/web" }]\n`,
  'AIB372 a size that stays': `${linux}vm: { size: Standard_NC4as_T4_v3 }\n${target}`,
  'AIB373 a hundred replicas': `${linux}distribute: [{ gallery: g/web, regions: [{ name: eastus2, replicaCount: 50 }, { name: uksouth, replicaCount: 50 }] }]\n`,
  'AIB374 region of the definition among them': `${linux}distribute: [{ gallery: g/web, regions: [eastus2, uksouth], definition: { location: UK South } }]\n`,
  'AIB374 a definition in the region of the template': `parameters: { location: { type: string, default: uksouth } }\nlocation: "{{ params.location }}"\nidentity: aib-identity\n${ubuntu}distribute: [{ gallery: g/web, definition: true }]\n`,
  'AIB450 the retirement is one of the public cloud': `location: usgovvirginia\nidentity: aib-identity\n${ubuntu}vm: { size: Standard_D2as_v5 }\n${target}`,
  'AIB375 an image that is shared directly': `${head}os: linux\ngeneration: 2\n# aibgen-disable-next-line AIB457 shared with the tenant\nsource: /sharedGalleries/1a2b-CORP/images/base\n${target}`,
  'AIB451 a security type that is given': `${linux}distribute: [{ gallery: g/web, definition: { securityType: TrustedLaunch } }]\n`,
  'AIB452 a source with NVMe on a size of v6': `${linux}vm: { size: Standard_D2ds_v6 }\ndistribute: [{ gallery: g/web, definition: { securityType: TrustedLaunchSupported } }]\n`,
  'AIB453 a managed image of generation 1': `${head}source: Canonical:ubuntu-24_04-lts:server-gen1:latest\nvm: { size: Standard_D2s_v5 }\ndistribute: [{ image: web }]\n`,
  'AIB454 Ubuntu Pro is supported for longer': `${head}source: { urn: 'Canonical:0001-com-ubuntu-pro-focal:pro-20_04-lts-gen2:latest', plan: true }\n${target}`,
  'AIB455 the newest version': `${linux}${target}`,
  'AIB457 a gallery of the own tenant': `${head}os: linux\ngeneration: 2\nsource: { gallery: g/base }\n${target}`,
  'AIB456 a network that is made': `${linux}${ownNetwork}${target}`,
  'AIB458 images for confidential VMs': `${head}source: Canonical:ubuntu-24_04-lts:cvm:latest\ndistribute: [{ gallery: g/web, definition: { securityType: ConfidentialVMSupported } }]\n`,
  'AIB430 silenced with a reason': `# aibgen-disable-next-line AIB402 preview of a region\nlocation: moonbase1\nidentity: aib\n${ubuntu}${target}`,
  'AIB430 silenced inside of a script': `${linux}customize:\n  # aibgen-disable-next-line AIB411 the password of a demo\n  - shell: |\n      true\n      export PASSWORD=Correct-Horse-7\n${target}`,
  'AIB430 in the text of a script': shell('# aibgen-disable-next-line AIB411 for a demo'),
};

const subscription = '11111111-2222-3333-4444-555555555555';
const here = `subscription: ${subscription}\nresourceGroup: image-rg\n${linux}`;
const gallerySource = `${head}os: linux\ngeneration: 2\n`;
const parameter = (name: string, declared: string, use: string): string =>
  `parameters: { ${name}: ${declared} }\n${linux}${use}\n`;
const script = `scripts: { baseUri: 'https://acct.blob.core.windows.net/scripts/' }\nstorageAccounts: { acct: rg }\n`;
const withScript = (content: string, step = '- shell: ./run.sh') => ({
  spec: `${linux}${script}customize:\n  ${step}\n${target}`,
  files: { 'run.sh': content },
});

/** What looks like a mistake of YAML, of shape, or of references. */
const shapes: Readonly<Record<string, string | Spec>> = {
  'AIB001 text that looks like YAML': shell('echo "a: b: c {{ d }} [e"'),
  'AIB002 comment before the spec': `# image\n\n${linux}${target}`,
  'AIB003 one key in two maps': `${linux}tags: { a: b }\nmanagedResourceTags: { a: b }\napiVersion: '2024-02-01'\n${target}`,
  'AIB004 anchors and merge keys': `x-tags: &tags { a: b }\n${linux}tags: { <<: *tags, c: d }\n${target}`,
  'AIB005 thousands of lines': `${linux}customize:\n  - shell: |\n${'      true\n'.repeat(2000)}${target}`,
  'AIB006 byte order mark': `\uFEFF${linux}${target}`,
  'AIB007 characters above the first plane': `${linux}tags: { a: "\u{1F600}" }\n${target}`,
  'AIB101 keys of your own': `x-notes: anything\n${linux}${target}`,
  'AIB102 a number in the place of a number': `${linux}vm: { osDiskSizeGB: 64 }\n${target}`,
  'AIB103 version of a gallery left out': `${linux}distribute: [{ gallery: g/web }]\n`,
  'AIB104 words in any case': `${linux}roles: Builtin\ndistribute: [{ type: sharedimage, galleryImageId: g/web }]\n`,
  'AIB105 timeout once': `${linux}buildTimeoutInMinutes: 90\n${target}`,
  'AIB106 short and long forms mixed': `${linux}customize: [{ shell: a }, { type: Shell, inline: [b] }]\n${target}`,
  'AIB109 name of 64 characters': `name: ${'a'.repeat(64)}\n${linux}${target}`,
  'AIB110 no steps': `${linux}customize: []\n${target}`,
  'AIB111 two entries': `${linux}customize: [{ shell: a }, { file: 'https://example.com/x', to: /tmp/x }]\n${target}`,
  'AIB201 group before a gallery': `${linux}distribute: [{ gallery: rg/g/web }]\n`,
  'AIB202 parameter within a segment': parameter(
    'g',
    '{ type: string, default: corp }',
    'distribute: [{ gallery: "{{ params.g }}/web" }]',
  ),
  'AIB203 braces of others': shell('echo "{{ steps.x }} {{{{ params.y }}}} ${z} {{params}}"'),
  'AIB449 regions without Image Builder, in any spelling':
    `${linux}parameters: { r: { type: string, default: uksouth } }\n` +
    'distribute: [{ gallery: g/d, regions: [Japan West, eastus2, "{{ params.r }}"] }]\n',
  'AIB253 angle brackets in commands and comparisons': shell(
    'cat <<EOF >x; diff <(ls) <(ls y); echo "<title>"',
  ),
  'AIB253 angle brackets that hold no name': `${linux}tags: { range: 'a < b > c', mail: '<ops@example.com>' }\n${target}`,
  'AIB252 braces of other tools in a script': shell(
    "docker inspect --format '{{ .Name }} {{ env.X }} {{{{ params.y }}}}' web",
  ),
  'AIB204 number for a number': parameter(
    'n',
    '{ type: int, default: 64 }',
    `vm: { osDiskSizeGB: "{{ params.n }}" }\n${target}`,
  ),
  'AIB205 parameter in a text': parameter(
    'p',
    '{ type: string, default: a }',
    `tags: { a: "b-{{ params.p }}" }\n${target}`,
  ),
  'AIB206 name of an output': parameter(
    'identityName',
    '{ type: string, default: a }',
    `tags: { a: "{{ params.identityName }}" }\n${target}`,
  ),
  'AIB207 digits as a text': parameter(
    'p',
    "{ type: string, default: '5' }",
    `tags: { a: "{{ params.p }}" }\n${target}`,
  ),
  'AIB208 default among the allowed': parameter(
    'p',
    '{ type: string, default: a, allowed: [b, a] }',
    `tags: { a: "{{ params.p }}" }\n${target}`,
  ),
  'AIB209 text without a default': parameter(
    'p',
    '{ type: string }',
    `tags: { a: "{{ params.p }}" }\n${target}`,
  ),
  'AIB210 used in a key': parameter(
    'p',
    '{ type: string, default: a }',
    `tags: { "{{ params.p }}": b }\n${target}`,
  ),
  'AIB211 allowed words': parameter(
    'p',
    '{ type: string, default: abort, allowed: [abort, cleanup] }',
    `errorHandling: { onCustomizerError: cleanup, onValidationError: "{{ params.p }}" }\n${target}`,
  ).replace('default: abort, allowed: [abort, cleanup]', 'default: cleanup'),
  'AIB212 dots and dashes': `${linux}distribute: [{ image: web_base-1.0 }]\n`,
  'AIB213 resource id': `${gallerySource}source: /subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/d\n${target}`,
  'AIB214 created here': `location: eastus2\nidentity: { name: aib, create: true }\n${ubuntu}${target}`,
  'AIB215 one identity in the shape of Azure': `location: eastus2\nidentity: { type: UserAssigned, userAssignedIdentities: { aib: {} } }\n${ubuntu}${target}`,
  'AIB216 a command that looks like a path': shell('./configure --prefix=/usr'),
  'AIB218 name with a dot inside': `name: web.base\n${linux}${target}`,
  'AIB219 script with its address': withScript('true\n'),
  'AIB220 base that is there': {
    spec: `extends: _base.yaml\n${ubuntu}${target}`,
    files: { '_base.yaml': head },
  },
  'AIB221 one base by two ways': {
    spec: `extends: [_a.yaml, _b.yaml]\n${ubuntu}${target}`,
    files: {
      '_a.yaml': 'extends: _base.yaml\n',
      '_b.yaml': 'extends: _base.yaml\n',
      '_base.yaml': head,
    },
  },
  'AIB223 name with a dash': `${linux}matrix: { a-b: [c] }\ntags: { a: "{{ matrix.a-b }}" }\n${target}`,
  'AIB224 list as a whole value': `${linux}matrix: { r: [[eastus2, westus]] }\ndistribute: [{ gallery: g/web, regions: "{{ matrix.r }}" }]\n`,
  'AIB225 several variants': `${linux}matrix: { n: ['1', '2', '3', '4'] }\ndistribute: [{ image: "web-{{ matrix.n }}" }]\n`,
  'AIB226 some excluded': `${linux}matrix: { n: [a, b], exclude: [{ n: b }] }\ndistribute: [{ image: "web-{{ matrix.n }}" }]\n`,
  'AIB227 value that include adds': `${linux}matrix: { n: [a], include: [{ n: a, size: Standard_D2s_v5 }] }\nvm: { size: "{{ matrix.size }}" }\n${target}`,
  'AIB228 script in a folder below': {
    spec: `${linux}${script}customize: [{ shell: ./tools/run.sh }]\n${target}`,
    files: { 'tools/run.sh': 'true\n' },
  },
  'AIB229 the right checksum': withScript(
    'test',
    `- shell: ./run.sh\n    sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08`,
  ),
  'AIB232 as many bases in a row as are allowed': {
    spec: `extends: _1.yaml\n${ubuntu}${target}`,
    files: Object.fromEntries(
      Array.from({ length: wholeLimits.chain }, (_, at) => [
        `_${at + 1}.yaml`,
        at + 1 < wholeLimits.chain ? `extends: _${at + 2}.yaml\n` : head,
      ]),
    ),
  },
  'AIB233 a parameter of a step file with a default': {
    spec: `${linux}customize: [{ steps: ./_tools.yaml }]\n${target}`,
    files: { '_tools.yaml': toolSteps("{ type: string, default: '1.2' }") },
  },
  'AIB234 a value for it': {
    spec: `${linux}customize: [{ steps: ./_tools.yaml, with: { version: '1.3' } }]\n${target}`,
    files: { '_tools.yaml': toolSteps('{ type: string }') },
  },
  'AIB235 a file in a folder called aibgen': {
    spec: `${linux}customize: [{ steps: ./aibgen/tools }]\n${target}`,
    files: { 'aibgen/tools': '- shell: echo done\n' },
  },
  'AIB250 subscription and group': `${linux}storageAccounts: { acct: ${subscription}/rg }\ncustomize: [{ shell: 'https://acct.blob.core.windows.net/scripts/x.sh', sha256: ${hash} }]\n${target}`,
  'AIB251 two accounts': `${linux}storageAccounts: { acct1: rg, acct2: rg }\ncustomize: [{ shell: 'https://acct1.blob.core.windows.net/scripts/x.sh', sha256: ${hash} }, { shell: 'https://acct2.blob.core.windows.net/scripts/x.sh', sha256: ${hash} }]\n${target}`,
};

/** What looks like something that the service refuses, or of which it is advised against. */
const services: Readonly<Record<string, string | Spec>> = {
  'AIB302 file on Windows': `${head}${windows}customize: [{ file: 'https://example.com/x', to: 'c:\\x' }]\n${target}`,
  'AIB303 property of the pinned version': `apiVersion: '2022-07-01'\n${linux}optimize: true\n${target}`,
  'AIB306 checksum of a file': `${linux}customize: [{ shell: 'https://example.com/x.sh', sha256: ${hash} }]\n${target}`,
  'AIB308 one name in two lists': `${linux}customize: [{ shell: a, name: x }]\nvalidate: [{ shell: b, name: x }]\n${target}`,
  'AIB309 steps tell it': `${head}source: { image: base }\ngeneration: 2\ncustomize: [{ shell: a }]\n${target}`,
  'AIB311 long text without parameters': shell(`echo ${'x'.repeat(30_000)}`),
  'AIB314 blanks and colons in a name': `${linux}tags: { 'cost center: it': x }\n${target}`,
  'AIB315 version of large numbers': `${head}source: Canonical:ubuntu-24_04-lts:server:24.04.202404230\ndistribute: [{ gallery: g/web, version: 2026.11.25 }]\n`,
  'AIB317 managed image of this subscription': `subscription: ${subscription}\n${gallerySource}source: { image: /subscriptions/${subscription.toUpperCase()}/resourceGroups/rg/providers/Microsoft.Compute/images/base }\n${target}`,
  'AIB321 storage of the regions': `${linux}distribute: [{ gallery: g/web, regions: [eastus2], storage: Standard_ZRS }]\n`,
  'AIB322 mode of Sysprep on Windows': `${head}${windows}deprovision: { mode: vm }\n${target}`,
  'AIB360 storage with its regions': `${linux}distribute: [{ type: SharedImage, galleryImageId: g/web, replicationRegions: [eastus2], storageAccountType: Standard_ZRS }]\n`,
  'AIB361 one name in two groups': `${linux}distribute: [{ image: web }, { image: other/web }, { gallery: g/web }, { gallery: g/web }]\n`,
  'AIB332 security type of generation 2': `${head}source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition:latest\nvm: { size: Standard_D4ds_v5 }\ndistribute: [{ gallery: g/web, definition: { securityType: TrustedLaunchSupported } }]\n`,
  'AIB335 managed image for x64': `${linux}distribute: [{ image: web }]\n`,
  'AIB350 trigger on a marketplace image': `${linux}trigger: sourceImage\n${target}`,
  'AIB351 trigger on the latest of a gallery': `${gallerySource}source: { gallery: g/base/latest }\ntrigger: sourceImage\n${target}`,
  'AIB352 target without a version': `${linux}trigger: { name: nightly, kind: SourceImage }\n${target}`,
  'AIB353 another definition of the gallery': `${gallerySource}source: { gallery: corpGallery/base }\ntrigger: sourceImage\n${target}`,
  'AIB354 staging group by its id': `${here}stagingResourceGroup: /subscriptions/${subscription}/resourceGroups/staging\n${target}`,
  'AIB355 parameter in a tag': `naming: contentHash\n${parameter('p', '{ type: string, default: a }', `tags: { a: "{{ params.p }}" }\n${target}`)}`,
  'AIB407 account that is told': `${linux}storageAccounts: { acct: rg }\ncustomize: [{ shell: 'https://acct.blob.core.windows.net/scripts/x.sh', sha256: ${hash} }]\n${target}`,
  'AIB408 name of a secret': parameter(
    'vaultName',
    '{ type: string, default: kv }',
    `tags: { vault: "{{ params.vaultName }}" }\n${target}`,
  ),
  'AIB410 file name at the end': `${linux}customize: [{ file: 'https://example.com/x', to: /tmp/dir/x }]\n${target}`,
  'AIB415 script with a checksum': withScript('true\n'),
  'AIB418 size given': `${head}${windows}${target}`,
  'AIB420 proxy with a subnet': `${linux}vm:\n  # aibgen-disable-next-line AIB419 one subnet only\n  subnet: net/build\n  proxySize: Standard_D2s_v5\n${target}`,
  'AIB428 size for both': `${head}source: { image: base }\nos: linux\ngeneration: 2\nvm: { size: Standard_D2s_v5 }\n${target}`,
  'AIB431 reason behind a colon': `# aibgen-disable-next-line AIB402: preview of a region\nlocation: moonbase1\nidentity: aib\n${ubuntu}${target}`,
  'AIB432 a warning': `# aibgen-disable-next-line AIB402 new\nlocation: moonbase1\nidentity: aib\n${ubuntu}${target}`,
  'AIB440 what the name says too': `generation: 2\nos: Linux\narchitecture: x64\n${linux}${target}`,
  'AIB441 address with a parameter': parameter(
    'p',
    '{ type: string, default: a }',
    `customize: [{ file: "https://example.com/{{ params.p }}", to: /tmp/x }]\n${target}`,
  ),
  'AIB443 address in a tag': `${linux}tags: { repo: 'https://github.com/o/r?ref=main', password: rotated }\n${target}`,
  'AIB444 variables in a script': withScript(
    'export PASSWORD="$(cat /run/secret)"\nmysql -p"$PASSWORD"\n',
  ),
  'AIB445 marketplace version': `${head}source: Canonical:ubuntu-24_04-lts:server:24.04.202404230\n${target}`,
  'AIB446 definition with a number': `${linux}distribute: [{ gallery: g/ubuntu-24.04 }]\n`,
  'AIB447 the newest version of a series': `${linux}vm: { size: Standard_D2ds_v5 }\n${target}`,
  'AIB441 a URI among commands': shell('curl -fsSL -o /tmp/x ftp://example.com/x'),
  'AIB275 a script that a step copies': `${linux}customize:\n  - file: https://example.com/setup.sh\n    sha256: ${hash}\n    to: /tmp/setup.sh\n  - shell: sh /tmp/setup.sh\n${target}`,
  'AIB275 a script that a step writes': `${linux}customize:\n  - shell: printf 'exit 0' > setup.sh\n  - shell: sh ./setup.sh\n${target}`,
  'AIB275 a script of the system': shell('/usr/local/bin/harden.sh'),
  'AIB275 a script of a gallery image': `${head}os: linux\nsource: { gallery: g/base }\ngeneration: 2\ncustomize:\n  - shell: /srv/setup.sh\n${target}`,
  'AIB275 a script whose path is a variable': shell('"$HOME/setup.sh"'),
  'AIB376 a staging group of its own': `resourceGroup: images\n${linux}stagingResourceGroup: staging\n${target}`,
  'AIB459 a definition in a gallery that exists': `${linux}distribute: [{ gallery: g/web, definition: true }]\n`,
  'AIB460 a plan that is known': `${head}source: RedHat:RHEL:9-lvm-gen2:latest\n${target}`,
  'AIB461 zones in all regions': `${linux}distribute: [{ gallery: g/web, regions: [eastus2, westus2], storage: Standard_ZRS }]\n`,
  'AIB461 another storage without zones': `location: westus\nidentity: aib\n${ubuntu}${target}`,
  'AIB462 the file of a page': `${linux}customize:\n  - shell: https://github.com/o/r/raw/v1.2.3/x.sh\n    sha256: ${hash}\n${target}`,
  'AIB462 a container called blob': `${linux}storageAccounts: { corp: images }\ncustomize:\n  - shell: https://corp.blob.core.windows.net/blob/x.sh\n    sha256: ${hash}\n${target}`,
  'AIB462 a release of GitHub': `${linux}customize:\n  - file: https://github.com/o/r/releases/download/v1/tool\n    sha256: ${hash}\n    to: /tmp/tool\n${target}`,
  'AIB463 http with a checksum': `${linux}customize:\n  - shell: http://example.com/x.sh\n    sha256: ${hash}\n${target}`,
  'AIB464 a series that few use': `${linux}vm: { size: Standard_FX4ms_v2 }\n${target}`,
  'AIB465 a publisher of another name': `${head}source: { urn: 'canonicalx-labs:ubuntu:server:1.2.3', plan: { name: a, product: b, publisher: c } }\nos: linux\ngeneration: 2\n${target}`,
  'AIB466 the disk of the source': `${head}source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest\nvm: { size: Standard_D4ds_v5, osDiskSizeGB: 127 }\n${target}`,
  'AIB466 a small disk for a small one': `${head}source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-smalldisk-g2:latest\nvm: { size: Standard_D4ds_v5, osDiskSizeGB: 30 }\n${target}`,
  'AIB467 a host with a private name in its path': `${linux}customize:\n  - shell: https://example.com/10.0.0.1/x.sh\n    sha256: ${hash}\n${target}`,
  'AIB448 neighbours': `${linux}distribute: [{ gallery: g/web, regions: [eastus, eastus2] }]\n`,
  'AIB470 a file with LF': withScript('#!/bin/sh\ntrue\n'),
  'AIB480 path with a parameter': parameter(
    'p',
    '{ type: string, default: a }',
    `customize: [{ file: "https://example.com/{{ params.p }}/x", to: /tmp/x }]\n${target}`,
  ),
  'AIB481 account of a script': withScript('true\n'),
};

/** Notes that are true of many a good spec: they are looked at in the near misses of their own. */
const notes: ReadonlySet<string> = new Set(['AIB451', 'AIB453', 'AIB455', 'AIB456']);

test.each(Object.entries({ ...specs, ...shapes, ...services }))('%s', (name, given) => {
  const { spec, files } = typeof given === 'string' ? { spec: given, files: {} } : given;
  const { diagnostics } = compileText(spec, {}, files);
  const told = diagnostics.filter(({ code }) => !notes.has(code) || name.startsWith(code));
  expectDiagnostics(told, []);
});

// Names that are equal have a test of their own too.
const elsewhere = ['AIB217', ...commandCodes];
/** Codes about scripts: test/script-lint/innocents.test.ts. */
const aboutScripts = /^AIB(?:5|27)/;

test('every rule has a near miss', () => {
  const shown = new Set(
    [...Object.keys(specs), ...Object.keys(shapes), ...Object.keys(services)].map((name) =>
      name.slice(0, 6),
    ),
  );
  const rules = codeNames().filter(
    (code) => code < 'AIB600' && !elsewhere.includes(code) && !aboutScripts.test(code),
  );
  expect(rules.filter((code) => !shown.has(code))).toEqual([]);
});
