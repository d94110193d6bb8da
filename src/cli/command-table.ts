/** All commands of aibgen, in the groups in which the help shows them. */
import { azureCommands } from './tables/azure-commands';
import { migrateCommands } from './tables/migrate-commands';
import type { Define } from './tables/shared-options';
import { understandCommands } from './tables/understand-commands';
import { writeCommands } from './tables/write-commands';

/** The commands of each group, by its heading. */
export const commandGroups: Readonly<Record<string, Readonly<Record<string, Define>>>> = {
  'Write:': writeCommands,
  'Understand:': understandCommands,
  'Migrate:': migrateCommands,
  'In Azure:': azureCommands,
};
