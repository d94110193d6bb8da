import { filePage, isPrivateHost } from '../../src/service/file-hosts';

test.each([
  ['https://github.com/o/r/blob/v1/a/x.sh', 'https://raw.githubusercontent.com/o/r/v1/a/x.sh'],
  [
    'https://github.com/o/r/blob/v1/x.sh?raw=false#L3',
    'https://raw.githubusercontent.com/o/r/v1/x.sh',
  ],
  ['https://GitHub.com/o/r/blame/v1/x.sh', 'https://raw.githubusercontent.com/o/r/v1/x.sh'],
  ['https://gitlab.corp.com/a/b/c/-/blob/v1/x.sh', 'https://gitlab.corp.com/a/b/c/-/raw/v1/x.sh'],
  ['https://bitbucket.org/o/r/src/v1/x.sh', 'https://bitbucket.org/o/r/raw/v1/x.sh'],
  ['https://www.dropbox.com/s/abc/x.sh?dl=0', undefined],
  ['https://github.com/o/r/tree/main/scripts', undefined],
  ['https://contoso.sharepoint.com/sites/images/x.ps1', undefined],
])('%s is a page; its file is %s', (page, file) => {
  expect(filePage(page)).toMatchObject({ file });
});

test.each([
  'https://raw.githubusercontent.com/o/r/v1/x.sh',
  'https://github.com/o/r/raw/v1/x.sh',
  'https://github.com/o/r/releases/download/v1/x.tar.gz',
  'https://gitlab.com/o/r/-/raw/v1/x.sh',
  'https://bitbucket.org/o/r/raw/v1/x.sh',
  'https://gist.githubusercontent.com/u/0123456789abcdef0123456789abcdef/raw/x.sh',
  'https://corp.blob.core.windows.net/blob/x.sh',
  'https://www.dropbox.com/s/abc/x.sh?dl=1',
])('%s is no page', (file) => {
  expect(filePage(file)).toBeUndefined();
});

test.each([
  ['https://localhost/x.sh', true],
  ['http://127.0.0.1:8080/x.sh', true],
  ['https://172.20.1.1/x.sh', true],
  ['https://user@10.0.0.1/x.sh', true],
  ['https://172.32.1.1/x.sh', false],
  ['https://files.corp.internal/x.sh', true],
  ['https://internal.example.com/x.sh', false],
  ['https://example.com/localhost/x.sh', false],
])('%s is private: %s', (address, want) => {
  expect(isPrivateHost(address)).toBe(want);
});
