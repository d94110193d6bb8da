/** Scripts, restarts and updates on Windows. */
import type { FailureRule } from './failure-rule';

export const windowsRules: readonly FailureRule[] = [
  {
    code: 'AIB720',
    sees: [
      ' is not recognized as the name of a cmdlet',
      ' is not recognized as a name of a cmdlet',
      ' is not recognized as an internal or external command',
    ],
    find: /(?:The term |^)['"](?<command>[^'"]{1,200})['"] is not recognized/,
    subject: 'command',
  },
  {
    code: 'AIB721',
    sees: [
      'Missing closing ',
      'Unexpected token ',
      'The string is missing the terminator: ',
      'Missing expression after ',
      'An expression was expected after ',
      'Missing statement block ',
      'Missing argument in parameter list',
    ],
    find: /(?<detail>(?:Missing closing|Unexpected token|The string is missing|Missing expression|An expression was|Missing statement|Missing argument).{1,200})$/,
    placedBefore: true,
  },
  {
    code: 'AIB723',
    sees: ['running scripts is disabled on this system', 'is not digitally signed'],
  },
  {
    code: 'AIB724',
    sees: [
      'exit status: 3010',
      'exit status: 1641',
      'code: 3010',
      'code: 1641',
      'code 3010',
      'code 1641',
    ],
    find: /(?:exit (?:status|code):? )(?<exit>3010|1641)/,
    where: ['error', 'script'],
    exit: [3010, 1641],
  },
  {
    code: 'AIB725',
    sees: [
      'exit status: 1603',
      'exit status: 1618',
      'exit status: 1619',
      'code: 1603',
      'code 1603',
      'code: 1618',
      'code 1618',
      'code: 1619',
      'code 1619',
    ],
    find: /(?:exit (?:status|code)|error code|code):? (?<exit>1603|1618|1619)\b/i,
    where: ['error', 'script'],
    exit: [1603, 1618, 1619],
  },
  {
    code: 'AIB725',
    sees: ["Exit code was '", 'Installer failed with exit code: ', ' was NOT successful.'],
    find: [
      /(?:Exit code was '|Installer failed with exit code: )(?<exit>-?\d{1,10})/,
      /The install of (?<name>\S{1,200}) was NOT successful/,
    ],
    rank: 'weak',
  },
  {
    code: 'AIB726',
    sees: [
      'No match was found for the specified search criteria ',
      'The package was not found with the source(s) listed',
      'No package found matching input criteria',
      'was not loaded because no valid module file was found',
    ],
    find: [
      /(?:module|package|script) names? ['"]?(?<name>[^\s'"]{1,200})/,
      /for the provider '(?<name>[^']{1,200})'/,
      /The specified module '(?<name>[^']{1,200})' was not loaded/,
      /^\s*(?<name>\S{1,200}) not installed/,
      /No package found matching/,
    ],
    subject: 'name',
  },
  {
    code: 'AIB799',
    sees: [
      'Access is denied',
      'E_ACCESSDENIED',
      '0x80070005',
      'Requested registry access is not allowed',
      "Access to the path '",
    ],
    find: /(?<detail>(?:Access is denied|E_ACCESSDENIED|0x80070005|Requested registry access is not allowed|Access to the path '[^']{1,200}' is denied))/,
    rank: 'weak',
  },
  {
    code: 'AIB736',
    sees: [
      'Timeout waiting for machine to restart',
      'Timeout waiting for machine to become available',
    ],
    where: ['error', 'packer'],
  },
  {
    code: 'AIB737',
    sees: ['0x80240016', '-2145124330'],
    where: ['script', 'packer', 'error'],
  },
  {
    code: 'AIB738',
    sees: ['exit status: 267014', 'code: 267014', 'ended with: 267014', '0x41306'],
    where: ['script', 'packer', 'error'],
  },
  {
    code: 'AIB739',
    sees: [
      '0x8024402C',
      '0x8024402c',
      '0x80072EE2',
      '0x80072ee2',
      '0x80072EFD',
      '0x80072efd',
      '0x80072EE7',
      '0x80072ee7',
      '0x80244022',
      '0x80244017',
      '0x8024401C',
      '0x8024401c',
    ],
    find: /(?<result>0x80[0-9A-Fa-f]{6})/,
    where: ['script', 'packer', 'error'],
  },
  {
    code: 'AIB740',
    sees: ['0x8024', '0x800F', '0x800f', '0x80070643'],
    find: /(?<result>0x80(?:24|0[fF]0|0706)[0-9A-Fa-f]{2,4})/,
    where: ['script', 'packer', 'error'],
    rank: 'weak',
  },
];

export const sysprepRules: readonly FailureRule[] = [
  {
    code: 'AIB741',
    sees: [' was installed for a user, but not'],
    find: /Package (?<name>[^\s]{1,200}) was installed for a user, but not/,
    lasting: true,
  },
  {
    code: 'AIB741',
    sees: ['0x80073cf2', '0x80073CF2', 'AppxSysprep.dll'],
    found: { name: 'see setupact.log' },
    lasting: true,
    rank: 'weak',
  },
  {
    code: 'AIB744',
    sees: [
      "Cannot find any service with service name 'RdAgent'",
      "Cannot find any service with service name 'WindowsAzureGuestAgent'",
    ],
    find: /service name '(?<name>\w{1,60})'/,
    lasting: true,
  },
  {
    code: 'AIB745',
    sees: [
      'SYSPRP ActionPlatform::',
      'SYSPRP LaunchDll:Failure',
      'SYSPRP RunExternalDlls:An error',
      'VMAgentDisabler.dll',
      'SYSPRP BitLocker',
    ],
    find: /(?<detail>(?:BitLocker is on for|ActionPlatform::\w+: ?(?:Failure|An error)|LaunchDll:Failure|RunExternalDlls:An error|LaunchDll:.{0,80}VMAgentDisabler).{0,250})/,
    lasting: true,
  },
  {
    code: 'AIB746',
    sees: [
      'There are one or more Windows updates that require a reboot',
      'Sysprep_Clean_Validate_Opk: ',
      'a pending reboot',
      'servicing operations are in progress',
      'Audit mode cannot be turned on if reserved storage is in use',
    ],
    lasting: true,
  },
  {
    code: 'AIB747',
    sees: ['0xc004d307', '0xC004D307', 'rearm count'],
    lasting: true,
  },
  {
    code: 'AIB748',
    sees: ['Deprovisioning script ['],
    find: /^Deprovisioning script \[(?<name>[^\]]{1,100})\] could not be found/,
    lasting: true,
  },
  {
    code: 'AIB749',
    sees: [
      'waagent: not found',
      'waagent: command not found',
      'waagent: No such file or directory',
    ],
  },
  {
    code: 'AIB742',
    sees: ['IMAGE_STATE_UNDEPLOYABLE'],
    // With a limit, the default script prints the state at its end.
    find: /^(?:>>> .{1,100} Image state: )?IMAGE_STATE_UNDEPLOYABLE$/,
    lasting: true,
  },
  {
    code: 'AIB743',
    sees: ['IMAGE_STATE_COMPLETE', 'IMAGE_STATE_SPECIALIZE_RESEAL_TO_'],
    find: /^(?:>>> .{1,100} Image state: )?(?<state>IMAGE_STATE_(?:COMPLETE|SPECIALIZE_RESEAL_TO_\w{1,20}))$/,
    rank: 'weak',
  },
];
