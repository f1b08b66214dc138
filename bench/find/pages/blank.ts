/** No page at all: the Bundle parsed and kept, which no page can do without. */
import { offer } from './screen.ts';

declare global {
  /** So that nothing takes it for garbage. */
  var kept: unknown;
}

let text: string | undefined;

offer({
  prepare: async () => undefined,
  stand: async () => undefined,
  receive(body) {
    text = new TextDecoder().decode(body);
  },
  async draw() {
    globalThis.kept = JSON.parse(text ?? '');
  },
  shown: () => 0,
  release() {
    text = undefined;
  },
});
