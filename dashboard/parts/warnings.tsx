import { nameTerm } from '../logic/filters.ts';
import { sayMoment } from '../logic/london.ts';
import { useShared } from '../shared.ts';

/** Whole platforms that cannot be read: said once, before the channels that fail with them. Nothing where there is none. */
export function Warnings() {
  const { state, vocabulary } = useShared();
  const down = state.warnings.filter(({ kind }) => kind === 'platform');
  return down.map(({ platform, says, since }) => (
    <p key={platform} class="rw-warning">
      <strong>{nameTerm(vocabulary.platforms, platform)}:</strong> {says} since <time dateTime={since}>{sayMoment(since)}</time>.
      Silence there means nothing.
    </p>
  ));
}
