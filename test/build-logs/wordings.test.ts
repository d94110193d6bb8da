/** Messages as tools print them, in all formats of the log: each leads to its cause, and what follows from it to none. */
import { explainLog } from '../../src/build-logs/explain-log';
import { logOf, type MadeBuild } from './build-log';

type Wording = readonly [code: string, exit: number, ...output: readonly string[]];

const linux: readonly Wording[] = [
  ['AIB702', 127, '/tmp/script_1000.sh: 3: [[: not found'],
  [
    'AIB703',
    243,
    "npm ERR! Error: EACCES: permission denied, mkdir '/usr/local/lib/node_modules/yarn'",
  ],
  ['AIB703', 1, 'mkdir: cannot create directory ‘/opt/corp’: Permission denied'],
  [
    'AIB703',
    245,
    'Operation not permitted : You have to be root.',
    'Error(1602) : Operation not permitted',
  ],
  ['AIB704', 2, '/tmp/script_1000.sh: 3: Bad substitution'],
  ['AIB704', 2, '/tmp/script_1000.sh: 2: set: Illegal option -o pipefail'],
  ['AIB705', 100, "E: Version '1.2.3-1' for 'nginx' was not found"],
  [
    'AIB705',
    2,
    'fatal: [localhost]: FAILED! => {"changed": false, "msg": "No package matching \'ngnix\' is available"}',
  ],
  ['AIB705', 1, 'error: snap "foo" not found'],
  [
    'AIB705',
    100,
    'Waiting for cache lock: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1893 (unattended-upgr)...',
    'E: Unable to locate package foo-bar',
  ],
  [
    'AIB706',
    100,
    'E: Could not get lock /var/lib/dpkg/lock - open (11: Resource temporarily unavailable)',
  ],
  [
    'AIB707',
    100,
    'E: Failed to fetch http://azure.archive.ubuntu.com/ubuntu/pool/main/o/x.deb  404  Not Found [IP: 52.147.219.192 80]',
  ],
  [
    'AIB707',
    1,
    'failure: repodata/repomd.xml from rhui-rhel-7-server-rhui-rpms: [Errno 256] No more mirrors to try.',
  ],
  ['AIB707', 1, 'Public key for corp-1.0-1.x86_64.rpm is not installed', 'Error: GPG check FAILED'],
  ['AIB707', 2, 'gpg: no valid OpenPGP data found.'],
  ['AIB708', 104, "No provider of 'foo' found."],
  [
    'AIB709',
    1,
    'npm error network request to https://npm.example.com/foo failed, reason: getaddrinfo ENOTFOUND npm.example.com',
  ],
  [
    'AIB709',
    1,
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host',
  ],
  ['AIB710', 56, 'curl: (56) Received HTTP code 407 from proxy after CONNECT'],
  [
    'AIB710',
    8,
    '2026-08-11 10:00:01 ERROR 409: Public access is not permitted on this storage account..',
  ],
  ['AIB710', 8, '2026-08-11 10:00:01 ERROR 503: Service Unavailable.'],
  ['AIB712', 1, 'failed to register layer: write /usr/lib/libx.so: no space left on device'],
  ['AIB712', 1, 'installing package big-1.0-1.x86_64 needs 512MB more space on the / filesystem'],
  [
    'AIB712',
    100,
    "cannot copy extracted data for './usr/lib/x' to '/usr/lib/x.dpkg-new': failed to write (No space left on device)",
    'E: Sub-process /usr/bin/dpkg returned an error code (1)',
  ],
  ['AIB713', 137, '/tmp/script_1000.sh: line 2:  2113 Killed                  make -j8'],
  [
    'AIB714',
    128,
    "fatal: could not read Username for 'https://github.com': No such device or address",
  ],
  ['AIB715', 1, 'Failed to enable unit: Unit file nginxx.service does not exist.'],
  ['AIB718', 1, "npm ERR! 404  '@corp/tool@*' is not in this registry."],
  [
    'AIB796',
    7,
    'curl: (7) Failed to connect to packages.corp.example port 443 after 21044 ms: Connection refused',
  ],
  [
    'AIB796',
    4,
    'Connecting to downloads.corp.example|10.9.8.7|:443... failed: Connection timed out.',
  ],
  [
    'AIB796',
    100,
    'W: Failed to fetch http://azure.archive.ubuntu.com/ubuntu/dists/noble/InRelease  Could not connect to azure.archive.ubuntu.com:80 (20.125.1.1), connection timed out',
  ],
  [
    'AIB796',
    1,
    "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'ConnectTimeoutError(<conn>, 'Connection to pypi.org timed out.')': /simple/awscli/",
    'ERROR: No matching distribution found for awscli',
  ],
  [
    'AIB797',
    100,
    "E: dpkg was interrupted, you must manually run 'sudo dpkg --configure -a' to correct the problem.",
  ],
  [
    'AIB797',
    100,
    'dpkg: error processing package mysql-server-8.0 (--configure):',
    'E: Sub-process /usr/bin/dpkg returned an error code (1)',
  ],
  ['AIB797', 1, '  - nothing provides libfoo.so.1()(64bit) needed by corp-1.0-1.x86_64 from corp'],
  ['AIB797', 1, 'error: externally-managed-environment'],
  [
    'AIB798',
    1,
    "Error response from daemon: pull access denied for corp/agent, repository does not exist or may require 'docker login'",
  ],
  [
    'AIB798',
    1,
    'Error response from daemon: manifest for nginx:nope not found: manifest unknown: manifest unknown',
  ],
  ['AIB701', 1, 'Job for nginx.service failed because the control process exited with error code.'],
  // A retry that helped is no cause.
  [
    'AIB705',
    100,
    'curl: (28) Operation timed out after 60001 milliseconds',
    'E: Unable to locate package foo',
  ],
];

const windows: readonly Wording[] = [
  [
    'AIB710',
    404,
    'Exception calling "GetResponse" with "0" argument(s): "The remote server returned an error: (404) Not Found."',
    'The install of vscode was NOT successful.',
  ],
  [
    'AIB710',
    1,
    'Invoke-WebRequest : <?xml version="1.0" encoding="utf-8"?><Error><Code>BlobNotFound</Code><Message>The specified blob does not exist.',
  ],
  [
    'AIB715',
    1,
    "Expand-Archive : The path 'C:\\x.zip' either does not exist or is not a valid file system path.",
  ],
  [
    'AIB725',
    1603,
    'ERROR: Running ["C:\\x\\setup.exe" /q] was not successful. Exit code was \'1603\'. See log for possible error messages.',
  ],
  [
    'AIB725',
    1,
    'The install of dotnetfx was NOT successful.',
    'Chocolatey installed 0/1 packages. 1 packages failed.',
  ],
  ['AIB726', 1, 'No package found matching input criteria.'],
  [
    'AIB726',
    1,
    "Install-PackageProvider : No match was found for the specified search criteria for the provider 'NuGet'. The package provider requires 'PackageManagement' and 'Provider' tags.",
  ],
  [
    'AIB726',
    1,
    "Import-Module : The specified module 'CorpTools' was not loaded because no valid module file was found in any module directory.",
  ],
  ['AIB727', 2_300_218, 'Restarting'],
  [
    'AIB745',
    1,
    'SYSPRP BitLocker-Sysprep: BitLocker is on for the OS volume. Turn BitLocker off to run Sysprep. (0x80310039)',
  ],
  [
    'AIB796',
    1,
    'Invoke-WebRequest : The request was aborted: Could not create SSL/TLS secure channel.',
  ],
  [
    'AIB796',
    1,
    'Exception calling "DownloadFile" with "2" argument(s): "Unable to connect to the remote server"',
  ],
  ['AIB799', 1, 'New-Item : Requested registry access is not allowed.'],
  ['AIB799', 1, 'Exception from HRESULT: 0x80070005 (E_ACCESSDENIED)'],
  ['AIB701', 16_001, 'Optimized.'],
];

const cases = [
  ...linux.map((wording) => ({ windows: false, wording })),
  ...windows.map((wording) => ({ windows: true, wording })),
].map((one) => ({ ...one, name: one.wording.slice(0, 3).join(', ') }));

test.each(cases)('$name', ({ windows: isWindows, wording: [code, exit, ...output] }) => {
  const kind = isWindows ? 'PowerShell' : 'Shell';
  const step = { kind, commands: ['first-command', 'second-command'] } as const;
  for (const format of ['old', 'plugin', 'new'] as const) {
    const build: MadeBuild = {
      windows: isWindows,
      steps: [step, step],
      failing: 1,
      command: 0,
      format,
      positioned: false,
      output,
      exit,
    };
    const { causes, steps } = explainLog(logOf(build).map(({ text }) => text));
    expect([format, causes[0]?.code, steps[1]?.state]).toEqual([format, code, 'failed']);
  }
});
