/**
 * In place of fhirclient's HttpError, which reads the answer of a failed request. fhirclient sends none here
 * (see cross-fetch.cjs).
 */
exports.default = class HttpError extends Error {};
