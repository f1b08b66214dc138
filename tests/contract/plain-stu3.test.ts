import { describeDialect } from './dialect.ts';

describeDialect('plain-stu3', 'Plain FHIR STU3');
