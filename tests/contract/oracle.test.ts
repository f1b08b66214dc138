import { describeDialect } from './dialect.ts';

describeDialect('oracle', 'Oracle Health AI Application Suite');
