/**
 * The clouds that Azure VM Image Builder is in: where Resource Manager, logins and blobs are.
 * Source: https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure and
 * https://learn.microsoft.com/azure/china/resources-developer-guide, read 2026-11.
 */
export interface Cloud {
  /** Address of Resource Manager. */
  readonly resourceManager: string;
  /** Host of logins. */
  readonly authority: string;
  /** What the tokens for blobs are for. */
  readonly storageScope: string;
  /** Audience of the token that GitHub gives for a federated login. */
  readonly federationAudience: string;
}

const storageScope = 'https://storage.azure.com/.default';

export const clouds = {
  public: {
    resourceManager: 'https://management.azure.com',
    authority: 'https://login.microsoftonline.com',
    storageScope,
    federationAudience: 'api://AzureADTokenExchange',
  },
  usgov: {
    resourceManager: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
    storageScope,
    federationAudience: 'api://AzureADTokenExchangeUSGov',
  },
  china: {
    resourceManager: 'https://management.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    storageScope,
    federationAudience: 'api://AzureADTokenExchangeChina',
  },
} as const satisfies Readonly<Record<string, Cloud>>;

/** A cloud by the name that `--cloud` takes. */
export type CloudName = keyof typeof clouds;
