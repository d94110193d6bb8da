/**
 * Secrets that show by their own form, as of 2026-11-26: after what the issuers publish. The rules of secretlint and gitleaks (both MIT)
 * name most of these forms too.
 * https://learn.microsoft.com/purview/sit-defn-all-creds
 */
import { anyCase, noValue, type SecretPattern } from './secret-pattern';

/** Tokens of a fixed form: their name, the beginning by which they are found, and the form. */
const issued: readonly (readonly [what: string, hints: readonly string[], regex: RegExp])[] = [
  [
    'a GitHub token',
    ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', '_pat_'],
    /\b((?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}))/,
  ],
  [
    'a GitLab token',
    ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glft-', 'glimt-', 'glagent-', 'glsoat-'],
    /\b(gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat)-[\w-]{20,})/,
  ],
  ['an Azure DevOps token', ['azdo'], /\b([A-Za-z\d]{76}AZDO[A-Za-z\d]{4})\b/],
  [
    'a key of an Azure service',
    ['apim', 'acdb', 'azfu', 'azse', 'aiot', '+a'],
    /(?<![A-Za-z\d+/])([A-Za-z\d+/]{33,76}(?:APIM|ACDb|AIoT|AzSe|\+ABa|\+AMC|\+ASt|\+ASb|\+AEh|\+ARm|\+ACR)[A-Za-z\d+/]{6}(?:={1,2})?)/,
  ],
  ['a key of an Azure function', ['azfu'], /(?<![\w-])([\w-]{44}AzFu[\w-]{5}[AQgw]==)/],
  ['a client secret', ['q~'], /(?<![\w~.-])([\w~.-]{3}\dQ~[\w~.-]{31,34})(?![\w~.-])/],
  [
    'an AWS access key',
    ['akia', 'asia', 'abia', 'acca'],
    /\b((?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16})\b/,
  ],
  ['a Google API key', ['aiza'], /\b(AIza[\w-]{35})/],
  ['an Anthropic key', ['sk-ant-'], /\b(sk-ant-[\w-]{20,})/],
  [
    'an OpenAI key',
    ['sk-'],
    /\b(sk-(?:proj|svcacct|admin)-[\w-]{20,}|sk-[A-Za-z\d]{20}T3BlbkFJ\w{20})/,
  ],
  ['a Hugging Face token', ['hf_'], /\b(hf_[A-Za-z\d]{30,})\b/],
  ['a Databricks token', ['dapi'], /\b(dapi[a-f\d]{32}(?:-\d)?)\b/],
  ['a PyPI token', ['pypi-'], /\b(pypi-[\w-]{16,})/],
  ['an npm token', ['npm_'], /\b(npm_[A-Za-z0-9]{36})\b/],
  ['a NuGet key', ['oy2'], /\b(oy2[a-z\d]{43})\b/],
  ['a RubyGems key', ['rubygems_'], /\b(rubygems_[a-f\d]{48})\b/],
  ['a Docker Hub token', ['dckr_'], /\b(dckr_[op]at_[\w-]{20,})/],
  ['an Artifactory key', ['akcp', 'cmvmd'], /\b(AKCp[A-Za-z\d]{69}|cmVmd[A-Za-z\d]{59})\b/],
  ['a Slack token', ['xox', 'xapp-'], /\b((?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,})/],
  ['a SendGrid key', ['sg.'], /\b(SG\.[\w-]{20,24}\.[\w-]{39,50})/],
  ['a Stripe key', ['k_live_'], /\b([rs]k_live_\w{20,})/],
  ['a Vault token', ['hvb.', 'hvs.', 'hvr.'], /\b(hv[bsr]\.[\w-]{20,})/],
  ['a Terraform Cloud token', ['atlasv1'], /\b([A-Za-z\d]{14}\.atlasv1\.[\w=-]{60,70})/],
  ['a Pulumi token', ['pul-'], /\b(pul-[a-f\d]{40})\b/],
  ['a DigitalOcean token', ['doo_v1_', 'dop_v1_', 'dor_v1_'], /\b(do[opr]_v1_[a-f\d]{64})\b/],
  ['a Grafana token', ['glsa_', 'glc_'], /\b(glsa_\w{32}_[a-f\d]{8}|glc_[\w+/]{32,}={0,3})/],
  ['a New Relic key', ['nrak-'], /\b(NRAK-[A-Z\d]{27})\b/],
  ['a Dynatrace token', ['dt0'], /\b(dt0[a-z]\d\d\.[A-Z\d]{24}\.[A-Z\d]{64})\b/],
  ['a Sentry token', ['sntry'], /\b(sntry[su]_[\w+/=-]{40,})/],
  ['a Postman key', ['pmak-'], /\b(PMAK-[A-Za-z\d]{24}-[A-Za-z\d]{34})\b/],
  ['an Atlassian token', ['atatt3'], /\b(ATATT3[\w=-]{100,})/],
  ['a 1Password token', ['ops_eyj'], /\b(ops_eyJ[A-Za-z\d+/]{100,}={0,3})/],
  ['an age key', ['age-secret'], /\b(AGE-SECRET-KEY-1[A-Z\d]{58})\b/],
  ['a JSON web token', ['eyj'], /\b(eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})/],
  [
    'a Slack webhook URL',
    ['hooks.slack'],
    /\bhttps:\/\/hooks\.slack\.com\/services\/([A-Z\d]+\/[A-Z\d]+\/\w{20,})/,
  ],
  [
    'a Teams webhook URL',
    ['webhook.office'],
    /\bhttps:\/\/[\w.-]+\.webhook\.office\.com\/webhookb2\/[\w@-]+\/IncomingWebhook\/([a-f\d]{32}\/[\w-]+)/,
  ],
];

/** Secrets by their own form. */
export const secretForms: readonly SecretPattern[] = [
  {
    what: 'a private key',
    hints: ['private key'],
    regex: () => /(-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----)/,
  },
  { what: 'a SAS signature', hints: ['sig='], regex: () => /[?&;]sig=([A-Za-z0-9%+/=_-]{10,})/ },
  {
    what: 'the key in a connection string',
    hints: ['accountkey', 'sharedaccesskey', 'sharedsecretvalue'],
    regex: () =>
      /\b(?:AccountKey|SharedAccessKey|SharedSecretValue)\s*=\s*([A-Za-z0-9+/]{16,}={0,2})/i,
  },
  {
    what: 'the password in a connection string',
    hints: ['password', 'pwd'],
    regex: () => anyCase`;\s*(?:password|pwd)\s*=\s*${noValue}([^;'"\s]{4,})`,
  },
  ...issued.map(([what, hints, regex]) => ({ what, hints, regex: () => regex })),
  {
    what: 'a password hash',
    hints: ['$1$', '$5$', '$6$', '$7$', '$y$', '$2a$', '$2b$', '$2x$', '$2y$', '$gy$'],
    regex: () => /(\$(?:[1567y]|2[abxy]|gy)\$[./A-Za-z\d=,]{1,40}\$?[./A-Za-z\d$=,]{20,})/,
  },
  {
    what: 'an AWS secret key',
    hints: ['aws_secret'],
    regex: () => /\baws_secret_access_key\b['"]?[\s=:]+['"]?([A-Za-z\d/+]{30,})/i,
  },
  {
    what: 'a bearer token',
    hints: ['authorization'],
    regex: () => anyCase`\bauthorization:\s*(?:bearer|basic|token)\s+${noValue}([\w.~+/=-]{12,})`,
  },
  {
    what: 'a user and password in a URI',
    hints: [['://', '@']],
    regex: () => anyCase`\b[a-z][a-z0-9+.-]{0,30}://[^\s/:@'"]{0,200}:${noValue}([^\s/'"]{4,200})@`,
  },
  {
    what: 'a key in a URI',
    hints: ['code=', 'token=', 'key='],
    regex: () =>
      anyCase`[?&](?:code|access_token|token|api[_-]?key|key|subscription-key)=${noValue}(?=[^&\s'"]{0,200}\d)([\w%+/=.~-]{12,})`,
  },
];

/** Secrets in an address, whatever their form. */
export const secretParts: readonly SecretPattern[] = [
  { what: 'a SAS signature', hints: ['sig='], regex: () => /[?&]sig=([^&\s'"]+)/i },
  {
    what: 'a token',
    hints: ['='],
    regex: () =>
      /[?&](?:access_token|token|pat|key|api_key|apikey|code|password|secret)=([^&\s'"]+)/i,
  },
  { what: 'credentials', hints: ['@'], regex: () => /^https?:\/\/([^/@]+)@/i },
];
