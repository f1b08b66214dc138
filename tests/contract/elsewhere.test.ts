import { describeDialect } from './dialect.ts';

describeDialect('elsewhere', 'SMART Scheduling Links');
