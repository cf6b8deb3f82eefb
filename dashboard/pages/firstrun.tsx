import { useState } from 'preact/hooks';
import { AddChannel } from '../parts/addchannel.tsx';
import { AddDefaults } from '../parts/defaults.tsx';
import { LoadDemo } from '../parts/demo.tsx';
import { useShared } from '../shared.ts';

/** What a newcomer sees: nothing is watched yet, and the ways to begin. */
export function FirstRun() {
  const { state, reload } = useShared();
  const [added, setAdded] = useState(false);
  return (
    <>
      <div class="rw-headline">
        <h1>Nothing is being watched yet</h1>
        <p class="rw-headline__when">
          Ripplewatch reads public posts by GP practices and pharmacies and shows which systems are reported down, where, and
          whether it spreads or recedes. There are three ways to begin.
        </p>
      </div>
      {state.allowedActions ? (
        <div class="rw-begin">
          <section class="rw-panel" aria-labelledby="begin-channel">
            <h2 class="nhsuk-heading-m" id="begin-channel">
              Add a channel
            </h2>
            <p>
              A practice’s website or news feed is enough. We try it once, say what we found, and look again every few minutes.
            </p>
            <AddChannel onAdded={(stored) => setAdded(added || stored)} />
            {added && (
              <button type="button" class="nhsuk-button nhsuk-button--secondary" onClick={reload}>
                Go on to the overview
              </button>
            )}
          </section>
          <section class="rw-panel" aria-labelledby="begin-defaults">
            <h2 class="nhsuk-heading-m" id="begin-defaults">
              Add a default set
            </h2>
            <p>
              Suppliers’ status pages, national and representative bodies and the trade press: their own pages, no practice’s. We
              try each address once and add those that answer.
            </p>
            <AddDefaults onDone={(stored) => setAdded(added || stored)} />
          </section>
          <section class="rw-panel" aria-labelledby="begin-demo">
            <h2 class="nhsuk-heading-m" id="begin-demo">
              Load the demonstration
            </h2>
            <p>
              Two days in July 2024 re-told with invented practices and pharmacies in real areas: how a disruption began, spread
              and receded. It is kept apart from real posts, marked everywhere, and removed with one button.
            </p>
            <LoadDemo />
          </section>
        </div>
      ) : (
        <p>Only a person who has signed in may add channels or load the demonstration.</p>
      )}
    </>
  );
}
