/** Words beside which an ambiguous product name means the product. */
export const itWords = words(
  'system systems software login log logged logging outage server servers app platform users user crashed crashing portal it digital technical online offline database',
);
export const recordWords = words(
  'clinical record records emis systmone inps cegedim practice practices surgery surgeries gp gps patient patients epr',
);
export const gpWords = words(
  'gp gps surgery surgeries practice practices doctor doctors consultation consultations appointment appointments registrar',
);
export const pharmacyWords = words(
  'pharmacy pharmacies pharmacist pharmacists pmr dispensing dispense dispensary prescription prescriptions scripts eps chemist chemists labels invatech',
);
export const hospitalWords = words(
  'hospital hospitals trust nhs epr ward wards patient patients clinical outpatient outpatients clinic clinics theatre electronic community',
);

function words(list: string): readonly string[] {
  return list.split(' ');
}
