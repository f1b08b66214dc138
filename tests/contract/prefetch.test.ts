import { describeDialect } from './dialect.ts';

describeDialect('argonaut-prefetch', 'Argonaut Scheduling 1.0.0 by $prefetch');
