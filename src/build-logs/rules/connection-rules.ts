/** The connection to the build VM, files that are copied to it, and the time that a build may take. */
import type { FailureRule } from './failure-rule';

export const connectionRules: readonly FailureRule[] = [
  {
    code: 'AIB727',
    sees: ['2300218', 'Remote command exited without exit status or exit signal'],
    where: ['packer', 'error', 'script'],
    rank: 'weak',
  },
  {
    code: 'AIB701',
    sees: ['Script exited with non-zero exit status: '],
    find: /Script exited with non-zero exit status: (?<exit>-?\d{1,10})/,
    where: ['error'],
    rank: 'result',
  },
  {
    code: 'AIB728',
    sees: [
      'Cancelling build after receiving ',
      'Cancelling provisioning due to context cancellation',
      'Build was cancelled',
      'Timeout waiting for microservice to complete',
    ],
    where: ['packer', 'error'],
    rank: 'result',
  },
  { code: 'AIB729', sees: ['Timeout waiting for WinRM'], where: ['error'] },
  { code: 'AIB730', sees: ['Timeout waiting for SSH'], where: ['error'] },
  {
    code: 'AIB731',
    sees: [
      'http response error: 401',
      'ssh: unable to authenticate',
      'Packer experienced an authentication error',
      'http error response: 401',
    ],
    where: ['packer', 'error'],
  },
  {
    code: 'AIB732',
    sees: ['unexpected EOF'],
    find: /(?:^|[^\w`'"]|: )unexpected EOF$/,
    where: ['error'],
    rank: 'weak',
  },
  {
    code: 'AIB734',
    sees: ['##[error]The operation was canceled.', 'The job running on agent'],
    find: /The operation was canceled|ran longer than the maximum time/,
    where: ['error'],
    rank: 'weak',
  },
  {
    code: 'AIB750',
    sees: ['Downloading external file ('],
    find: /Downloading external file \((?<uri>[^)\s]{1,500})\).{0,200}attempt \d+ of \d+\] failed/,
    where: ['error', 'packer'],
    subject: 'uri',
  },
  {
    code: 'AIB751',
    sees: ['00%'],
    find: /^\S{1,200} [\d.]{1,12} (?:[KMG]i?)?B \/ [\d.]{1,12} (?:[KMG]i?)?B +\d{1,3}\.00%$/,
    where: ['script', 'packer'],
    rank: 'weak',
  },
  {
    code: 'AIB752',
    sees: ['scp: ', 'Access to the path '],
    find: [
      /scp: (?<name>[^:]{1,300}): Permission denied/,
      /Access to the path '(?<name>[^']{1,300})' is denied/,
    ],
    where: ['error', 'packer'],
  },
  {
    code: 'AIB753',
    sees: ['scp: ', 'Could not find a part of the path '],
    find: [
      /scp: (?<name>[^:]{1,300}): (?:No such file or directory|Not a directory|Is a directory)/,
      /Could not find a part of the path '(?<name>[^']{1,300})'/,
    ],
    where: ['error', 'packer'],
  },
];
