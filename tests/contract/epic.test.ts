import { describeDialect } from './dialect.ts';

describeDialect('epic', 'Epic');
