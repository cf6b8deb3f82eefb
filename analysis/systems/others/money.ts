import type { SystemRow } from '../../classify/rules.ts';
import { row } from './row.ts';

/** Mobile networks, banks and payment. */
export const money: readonly SystemRow[] = [
  row('Vodafone', ['vodafone (network|uk)?', 'voda']),
  row('O2', ['o2'], {
    onlyNear: ['network', 'signal', 'bars', 'sim', 'texts', 'mobile', 'mobiles', 'customers', 'vodafone', 'ee'],
    notNear: ['oxygen', 'sats', 'saturation', 'saturations', 'cylinder', 'cylinders', 'mask', 'concentrator'],
    hits: ['O2 is down, no signal', 'no bars on o2'],
    misses: ['o2 sats 96 on air', 'Home oxygen: o2 low? Use your mobile to ring us'],
  }),
  row('EE', ['EE (network|signal|mobile)?'], { misses: ['fee paying'] }),
  row('Three', ['Three (network|signal|mobile|customers|is down|is back)', 'Three UK', 'on Three'], {
    onlyNear: ['network', 'signal', 'calls', 'mobile', 'mobiles', 'texts', 'bars'],
    hits: ['No signal, Three is down', 'No bars on Three in Swindon'],
    misses: ['Three doctors are away', 'Clinics on three days, calls from eight'],
  }),
  row('giffgaff', ['giffgaff', 'giff gaff']),
  row('Sky', ['sky (broadband|internet|wifi|tv|box|talk|glass|q)'], {
    hits: ['sky broadband down again'],
    misses: ['not a cloud in the sky'],
  }),
  row('TalkTalk', ['talktalk']),
  row('Lloyds', ['lloyds (bank|banking|app)', 'Lloyds'], {
    onlyNear: ['bank', 'banking', 'paid', 'payday', 'money', 'account', 'accounts', 'halifax', 'barclays', 'natwest'],
    notNear: ['pharmacy', 'pharmacies', 'chemist', 'dispense', 'dispensing', 'prescription', 'prescriptions', 'tablets'],
    hits: ['Lloyds bank is down', 'Lloyds down on payday, no money'],
    misses: ['Lloyds Pharmacy is open on Sunday', 'Lloyds over the road cannot dispense, its computers are down'],
  }),
  row('Barclays', ['barclays (app|bank)?', 'barclaycard']),
  row('Halifax', ['halifax (app|bank|online)', 'Halifax'], {
    onlyNear: ['bank', 'banking', 'paid', 'payday', 'money', 'lloyds', 'barclays', 'natwest'],
    hits: ['The bank says the Halifax app is down', 'Halifax sorted now, got paid'],
    misses: ['Surgeries in Halifax are open', 'Our surgery in Halifax is open, use the NHS App'],
  }),
  row('NatWest', ['natwest (app)?', 'nat west']),
  row('Santander', ['santander (app|bank)?']),
  row('Nationwide', ['Nationwide (app|bank|building society|let|has|is)', 'Nationwide'], {
    onlyNear: ['bank', 'banking', 'paid', 'payday', 'rent', 'money', 'building', 'members', 'monzo', 'barclays'],
    hits: ['My bank, the Nationwide app, is down', 'Nationwide let me in, paid rent'],
    misses: ['a nationwide IT outage', 'Nationwide is the scale of it, check your account'],
  }),
  row('Monzo', ['monzo']),
  row('Starling', ['starling (bank|app)'], { hits: ['Starling app is down'], misses: ['starling on the bird table'] }),
  row('Revolut', ['revolut']),
  row('HSBC', ['hsbc (app)?']),
  row('TSB', ['TSB (app|bank)?']),
  row('PayPal', ['paypal']),
  row('Apple Pay', ['apple pay']),
  row('Google Pay', ['google pay']),
  row('Worldpay', ['worldpay'], { hits: ['Worldpay is down, cash only'] }),
  row('SumUp', ['sumup']),
  row('Zettle', ['zettle']),
  row('Dojo', ['dojo (card|machine|terminal)'], { hits: ['The Dojo machine is down'], misses: ['karate at the dojo'] }),
  row('Visa', ['Visa (card~|payment~|network|outage|down|transactions)', 'visa (payments|outage)'], {
    hits: ['Visa payments are failing across Europe'],
    misses: ['a visa letter costs 20 pounds'],
  }),
  row('Mastercard', ['mastercard']),
  row('First Direct', ['First Direct'], { misses: ['Your first direct contact is the nurse'] }),
  row('Royal Bank of Scotland', ['(royal)? bank of scotland', 'RBS']),
  row('Tesco', ['tesco (website|app|clubcard|mobile|bank)'], {
    hits: ['Tesco website is down'],
    misses: ['the pharmacy in Tesco is open'],
  }),
  row('TfL', ['tfl (site|website|app)?']),
  row('RingCentral', ['ringcentral', 'ring central']),
  row('8x8', ['8x8']),
  row('3CX', ['3cx']),
];
