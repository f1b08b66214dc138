/** What a granted scope allows on one type. */
export interface Permission {
  readonly interactions: ReadonlySet<string>;
  /** `?status=...` of a granular scope: only these. `undefined`: no such narrowing. */
  readonly statuses: readonly string[] | undefined;
}

const scopePattern =
  /^(?:patient|user)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*|c?r?u?d?s?)(?:\?(.+))?$/;

/**
 * What the granted scopes allow on a resource type: SMART v1 (`patient/Appointment.read`) and v2
 * (`patient/Appointment.rs?status=booked`). A scope that is narrowed by something this server cannot
 * judge grants nothing: too little is safe, too much is not.
 */
export function permissionsOn(type: string, scopes: readonly string[]): Permission[] {
  return scopes.flatMap((scope): Permission[] => {
    const match = scopePattern.exec(scope);
    if (!match) return [];
    const [, on = '', letters = '', query] = match;
    if ((on !== '*' && on !== type) || letters === '') return [];
    const interactions = new Set(
      letters === 'read' ? 'rs' : letters === 'write' ? 'cud' : letters === '*' ? 'cruds' : letters,
    );
    if (query === undefined) return [{ interactions, statuses: undefined }];
    const narrowing = [...new URLSearchParams(query)];
    const [first] = narrowing;
    if (type !== 'Appointment' || narrowing.length !== 1 || first?.[0] !== 'status') return [];
    return [{ interactions, statuses: first[1].split(',') }];
  });
}
