/**
 * What a secret looks like in commands and addresses, as of 2026-11-23. After the rules of secretlint and the formats that
 * the issuers publish; group 1 is the secret itself.
 */

/** A kind of secret. */
export interface SecretPattern {
  /** What it is called in messages. */
  readonly what: string;
  readonly regex: RegExp;
}

// What stands for a value that is known only at run time, or for none: variables, calls, paths, words of settings.
const noValue = String.raw`(?![$%{<(\[/\\~*@&|;.!-]|https?:|file:|[x*.]+(?:['"\s]|$)|[A-Za-z]:\\|(?:change|replace)[_-]?me\b|your[_-]|(?:true|false|yes|no|none|null|empty|required|optional|prompt|disabled|enabled)\b|(?:Get|Read|New|ConvertTo|ConvertFrom|Import|Invoke|Convert|Out)-[A-Z])`;

/** Secrets by their own form. */
export const secretForms: readonly SecretPattern[] = [
  { what: 'a private key', regex: /(-----BEGIN (?:[A-Z]+ )?PRIVATE KEY(?: BLOCK)?-----)/ },
  { what: 'a SAS signature', regex: /[?&;]sig=([A-Za-z0-9%+/=_-]{10,})/ },
  {
    what: 'the key in a connection string',
    regex: /\b(?:AccountKey|SharedAccessKey|SharedSecretValue)\s*=\s*([A-Za-z0-9+/]{16,}={0,2})/i,
  },
  {
    what: 'the password in a connection string',
    regex: new RegExp(String.raw`;\s*(?:password|pwd)\s*=\s*${noValue}([^;'"\s]{4,})`, 'i'),
  },
  { what: 'a GitHub token', regex: /\b((?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}))/ },
  { what: 'an AWS access key', regex: /\b((?:AKIA|ASIA)[0-9A-Z]{16})\b/ },
  {
    what: 'a Slack webhook URL',
    regex: /\bhttps:\/\/hooks\.slack\.com\/services\/([A-Z\d]+\/[A-Z\d]+\/\w{20,})/,
  },
  { what: 'a Google API key', regex: /\b(AIza[\w-]{35})/ },
  { what: 'a SendGrid key', regex: /\b(SG\.[\w-]{20,24}\.[\w-]{39,50})/ },
  { what: 'a Stripe key', regex: /\b([rs]k_live_\w{20,})/ },
  { what: 'a Docker Hub token', regex: /\b(dckr_pat_[\w-]{20,})/ },
  { what: 'a Vault token', regex: /\b(hvs\.[\w-]{20,})/ },
  { what: 'an Azure DevOps token', regex: /\b([A-Za-z\d]{76}AZDO[A-Za-z\d]{4})\b/ },
  {
    what: 'an AWS secret key',
    regex: /\baws_secret_access_key\b['"]?[\s=:]+['"]?([A-Za-z\d/+]{30,})/i,
  },
  { what: 'a Slack token', regex: /\b(xox[baprs]-[A-Za-z0-9-]{10,})/ },
  { what: 'a GitLab token', regex: /\b(glpat-[\w-]{20,})/ },
  { what: 'an npm token', regex: /\b(npm_[A-Za-z0-9]{36})\b/ },
  { what: 'a client secret', regex: /(?<![\w~.-])([\w~.-]{3}8Q~[\w~.-]{31,34})(?![\w~.-])/ },
  { what: 'a JSON web token', regex: /\b(eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})/ },
  {
    what: 'a bearer token',
    regex: new RegExp(
      String.raw`\bauthorization:\s*(?:bearer|basic)\s+${noValue}([\w.~+/=-]{12,})`,
      'i',
    ),
  },
  {
    what: 'a user and password in a URI',
    regex: new RegExp(
      String.raw`\b[a-z][a-z0-9+.-]*://[^\s/:@'"]*:${noValue}([^\s/@'"]{4,})@`,
      'i',
    ),
  },
];

/** Secrets by the name that they are given in a command. */
export const secretUses: readonly SecretPattern[] = [
  {
    what: 'a plain-text password',
    regex: new RegExp(
      String.raw`ConvertTo-SecureString\b(?=[^|;]*-AsPlainText)[^|;]*?-(?:String|AsPlainText)\s+(['"])${noValue}(?<secret>(?:(?!\1).){4,})\1`,
      'i',
    ),
  },
  {
    what: 'a password',
    regex: new RegExp(
      String.raw`\b(?:mysql(?:dump|admin)?\b[^|;&]*\s-p|sshpass\s+-p\s*)['"]?${noValue}([^\s'"]{4,})`,
    ),
  },
  {
    what: 'a password',
    regex: new RegExp(
      String.raw`\bcurl\b[^|;]*\s(?:-u|--user)[\s=]*['"]?[^\s:'"$]+:${noValue}([^\s'"@]{4,})`,
    ),
  },
  {
    what: 'a password',
    regex: new RegExp(
      String.raw`\b(?:docker|podman|az|oras)\s+login\b[^|;&]*\s-p[\s=]+['"]?${noValue}([^\s'"]{4,})`,
    ),
  },
  {
    what: 'a password',
    regex: new RegExp(
      String.raw`\becho\s+['"]?${noValue}([^\s'"|]{4,})['"]?\s*\|\s*(?:(?:sudo\s+)?passwd\b[^|;]*--stdin|sudo\s+-S)`,
    ),
  },
  {
    what: 'a password, token or key',
    regex: new RegExp(
      String.raw`\b(?:setx\s+['"]?|SetEnvironmentVariable\(\s*['"])\w*(?:password|secret|token|api_?key)\w*['"]?[\s,]+['"]?${noValue}([^'"\s]{4,})`,
      'i',
    ),
  },
  {
    what: 'a plain-text password',
    regex: new RegExp(
      String.raw`ConvertTo-SecureString\s+(?:-String\s+)?['"]?${noValue}([^'"\s]{4,})['"]?[^|;]*-AsPlainText`,
      'i',
    ),
  },
  {
    what: 'a password',
    regex: new RegExp(String.raw`\bnet\s+user\s+\S+\s+['"]?(?!/)${noValue}([^'"\s]{4,})`, 'i'),
  },
  {
    what: 'a password',
    regex: new RegExp(
      String.raw`\becho\s+(?:-n\s+)?['"]?[\w.-]+:${noValue}([^'"\s]{4,})['"]?\s*\|\s*(?:sudo\s+)?chpasswd`,
      'i',
    ),
  },
  {
    what: 'a password, token or key',
    regex: new RegExp(
      String.raw`(?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?token|auth[_-]?token|(?<![A-Za-z])(?:token|pat|pass))(?:['"]?\s*(?:=|:(?!:))\s*|\s+(?<=--?[\w-]+\s+))['"]?${noValue}([^\s'"&|;]{6,})`,
      'i',
    ),
  },
];

/** What each text with a secret has at least: one expression to compile, where most texts have none, instead of thirty. */
const hint = new RegExp(
  [
    'key|secret|secure|pass|pwd|token|sig=|code=|authorization|login|curl|mysql|chpasswd',
    'sudo\\s+-s|net\\s+user|(?<![a-z])pat|://[^\\s]*@',
    'gh[pousr]_|_pat_|akia|asia|hooks\\.slack|aiza|sg\\.|k_live_|hvs\\.|azdo|xox|glpat|npm_|8q~|eyj',
  ].join('|'),
  'i',
);

/** The first secret of a text. */
export function findSecret(
  text: string,
  patterns: readonly SecretPattern[],
): { readonly what: string; readonly secret: string } | undefined {
  for (let at = 0; ; at += windowLength - overlap) {
    const found = findIn(text.slice(at, at + windowLength), patterns);
    if (found || at + windowLength >= text.length) return found;
  }
}

/**
 * Texts are searched piece by piece, so that the time grows with their length and not with its square. Pieces overlap by more
 * than a secret with its name is long.
 */
const windowLength = 4096;
const overlap = 512;

function findIn(
  text: string,
  patterns: readonly SecretPattern[],
): { readonly what: string; readonly secret: string } | undefined {
  if (!hint.test(text)) return undefined;
  for (const { what, regex } of patterns) {
    const match = regex.exec(text);
    const secret = match?.groups?.['secret'] ?? match?.[1];
    if (secret !== undefined) return { what, secret };
  }
  return undefined;
}

/** Secrets in an address, whatever their form. */
export const secretParts: readonly SecretPattern[] = [
  { what: 'a SAS signature', regex: /[?&]sig=([^&]+)/i },
  {
    what: 'a token',
    regex: /[?&](?:access_token|token|pat|key|api_key|apikey|code|password|secret)=([^&]+)/i,
  },
  { what: 'credentials', regex: /^https?:\/\/([^/@]+)@/i },
];
