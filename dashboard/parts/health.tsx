import type { ChannelHealth } from '../types.ts';

type Health = ChannelHealth['health'];

const words: Readonly<Record<Health, { readonly title: string; readonly colour: string }>> = {
  ok: { title: 'Fine', colour: 'green' },
  new: { title: 'New', colour: 'blue' },
  waiting: { title: 'Waiting', colour: 'blue' },
  failing: { title: 'Failing', colour: 'red' },
  overdue: { title: 'Overdue', colour: 'orange' },
  silent: { title: 'Silent', colour: 'orange' },
  degraded: { title: 'Degraded', colour: 'yellow' },
  retired: { title: 'Gone', colour: 'grey' },
  off: { title: 'Off', colour: 'red' },
  withheld: { title: 'Not read', colour: 'grey' },
};

export function HealthTag({ health }: { health: Health }) {
  const { title, colour } = words[health];
  return <strong class={`nhsuk-tag nhsuk-tag--${colour}`}>{title}</strong>;
}

/** In a state that can hide a disruption from us. */
export function isTroubled(health: Health): boolean {
  return !['ok', 'new', 'waiting', 'degraded', 'withheld'].includes(health);
}
