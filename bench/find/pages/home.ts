/** Where the first times on Home come from; from there a patient goes to the list. */
export const homePath = '/windows/home';

/** Milliseconds that a server takes for an answer, whatever it has. */
export const latency = 20;
