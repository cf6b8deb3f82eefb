const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Openings that practices put before a statement they copy. */
export const greetings = words(
  'hi hello hiya dear all everyone folks patients good morning afternoon evening please note important notice update urgent announcement attention breaking news information',
);

/** Nouns that end the name of a place of care. */
export const placeNouns = words(
  'surgery surgerys practice practices pharmacy pharmacys chemist chemists clinic clinics centre centres hospital hospitals partnership',
);

/** Words between such a name and its noun. */
export const placeWords = words('medical health healthcare group family community walk in doctors gp');

/** Words after which a capital begins the name of a place: "here at Alderbrook". */
export const beforePlaces = words('at near outside around');

/** Words that begin a sentence with a capital, or name something that is not a practice. */
export const notNames = words(`
  a all an and any are as at because but by can dear do due each every everyone for from good has have here hi hello if in is it its
  just local many most my nearby neighbouring new no not note of on or other our out please several she some that the their there these they this those to until
  update visit we when while with you your nhs gp gps bank monday tuesday wednesday thursday friday saturday sunday today tomorrow
`);

/** Words of thanks, apology and closing; a sentence of nothing else tells nothing. */
export const polite = words(`
  a again all and any apologies apologise appreciate appreciated are as at be bear best by can cause caused cooperation during extremely for from great greatly
  have hope if in inconvenience is it kind kindly kindness many may more much of ongoing our patience patient patients please regards really result so
  sorry staff stay support team thank thanking thanks that the this time times to understanding us very we well while wishes with you your yours sincerely
  updates update follow follows soon share pls ta x xx xxx
`);

/**
 * What the words of a text say of the state of things, so that a notice and its all-clear are told apart however much they share.
 * `neg` turns the word after it round.
 */
export const states: Readonly<Record<string, 'out' | 'back' | 'spared' | 'planned' | 'neg'>> = Object.fromEntries([
  ...mark(
    'out',
    'down offline unavailable outage outages crash crashed crashing fail failed failure failing fault faults faulty issues problem problems difficulties difficulty disruption disrupted affected affecting impacted impacting intermittent intermittently slow slowly frozen freezing freezes freeze crashes hangs error errors broken inaccessible disconnected lost trouble troubles unreachable dead stopped rejecting bouncing stuck broke hanging unresponsive',
  ),
  ...mark('back', 'back restored resolved fixed working running available normal recovered repaired operational'),
  ...mark('spared', 'unaffected'),
  ...mark('planned', 'planned maintenance upgrade upgrading upgraded scheduled migration migrating'),
  ...mark(
    'neg',
    'not no never cannot cant unable without isnt arent wont dont doesnt hasnt havent didnt wasnt werent neither nor',
  ),
]);

/** After these, "back", "working" and the like are no state: "ring you back", "working hard". */
export const notState: Readonly<Record<string, { readonly after?: ReadonlySet<string>; readonly before?: ReadonlySet<string> }>> =
  {
    back: {
      after: words('call ring phone get come go you them us called rang check report hear write'),
      before: words('office door pain garden garage of soon'),
    },
    working: { before: words('hard on with to from together closely through day days hours') },
    running: { before: words('late low out behind about throughout') },
    available: { before: words('appointments appointment slots') },
    lost: { before: words('property') },
  };

/** Words that practices exchange without saying anything else by it. */
export const loose = words(`
  a all am an and any are as at be been both but by can could currently day days do for from further gp had has have hour hours i if in is it its just line lines local
  major minutes moment morning afternoon evening national now of on only or our over part please pm practice quite really service services shall should
  site sites some still surgery system systems team than that the their them then there these they this those to today tomorrow tonight
  again us very was we week were which who will with would you your clinical computer computers ict patients everyone people pharmacy
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
`);

/** What may be hit besides systems; one word of each kind is enough to tell two sentences of one pattern apart. */
export const hits: Readonly<Record<string, string>> = Object.fromEntries([
  ...mark('prescriptions', 'prescription prescriptions prescribing script scripts repeats'),
  ...mark('appointments', 'appointment appointments bookings'),
  ...mark('records', 'record records notes'),
  ...mark('results', 'results bloods'),
  ...mark('referrals', 'referral referrals'),
  ...mark('payments', 'payment payments'),
  ...mark('dispensing', 'dispense dispensing'),
]);

/** Names of systems that the catalogue has only as part of a longer name. */
export const moreSystems: Readonly<Record<string, string>> = Object.fromEntries([
  ...mark('phones', 'phone telephone'),
  ...mark('systmone', 'systm'),
  ...mark('broadband', 'internet broadband'),
  ...mark('nhs-app', 'app'),
  ...mark('cis2', 'smartcards'),
  ...mark('payments', 'card'),
  ...mark('printers', 'printer printers printing'),
]);

/** Words that the catalogue reads as a system only beside others. */
export const notSystems = words('quality reception line lines path lab our inbox patches bars sonar');

function mark<Mark extends string>(as: Mark, list: string): (readonly [string, Mark])[] {
  return list.split(/\s+/).map((word) => [word, as] as const);
}
