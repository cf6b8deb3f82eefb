import type { AuthorKind, Voice } from '../core/types.ts';

/** Who publishes what others pass on: a copy of theirs is a relay. */
const origins: readonly AuthorKind[] = ['national', 'vendor', 'icb', 'representative', 'it-provider', 'trust'];

/** What counts of a Mention when it is asked whether it passes on, or is passed on. */
export interface Heard {
  readonly authorKind: AuthorKind;
  /** As filters and counts see it. */
  readonly voice: Voice | null;
  /** Found to be a relay by its Statement. */
  readonly relayed: boolean;
}

/** Whether copies of this one, the first of its Statement, may be relays. Whoever passes something on first makes relays of the copies as well. */
export function isOrigin({ authorKind, voice, relayed }: Heard): boolean {
  return origins.includes(authorKind) || (voice === 'relayed' && !relayed);
}

/** The voice of a copy once it has been looked at; what a person says of the voice stays. */
export function voiceOf(
  { voice, relayed }: Pick<Heard, 'voice' | 'relayed'>,
  isRelay: boolean,
  isCorrected: boolean,
): Voice | null {
  if (isCorrected) return voice;
  if (isRelay && voice === 'own') return 'relayed';
  if (!isRelay && relayed && voice === 'relayed') return 'own';
  return voice;
}
