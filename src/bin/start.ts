/** The script behind `aibgen`. */
import { repeatLastRun } from './last-run';
import { load } from './loader';

if (!repeatLastRun()) void load(true).start();
