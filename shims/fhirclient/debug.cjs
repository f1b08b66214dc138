/**
 * In place of debug, which prints fhirclient's token responses to the console of anyone who sets
 * `localStorage.debug`.
 */
const silent = () => undefined;
silent.extend = () => silent;
module.exports = () => silent;
