/**
 * Addresses that answer with a web page about a file instead of the file, as of 2026-11-26, and addresses that only a machine
 * of the user's own network can reach. Sources: https://docs.github.com/repositories/working-with-files/using-files/viewing-and-understanding-files,
 * https://docs.gitlab.com/api/repository_files, https://support.atlassian.com/bitbucket-cloud/docs/view-raw-files; the rest: general knowledge.
 */

/** A web page that shows a file. */
export interface FilePage {
  /** Whose page it is. */
  readonly host: string;
  /** The address of the file itself, where it follows from that of the page. */
  readonly file: string | undefined;
}

interface PageRow {
  readonly host: string;
  readonly page: RegExp;
  /** The replacement for what `page` matches; absent where the file needs a login or has no address of its own. */
  readonly file?: string;
}

const pages: readonly PageRow[] = [
  {
    host: 'GitHub',
    page: /^https?:\/\/(?:www\.)?github\.com\/([^/]+\/[^/]+)\/(?:blob|blame)\/([^?#]+).*$/i,
    file: 'https://raw.githubusercontent.com/$1/$2',
  },
  { host: 'GitHub', page: /^https?:\/\/(?:www\.)?github\.com\/[^/]+\/[^/]+\/(?:tree|edit)\// },
  {
    host: 'GitHub',
    page: /^https?:\/\/gist\.github\.com\/([^/]+\/[0-9a-f]{20,40})\/?(?:[?#].*)?$/i,
    file: 'https://gist.githubusercontent.com/$1/raw',
  },
  {
    host: 'GitLab',
    page: /^(https?:\/\/[^/]+\/.+)\/-\/(?:blob|blame)\/([^?#]+).*$/i,
    file: '$1/-/raw/$2',
  },
  {
    host: 'Bitbucket',
    page: /^https?:\/\/bitbucket\.org\/([^/]+\/[^/]+)\/src\/([^?#]+).*$/i,
    file: 'https://bitbucket.org/$1/raw/$2',
  },
  {
    host: 'Azure DevOps',
    page: /^https?:\/\/(?:dev\.azure\.com|[^/]+\.visualstudio\.com)\/.*\/_git\//i,
  },
  { host: 'Google Drive', page: /^https?:\/\/(?:drive|docs)\.google\.com\/file\//i },
  { host: 'SharePoint', page: /^https?:\/\/[^/]+\.sharepoint\.com\//i },
  { host: 'OneDrive', page: /^https?:\/\/(?:1drv\.ms|onedrive\.live\.com)\//i },
  { host: 'Dropbox', page: /^https?:\/\/www\.dropbox\.com\/[^?]+\?.*\bdl=0/i },
];

/** The page that an address leads to, if it is one that shows a file. */
export function filePage(address: string): FilePage | undefined {
  const row = pages.find(({ page }) => page.test(address));
  return row && { host: row.host, file: row.file && address.replace(row.page, row.file) };
}

const unreachable =
  /^https?:\/\/(?:[^/?#]*@)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|169\.254\.\d+\.\d+|[^/:]+\.(?:local|localhost|internal|lan))(?=[:/?]|$)/i;

/**
 * True for a host of a private network: the service downloads scripts and files itself, before the build VM exists.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#properties-customize
 */
export function isPrivateHost(address: string): boolean {
  return unreachable.test(address);
}
