/** The script behind `aibgen`. */
import { load } from './loader';

void load(true).start();
