import { describeDialect } from './dialect.ts';

describeDialect('ihe', 'IHE ITI Scheduling');
