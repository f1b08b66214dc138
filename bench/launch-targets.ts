import { median } from './wire.ts';

/** One launch, up to the first time on screen unless the name says otherwise. */
export interface Launch {
  readonly depth: number;
  /** Left out by a page that knows nothing of the patient's own doctor. */
  readonly depthOwnDoctor?: number;
  readonly requests: number;
  readonly preflights: number;
  readonly preflightsOnPath: number;
  readonly metadata: number;
  /** Of these, those answered before the request that brought the first time was sent. */
  readonly discoveryOnPath: number;
  readonly patientOnPath: number;
  readonly locationOnPath: number;
  readonly bytes: number;
  readonly ms: number;
}

export interface Measured {
  readonly cold: Launch;
  readonly warm: Launch;
}

/** What must never be on the path is counted at its worst; everything else is the median. */
export function summary(launches: readonly Launch[]): Launch {
  const middle = (of: (launch: Launch) => number) => median(launches.map(of));
  const worst = (of: (launch: Launch) => number) => Math.max(...launches.map(of));
  const ownDoctor = launches.flatMap(({ depthOwnDoctor }) => depthOwnDoctor ?? []);
  return {
    depth: middle(({ depth }) => depth),
    ...(ownDoctor.length === 0 ? {} : { depthOwnDoctor: median(ownDoctor) }),
    requests: middle(({ requests }) => requests),
    preflights: middle(({ preflights }) => preflights),
    preflightsOnPath: worst(({ preflightsOnPath }) => preflightsOnPath),
    metadata: worst(({ metadata }) => metadata),
    discoveryOnPath: worst(({ discoveryOnPath }) => discoveryOnPath),
    patientOnPath: worst(({ patientOnPath }) => patientOnPath),
    locationOnPath: worst(({ locationOnPath }) => locationOnPath),
    bytes: middle(({ bytes }) => bytes),
    ms: middle(({ ms }) => ms),
  };
}

const most = {
  cold: { depth: 6, ratio: 0.85 },
  warm: { depth: 3, ratio: 0.75 },
  ownDoctorAfter: 2,
  preflightsOnPath: 1,
} as const;

/** @returns one sentence for each target that is missed */
export function missed(
  ours: Measured,
  ratio: { readonly cold: number; readonly warm: number },
): readonly string[] {
  return (['cold', 'warm'] as const).flatMap((state) => {
    const launch = ours[state];
    const { depth, ratio: largest } = most[state];
    const ownDoctor = launch.depthOwnDoctor ?? Number.NaN;
    const never = (what: string, count: number): readonly [boolean, string] => [
      count === 0,
      `${count} ${what}, none is allowed`,
    ];
    const targets: readonly (readonly [kept: boolean, otherwise: string])[] = [
      [launch.depth <= depth, `depth is ${launch.depth}, at most ${depth} is allowed`],
      [
        ownDoctor <= launch.depth + most.ownDoctorAfter,
        `depthOwnDoctor is ${ownDoctor}, at most ${launch.depth + most.ownDoctorAfter} is allowed`,
      ],
      [
        launch.preflightsOnPath <= most.preflightsOnPath,
        `${launch.preflightsOnPath} preflights are on the path, at most ${most.preflightsOnPath} is allowed`,
      ],
      never('requests to /metadata', launch.metadata),
      never('discoveries on the path', launch.discoveryOnPath),
      never('reads of the Patient on the path', launch.patientOnPath),
      never('reads of a Location on the path', launch.locationOnPath),
      [
        ratio[state] <= largest,
        `the launch takes ${ratio[state]} of the typical page's time, at most ${largest} is allowed`,
      ],
    ];
    return targets.flatMap(([kept, otherwise]) => (kept ? [] : `MISSED, ${state}: ${otherwise}`));
  });
}
