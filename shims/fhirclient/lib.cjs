/**
 * In place of fhirclient's lib: most of it reads FHIR, sends requests and prints them, and `ready` uses none of that.
 * The functions that would send are missing here. `src/session/fhirclient.ts` puts its own in their place, and what it
 * would not answer, such as a fall-back to /metadata, ends with an error.
 */
const silent = () => undefined;
silent.extend = () => silent;
// fhirclient's own prints token responses to the console of anyone who sets `localStorage.debug`.
exports.debug = silent;

exports.assert = (condition, message) => {
  if (!condition) throw new Error(message);
};

/** Read of the adapter's options alone, which have two levels. */
exports.getPath = (object, path) => path.split('.').reduce((value, key) => value?.[key], object);

/** Written into a state that ends with the call: `src/session/token-response.ts` says when a token ends. */
exports.getAccessTokenExpiration = () => 0;
