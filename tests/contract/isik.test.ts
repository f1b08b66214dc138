import { describeDialect } from './dialect.ts';

describeDialect('isik', 'gematik ISiK Terminplanung');
