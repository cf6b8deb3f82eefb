// Words around a name that tell what it names, written by us; all in lower case.

/** The words of a line. */
export const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** "New York", "New England". */
export const newWorld: ReadonlySet<string> = new Set(['york', 'england', 'hampshire', 'jersey', 'haven']);

export const joiners = setOf('and or n plus');
export const prepositions = setOf(
  'in at around across near throughout outside within from to into covering serving between inside yn',
);
export const compass = setOf(
  'north south east west central mid greater inner outer northern southern eastern western rural all much most parts whole',
);
export const careNouns = setOf(
  'surgeries practices gps pharmacies chemists hospital hospitals patients residents area areas region locality branch branches site sites based borough district county council wide icb lmc pcn pcns doctors trust infirmary',
);
export const organisationNouns = setOf(
  'surgery practice medical health healthcare pharmacy chemist clinic dental group family primary gp partnership community walk',
);
export const streetNouns = setOf(
  'road rd street st lane ln avenue ave close way drive terrace crescent gate grove court row park house gardens square lodge cross green grange farm manor view villa villas wood woods fields hill mews place bridge walk wharf mill castle abbey arms hall end heath cottage terminal station airport building',
);
/** Streets even where the author writes them small. */
export const roadNouns = setOf('road rd street lane avenue');
/** "Manchester City won", "Derby County on the telly". */
export const clubNouns = setOf('city county town');
export const titles = setOf('dr drs mr mrs ms prof rev cllr');
export const otherNouns = setOf(
  'united fc afc rovers wanderers albion athletic v vs salts vaccine myers scientific analytica sauce cathedral terrier pudding tart cheese bun',
);
export const acronyms = setOf('blmk bsol bnssg bsw llr ncl nel nwl iow rct ggc nhsggc bcuhb banes');
export const careWords = setOf(
  'nhs gp gps surgery surgeries practice practices pharmacy pharmacies chemist chemists emis systmone hospital hospitals appointment appointments prescription prescriptions prescribing patients doctor doctors clinical healthcare icb ambulance pts repeat scripts',
);
