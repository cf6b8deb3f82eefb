import type { Mention } from './core/types.ts';

/** A checked post as the training data has it; a key that is absent means none. */
export type TrainingRow = Readonly<Record<string, string | readonly string[]>>;

/** What people and machine together say of a post, in the short form of the training data. Words that name a place, or the codes a person gave. */
export function toTrainingRow({ post, verdict, places, review }: Mention): TrainingRow {
  const codes = review?.correction.places;
  const words = places.map(({ text }) => text).filter((text) => text !== null);
  const row: Readonly<Record<string, string | readonly string[] | null>> = {
    text: post.text,
    authorKind: post.author.kind,
    phase: verdict.phase,
    voice: verdict.voice,
    systems: verdict.systems,
    unaffected: verdict.systemsUnaffected,
    causedBy: verdict.systemsCause,
    planned: verdict.systemsPlanned,
    switchedOff: verdict.systemsSwitchedOff,
    services: verdict.services,
    cause: verdict.cause,
    denied: verdict.causesDenied,
    advice: verdict.advice,
    places: codes ?? [...new Set(words)],
  };
  return Object.fromEntries(
    Object.entries(row).filter(
      (entry): entry is [string, string | readonly string[]] => entry[1] !== null && entry[1].length > 0,
    ),
  );
}
