/**
 * In place of cross-fetch. fhirclient is given no network: what it asks for,
 * `src/session/fhirclient.ts` answers. A request that it would send past that, such as its
 * fall-back to /metadata, ends here.
 */
exports.fetch = () =>
  Promise.reject(new Error('fhirclient sends no requests of its own in this app'));
