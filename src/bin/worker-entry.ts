/** The script of a thread. */
import { load } from './loader';

void load(false).serve();
