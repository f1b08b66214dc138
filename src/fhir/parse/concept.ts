import type { Code } from '../../scheduling/model.ts';
import { type Json, object, objects, text } from './json.ts';

/** A CodeableConcept, also inside R5's CodeableReference. */
function conceptOf(value: unknown): Json {
  const outer = object(value);
  return outer.concept === undefined ? outer : object(outer.concept);
}

/** The words for a concept: its text, else those of a code. A bare code is no word. */
export function parseWords(value: unknown): string | undefined {
  const { text: whole, coding } = conceptOf(value);
  return (
    text(whole) ??
    objects(coding)
      .map(({ display }) => text(display))
      .find((display) => display !== undefined) ??
    text(object(object(value).reference).display)
  );
}

/** All codes of some concepts that have both parts. */
export function parseCodes(concepts: unknown): readonly Code[] {
  return objects(concepts).flatMap((concept) =>
    objects(conceptOf(concept).coding).flatMap(({ system: uri, code: value, display }) => {
      const [system, code] = [text(uri), text(value)];
      return system === undefined || code === undefined
        ? []
        : [{ system, code, display: text(display) }];
    }),
  );
}
