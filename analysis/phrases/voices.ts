import type { PhraseRow } from '../classify/rules.ts';

/** Who is speaking of whom. */
export const voices: readonly PhraseRow[] = [
  {
    id: 'relay.heard',
    kind: 'relay',
    says: [
      '(hearing|heard|hear) (that|of|from|reports|lots|about|many|several|some|surgeries|practices|pharmacies|gp|gps|rumours|via)',
      '(reports|report|reporting|reportedly|apparently|allegedly|seemingly)',
      '(it is|its being|being|been) reported',
      'according to',
      '(BREAKING|Breaking)',
      '(RT|via)',
      '(friend|mate|colleague|sister|mum|wife|husband|daughter|neighbour|partner) (works|who works|says|said|tells|told|just told)',
      'word is',
      'looks like (lots|many|most|all|several|half)',
    ],
    hits: ['Hearing that surgeries are down', 'Reports of an outage', 'Apparently EMIS is down'],
    misses: ['Hearing aids', 'The rep'],
  },
  {
    id: 'relay.says',
    kind: 'relay',
    says: [
      '(nhs england|nhs|bbc|sky news|itv|bbc news|the guardian|spokesperson|spokesman|spokeswoman|statement|icb|health board|emis|tpp|microsoft|crowdstrike|government|minister|nhse|bma|lmc|npa|cpe|officials|@sys) (has|have)? (said|says|say|confirmed|confirms|issued|told|reported|announced|tweeted|posted|advise|advises|statement)',
      '(statement|message|update|info|information|news|notice|bulletin) (from|by|on behalf of|received from) (nhs|the|our|emis|@sys|icb|bbc|local|tpp|england)',
      '(shared|sharing|posted|reposted|forwarded) (from|by|on behalf of)',
      '(nhs|nhs england) (is|are) (aware|working|experiencing|currently)',
      'the nhs has',
      'see (below|statement|thread) (from)?',
    ],
    hits: ['NHS England has said the outage goes on', 'A statement from NHS England', 'The NHS is aware of an outage'],
    misses: ['She said hello', 'bank statements'],
  },
  {
    id: 'others.practices',
    kind: 'others',
    says: [
      '(gp|gps|doctors|some|many|most|several|all|other|local|hundreds of|thousands of|number of|majority of|half of|our|nhs|member|english|uk|various|lots of|across)? (gp|doctors|general|member|local)? (practices|surgeries|pharmacies|hospitals|trusts|gps|chemists|contractors)',
      '(patients|people|users|customers) (at|of|across|in|using|are|may|with|may be|registered)',
      '(across|throughout|around|in) (the country|england|the uk|wales|scotland|the region|the county|the area|the nhs|the north|the south|kent|london)',
      '(nationwide|countrywide)',
      'general practice',
      '(they|their|them) (are|have|can|systems|phones|computers)',
    ],
    hits: ['Many practices cannot see records', 'GP surgeries across England'],
    misses: ['Practise your steps', 'A practice'],
  },
  {
    id: 'inclusive.ours',
    kind: 'inclusive',
    says: [
      '(including|including here at|includes|inc|and so is|so is|and) (us|ours|our|here at|our own|this practice|our practice|our surgery)',
      'we (too|also)',
      '(us|ours) (too|as well|included)',
      'as (are|is) (we|ours|many|most)',
    ],
    hits: ['All practices, including us', 'We too have lost it'],
    misses: ['Include a stamp', 'Use it'],
  },
  {
    id: 'echo.same-here',
    kind: 'echo',
    says: [
      'same (here|for us|at ours|at our|issue here|problem here|at my|with us|boat|in)',
      '(us|ours|me) (too|as well|aswell)',
      'ditto',
      'snap',
      'yep (us|same|here)',
      '(and|so are) (we|us)',
      'this is (us|affecting us|happening here)',
    ],
    hits: ['Same here', 'Us too!', 'Ditto'],
    misses: ['The same day', 'a bus'],
  },
];
