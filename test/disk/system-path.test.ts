import path from 'node:path';
import { systemPath } from '../../src/disk/system-path';

test.each([
  'web.yaml',
  'specs/web.yaml',
  '.git',
  'specs/.hidden/a-b_c.yaml',
  '/etc/hosts',
  '.',
  '',
  '..',
  '../web.yaml',
  'specs/../web.yaml',
  'specs/./web.yaml',
  'specs//web.yaml',
  'specs/',
  '/',
  '//.git',
  '...',
  'C:/specs/web.yaml',
  'spécs/web 1.yaml',
])('a path is resolved as Node.js does it: %s', (name) => {
  expect(systemPath('/home/me/images', name)).toBe(path.resolve('/home/me/images', name));
});
