import type { Deployment } from '../../src/config.ts';

/** The settings of an invented hospital, for whatever draws the page without a portal. */
export const deployment: Deployment = {
  hospital: 'Larkspur Valley Health',
  language: 'en',
  phone: { display: '(555) 010-0199', href: 'tel:+15550100199' },
  emergency: 'If this is an emergency, call 911.',
  emergencyIn: {},
  timeZone: 'America/New_York',
  portalUrl: 'https://portal.example.org/',
  directions: undefined,
  issuers: [],
};
