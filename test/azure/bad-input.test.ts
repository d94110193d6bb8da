/** What can be wrong around the commands in Azure, each as a process: one message that says what to do, and its exit code. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, folderWith, minimal } from '../support/cli';
import { contentOf, deployed } from '../support/azure/direct';
import { type AzureServer, startAzure } from '../support/azure/server';
import type { Azure } from '../support/azure/stand-in';

jest.setTimeout(120_000);

let server: AzureServer;
beforeAll(async () => {
  server = await startAzure();
});
afterAll(() => server.stop());

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly files?: Readonly<Record<string, string>>;
  readonly arrange?: (azure: Azure, folder: string) => void | Promise<void>;
  readonly code: number;
  readonly error: string;
  /** What the message or its hint says. */
  readonly says: string;
}

const error = (code: string, message: string) => ({ error: { code, message } });

function live(azure: Azure, runState: string, startTime = '2026-11-24T10:00:00Z'): void {
  const content = azure.contents.get('web-base');
  if (content) deployed(azure, content, { lastRunStatus: { runState, startTime } });
}

const cases: readonly Case[] = [
  {
    name: 'a login that has expired',
    args: ['deploy', 'specs'],
    env: { AIBGEN_ACCESS_TOKEN: 'eyJ-old-token' },
    code: 4,
    error: 'AIB801',
    says: 'az login',
  },
  {
    name: 'a login to another tenant',
    args: ['status', 'specs'],
    arrange: (azure) =>
      void azure.faults.push({
        path: /./,
        times: 99,
        status: 401,
        body: error(
          'InvalidAuthenticationTokenTenant',
          'The access token is from the wrong issuer.',
        ),
      }),
    code: 4,
    error: 'AIB801',
    says: 'az login --tenant',
  },
  {
    name: 'no subscription',
    args: ['run', 'specs'],
    env: { AZURE_SUBSCRIPTION_ID: '' },
    code: 2,
    error: 'AIB803',
    says: '--subscription',
  },
  {
    name: 'no resource group',
    args: ['wait', 'specs'],
    env: { AZURE_RESOURCE_GROUP: '' },
    code: 2,
    error: 'AIB804',
    says: '--resource-group',
  },
  {
    name: 'a group that does not exist',
    args: ['deploy', 'specs'],
    env: { AZURE_RESOURCE_GROUP: 'nope' },
    code: 2,
    error: 'AIB805',
    says: 'az group create',
  },
  {
    name: 'a provider that is not registered',
    args: ['deploy', 'specs'],
    arrange: (azure) => {
      azure.invalid = {
        code: 'MissingSubscriptionRegistration',
        message:
          "The subscription is not registered to use namespace 'Microsoft.VirtualMachineImages'.",
      };
    },
    code: 1,
    error: 'AIB806',
    says: 'az provider register --namespace Microsoft.VirtualMachineImages',
  },
  {
    name: 'outputs that are stale',
    args: ['deploy', 'specs'],
    arrange: (_azure, folder) =>
      writeFileSync(path.join(folder, 'specs/web-base.yaml'), minimal.replace('nginx', 'apache2')),
    code: 1,
    error: 'AIB808',
    says: 'aibgen build specs/web-base.yaml',
  },
  {
    name: 'a name that two specs make',
    args: ['status', 'specs'],
    files: {
      'specs/web-base.yaml': `${minimal}name: "same-{{ params.x }}"\nparameters: { x: { type: string, default: '1' } }\n`,
      'specs/b.yaml': `${minimal}name: same-1\n`,
    },
    code: 2,
    error: 'AIB822',
    says: 'another name',
  },
  {
    name: 'an image that no spec makes',
    args: ['cancel', 'web-bass'],
    code: 2,
    error: 'AIB818',
    says: 'web-base',
  },
  ...['wait', 'outputs', 'cancel', 'logs', 'promote'].map((command): Case => ({
    name: `${command} --run: no such run`,
    args: [command, 'specs', '--run', '2026-01-01T00:00:00Z'],
    arrange: (azure) => live(azure, 'Succeeded'),
    code: 1,
    error: 'AIB814',
    says: '2026-11-24T10:00:00Z',
  })),
  {
    name: 'a quota',
    args: ['deploy', 'specs'],
    arrange: (azure) =>
      void azure.refusals.push({
        code: 'QuotaExceeded',
        message:
          'Operation could not be completed as it results in exceeding approved Cores quota.',
      }),
    code: 1,
    error: 'AIB819',
    says: 'Quotas',
  },
  {
    name: 'a policy',
    args: ['deploy', 'specs'],
    arrange: (azure) => {
      azure.invalid = {
        code: 'RequestDisallowedByPolicy',
        message: "Resource 'web-base' was disallowed by policy 'tags are needed'.",
      };
    },
    code: 1,
    error: 'AIB819',
    says: 'exemption',
  },
  {
    name: 'a policy at the build',
    args: ['run', 'specs'],
    arrange: (azure) => {
      live(azure, 'Succeeded');
      azure.faults.push({
        method: 'POST',
        path: /run$/,
        times: 1,
        status: 403,
        body: error('RequestDisallowedByPolicy', 'disallowed by policy "no builds"'),
      });
    },
    code: 1,
    error: 'AIB819',
    says: 'exemption',
  },
  {
    name: 'a right that is missing',
    args: ['delete', 'specs'],
    arrange: (azure) => {
      live(azure, 'Succeeded');
      azure.granted = new Set([
        'Microsoft.VirtualMachineImages/imageTemplates/read',
        'Microsoft.VirtualMachineImages/imageTemplates/triggers/read',
      ]);
    },
    code: 4,
    error: 'AIB802',
    says: 'Microsoft.VirtualMachineImages/imageTemplates/delete',
  },
];

test.concurrent.each(cases)('$name', async ({ args, arrange, code, env, error, files, says }) => {
  const azure = server.azure();
  const folder = folderWith(files ?? { 'specs/web-base.yaml': minimal });
  await cli(folder, 'build', 'specs');
  azure.contents.set('web-base', await contentOf(azure, folder, 'specs/web-base.yaml'));
  await arrange?.(azure, folder);
  const result = await server.run(azure, folder, args, env);
  expect([result.code, result.stderr.match(/AIB\d+/g)]).toEqual([code, [error]]);
  expect(result.stderr).toContain(says);
  const all = `${result.stdout}${result.stderr}`;
  expect(all).not.toMatch(/^\s+at |Error:|Bearer/m);
  expect(all).not.toContain(env?.AIBGEN_ACCESS_TOKEN ?? azure.token);
});
