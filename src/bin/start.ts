/** The script behind `aibgen`. */
import { repeatableCommand, repeatLastRun } from './last-run';
import { load } from './loader';

const command = repeatableCommand();
if (command === undefined || !repeatLastRun(command)) void load(true).start(command);
