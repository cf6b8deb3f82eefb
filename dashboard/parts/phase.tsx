import type { Phase } from '../types.ts';

/** The phases in order, as words that stand without their colour. */
export const phases: readonly { readonly id: Phase; readonly title: string }[] = [
  { id: 'disrupted', title: 'Disrupted' },
  { id: 'recovering', title: 'Recovering' },
  { id: 'restored', title: 'Restored' },
  { id: 'unaffected', title: 'Says unaffected' },
  { id: 'planned', title: 'Planned work' },
  { id: 'none', title: 'No disruption' },
];

export function PhaseTag({ phase }: { phase: Phase }) {
  return (
    <strong class={`nhsuk-tag rw-phase rw-phase--${phase}`}>{phases.find((one) => one.id === phase)?.title ?? phase}</strong>
  );
}
