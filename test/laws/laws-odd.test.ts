import { lawSuite } from './law-suite';

lawSuite(1);
