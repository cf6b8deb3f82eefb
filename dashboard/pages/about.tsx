import { Governance } from '../parts/governance.tsx';
import { useShared } from '../shared.ts';
import { useTitle } from '../title.ts';

const words = [
  ['Mention', 'A public post that speaks of an IT or phone disruption, with what we made of it and where it belongs.'],
  ['Disrupted', 'The post says that something does not work now.'],
  ['Recovering', 'The post says that it works again in part: slow, or with a backlog.'],
  ['Restored', 'The post says that it works again.'],
  ['Own and relayed', 'Own: the author’s own practice, pharmacy or experience. Relayed: passing on what somebody else said.'],
  ['System', 'A product or service that can fail: EMIS Web, the electronic prescription service, the phones.'],
  ['Area', 'An integrated care board, a region, a health board or a country, as it was on the day of the post.'],
  ['Channel', 'One place that we watch: a website, a news feed, an account.'],
  ['Could not be seen', 'A time in which a channel failed or was not collected. No posts then does not mean that all was well.'],
] as const;

export function About() {
  useTitle('About');
  return (
    <div class="nhsuk-u-reading-width">
      <h1 class="nhsuk-heading-l">About Ripplewatch</h1>
      <p class="nhsuk-body-l">
        Ripplewatch reads public posts by GP practices, pharmacies, their patients, suppliers and national bodies. It recognises
        those that speak of a disruption, says which system and place each concerns, and shows how a disruption spreads and
        recedes.
      </p>
      <h2 class="nhsuk-heading-m">What a count is, and is not</h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        <li>A count says how many have posted. It does not say how many are down.</li>
        <li>Posters select themselves: many practices never post. So a share is a least value: “at least 12 of 297”.</li>
        <li>
          Organisations are counted once, however often they post. Copies of one statement are one statement, said by many
          organisations.
        </li>
        <li>Posts without a date are not on the timeline; the page says how many there are.</li>
        <li>Hatched times are times when channels could not be seen. Silence there means nothing.</li>
        <li>Each post shows the words for which it was tagged and how sure we are. Mistakes happen; read the post.</li>
      </ul>
      <h2 class="nhsuk-heading-m">The words</h2>
      <Words />
      <h2 class="nhsuk-heading-m">Where the figures come from</h2>
      <p>
        Posts come from the channels on the <a href="/channels">channels page</a>. Organisations and their codes come from the
        directory files that were imported, when they were. Numbers of practices by system come with the list of areas and are of
        today, not of the day of a post. The map gives every area a tile of one size, so that a large area does not look more
        important than a small one.
      </p>
      <p>
        The figures behind each page can be read by programs:{' '}
        <a href="/api/openapi.json" target="_blank" rel="noopener">
          description of the API
        </a>
        .
      </p>
      <Governance />
      <AreaLists />
    </div>
  );
}

function Words() {
  return (
    <dl class="rw-words">
      {words.map(([word, meaning]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

function AreaLists() {
  const { vocabulary } = useShared();
  const today = vocabulary.areas.filter((area) => area.validTo === null);
  const former = vocabulary.areas.filter((area) => area.validTo !== null);
  const name = new Map(vocabulary.areas.map((area) => [area.code, area.name]));
  const lists = [
    { title: 'Integrated care boards', areas: today.filter((area) => area.kind === 'icb') },
    {
      title: 'Health boards and trusts in Wales, Scotland and Northern Ireland',
      areas: today.filter((area) => area.kind === 'board'),
    },
    { title: 'Former areas and what became of them', areas: former },
  ];
  return (
    <>
      <h2 class="nhsuk-heading-m">Areas</h2>
      {lists.map(({ title, areas }) => (
        <details class="nhsuk-details" key={title}>
          <summary class="nhsuk-details__summary">
            <span class="nhsuk-details__summary-text">
              {title} ({areas.length})
            </span>
          </summary>
          <div class="nhsuk-details__text">
            <ul class="nhsuk-list">
              {areas.map((area) => (
                <li key={area.code}>
                  {area.name} <span class="rw-quiet">{area.code}</span>
                  {area.validTo !== null && ` → ${area.successors.map((next) => name.get(next.code) ?? next.code).join(', ')}`}
                </li>
              ))}
            </ul>
          </div>
        </details>
      ))}
    </>
  );
}
