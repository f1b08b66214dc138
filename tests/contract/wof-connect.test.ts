import { describeDialect } from './dialect.ts';

describeDialect('wof-connect', 'WOF Connect');
