type Forms = { readonly other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** Picks the form that a language uses with a number. Every language has `other`. */
export function pluralsOf(language: string): (count: number, forms: Forms) => string {
  let rules: Intl.PluralRules | undefined;
  return (count, forms) =>
    forms[(rules ??= new Intl.PluralRules(language)).select(count)] ?? forms.other;
}
