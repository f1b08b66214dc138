/**
 * In place of fhirclient's Client, which sends FHIR requests. This app sends its own
 * (docs/decisions/0001), and of what `ready()` returns reads only the state.
 */
exports.default = class Client {
  constructor(_environment, state) {
    this.state = state;
  }
};
