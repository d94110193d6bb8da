// Lists which facts about Azure (src/service) nobody has looked up for half a year: `npm run data-age`. Ends with 1 where
// there are any, so that a scheduled job can tell.
import { readdirSync, readFileSync } from 'node:fs';
import { dataAges, holdsFacts, monthsOld } from './data-ages';

const folder = 'src/service';
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(holdsFacts)
  .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') }));
const old = dataAges(files, new Date(), monthsOld);
const lines = old.map(({ path, asOf }) => `${(asOf ?? 'no date').padEnd(10)}  ${path}\n`);
process.stdout.write(
  `${lines.join('')}${old.length} of ${files.length} files are older than ${monthsOld} months, or have no date.\n`,
);
process.exitCode = old.length > 0 ? 1 : 0;
