/**
 * Notices as practices, pharmacies and the bodies around them word them, written for this test; every body is invented. `[a|b|c]` makes one
 * statement of each, alike in all but what is down or how it stands, and no two of them may be taken for one. `@P` is the name of a place.
 */
export const notices: readonly string[] = [
  'Our clinical system [EMIS Web|SystmOne|Vision|Medicus|Docman] is down this morning. We cannot see your records or book appointments. Please only contact us if your problem is urgent. Thank you for your patience.',
  'Due to a national problem with [EMIS|SystmOne|Vision|the NHS Spine|the Electronic Prescription Service (EPS)|smartcards] we are unable to send prescriptions to your pharmacy today. We will issue paper prescriptions for anything urgent. Reception at @P will call you when yours is ready.',
  'Patients of @P: our [phones|online forms|website pages|card machines|printers|smartcards|text messages] are not working at the moment. Engineers have been called and expect to be with us by lunchtime. Please come to the front desk if you need to speak to somebody today.',
  'We are aware that our phone lines are [down|back up and running] this afternoon. If you tried to reach @P earlier and could not get through, we are very sorry. Lines will be busy so please hold or use the website.',
  'URGENT NOTICE. [EMIS|SystmOne|Accurx|Docman|Lexacom|ICE] is offline across the whole county. Our doctors are working from paper. Booked appointments will go ahead but expect a wait of up to an hour. Routine matters will have to be left until tomorrow.',
  'Good news! [EMIS|SystmOne|Accurx|Docman|Lexacom|ICE] has been restored and @P is running as usual. We have a backlog of prescription requests to work through, so please allow two extra days. Thank you to everyone who was so understanding with our reception team.',
  'The practice has been told by the supplier that [EMIS Web|SystmOne|Vision|Docman|Accurx|ICE] will be unavailable on Sunday from six in the morning until noon for planned maintenance. Requests sent through the app in that time will not reach us. Nothing else is affected.',
  'Please note @P has lost its [internet connection|telephone system|connection to the NHS network]. Staff can still see you but cannot look up results or letters. Openreach have given no time for a fix.',
  'Our pharmacy computer ([ProScript Connect|Pharmacy Manager|Titan|RxWeb|Analyst|Columbus|Apotec]) has stopped talking to the NHS this morning. We cannot download any prescriptions sent electronically. If you have a paper copy we will do our best to dispense it while you wait.',
  'To all customers of @P: we [cannot|can again] receive electronic prescriptions from your surgery. Please bear this in mind before you make a journey. Our pharmacist is here for advice as always and over the counter sales go on as normal.',
  'The [NHS App|Patient Access|Airmid|myGP|SystmOnline] is not letting patients at @P order repeat medication. Please drop your repeat slip into the box by the door instead, or post it to us. We are told that the supplier is looking into it.',
  'Unable to log in? [NHS login|Patient Access|eConsult|PATCHS|Klinik|Anima] is having trouble today and the fault is not with your password. Try again this evening. Anything that cannot wait should be telephoned through to us from eight.',
  'Blood test results are late because the link between the hospital laboratory and [EMIS|SystmOne|ICE|Winpath|Docman|tQuest] is broken. Please do not ring to chase results this week. The laboratory will phone us directly with anything that worries them.',
  'This morning staff at the Hazel Road branch found every computer showing a blue screen. It is [part of the worldwide CrowdStrike incident|down to a burnt out switch in our cellar] and our IT team is visiting each machine by hand. Please bear with us while we go through the waiting room with pen and clipboard.',
  'Text message reminders through [Accurx|MJog|iPlato] have stopped. If you have an appointment at @P it still stands whether or not your phone has buzzed. Keep an eye on your appointment card instead.',
  'We have [no smartcard access|no printers|no access to NHSmail|no access to Docman] this morning which means we can neither sign nor send letters and fit notes. They will follow in the post when the fault is put right. We know how much you rely on these.',
  'NHS England is aware of an issue with [EMIS|SystmOne|Vision|the Spine|the Electronic Prescription Service|the e-Referral Service] affecting general practices in some parts of the country. The NHS has long standing measures in place to manage disruption, including paper records and phone calls. Patients should attend appointments unless told otherwise.',
  'The ICB has been informed that [EMIS|SystmOne|Adastra|Accurx|Docman|ICE] is unavailable in general practice across the area. Practices have moved to business continuity plans. People needing urgent medical help should use 111 online, and 999 in an emergency.',
  'Update from the ICB: [EMIS|SystmOne|Adastra|Accurx|Docman|ICE] is recovering and most general practices in the area can open patient records again. It may run slowly for the rest of the day while queues clear. Please continue to be patient with staff at the front desk.',
  'Community pharmacy teams are asked to note that [PharmOutcomes|EPS|the Summary Care Record|the NHS Spine|Sonar] is intermittently unavailable. Contractors should follow their continuity plan and record consultations on paper for entry later. A further bulletin will be issued to pharmacies at four.',
  'We are investigating reports that customers cannot sign in to [Docman 10|Accurx|eConsult|Lexacom|PATCHS|Klinik]. Our engineers have found an issue with a database upgrade overnight and are rolling it back. The next update will be posted within the hour on our status page.',
  'We have resolved the issue that stopped customers from signing in to [Docman 10|Accurx|eConsult|Lexacom|PATCHS|Klinik]. Service has been stable for an hour and we are watching it closely. A report on what went wrong will be sent to all practice managers next week.',
  '[EMIS|SystmOne|Vision|Docman|Accurx] is working for us at @P but extremely slow, so consultations take longer than usual. Please forgive the wait. Our nurses are running about forty minutes late and the doctors rather more than that.',
  '@P is not affected by the [EMIS|SystmOne|CrowdStrike|NHS Spine|Docman|Accurx] outage that you may have heard about on the radio. All our systems work as they should. Please come for your appointment as planned and order your prescriptions in the usual way.',
  'As a dispensing practice we want you to know that our dispensary cannot print labels while [EMIS|SystmOne|EPS|the local network] is down. Medicines already bagged may be collected. For the rest we ask you to come after three.',
  'Self check in screens at both our buildings are [out of order. Please give your name at the desk|working again after yesterday. Please use them as you arrive] so that the clinician knows that you are here. There is a short queue at most times of the day.',
  'The out of hours service has lost access to [Adastra|the Summary Care Record|EMIS Viewer|SystmOne] overnight. Callers are being dealt with on paper by the clinicians on duty. Call backs may take several hours longer than the time you were given.',
  'We had a power cut at @P and although the lights are on again the [server|telephone exchange|vaccine fridge monitor] has not come back. An engineer from the supplier is on the way from Leeds. We hope to be ourselves again by the afternoon.',
  'Referrals by [e-RS|NHSmail|ICE] are not going through to the hospital today. The practice keeps a list and will send every one of them as soon as the service returns. You do not need to do anything and you will not lose your place in the queue.',
  'Please be advised [the wifi in our waiting rooms|our public website|our patient email inbox] will be switched off over the weekend while contractors rewire the comms cabinet. Back on Monday at eight. We apologise to anyone who uses it for their work while waiting.',
  'Owing to the failure of [EMIS|SystmOne|Vision|Accurx|our broadband] we have cancelled this morning diabetic clinic. Each patient is being telephoned by a member of the team with a new date. If you have not heard from us by Friday please get in touch.',
  'It is with some relief that we tell you that the fault with our [telephones|online consultation forms|appointment screens] was traced to a digger in Station Street. Contractors are splicing the cable as we write. Meanwhile kindly speak to us across the counter.',
  'Our landline is dead, our mobile signal is poor and our patience is thin! If you need @P today please walk in and somebody will get to you in turn. No word yet from the telephone company.',
  'Pharmacies in the town report that prescriptions sent since Thursday night have not arrived. The surgery has sent them and our screen shows them as signed. We are asking the national service desk where they are stuck.',
  'Because of problems with Microsoft [Teams|Outlook|Azure] this morning, video consultations at @P have been turned into telephone calls. The doctor will ring the number we hold for you within an hour of your booked time. Check that your number with us is right.',
  'Sorry folks, [eConsult|Klinik|PATCHS|Anima|Accurx] has been switched off by us for today. We cannot keep up with requests and look after the people in the building while our record system is away. It will be opened again at eight tomorrow.',
  'Important information for parents: the child health system that holds vaccination dates is [down|up again] and our nurses [cannot|can] check what is due. Babies booked for their first set should come regardless. Older children will be contacted by the school team.',
  'Members are advised that the national fault with [CIS2|NHS login|the Spine|NHSmail|EPS] has now lasted two hours. The LMC reminds practices that they may suspend routine work when safety demands it. Keep a log of decisions for your insurers.',
  'There is a known defect in the [new version of Vision|latest update of SystmOne|EMIS mobile client] that hides allergy warnings from view. Clinicians should open the full record before prescribing. A patch has been promised for tomorrow night.',
  'Hospital switchboards across the trust are [unreachable|being answered again]. Wards may be called on their direct numbers, which you will find on your appointment letter. Emergency lines were never interrupted and ambulances have been running throughout.',
  'We are experiencing a cyber incident at our supplier of [pathology|telephone|document] services. Your data at the practice is safe. Some requests may need to be repeated and the team will write to those concerned.',
  'Yesterday we said that our booking line would be repaired overnight. [It was not, and we are still without it|It has been, and calls are coming through]. We are grateful to the volunteers who stood in the lobby with notepads. Another bulletin goes up here at noon.',
  'Just to let our village know the surgery computers [crashed|came back to life] about half an hour ago. Dr Thistlewood is seeing people as they come and writing things in an actual notebook. Do pop in if you are worried about something.',
  'Customers collecting from @P today: card payments are [not possible|possible again]. The nearest cash machine is outside the post office. Prescription charges may also be settled the next time you are in.',
  'The hub at Larkhill has no connection to the shared [SystmOne|EMIS] unit so extended access appointments this evening are in doubt. We will text everybody booked before five. If you hear nothing then please assume that it goes ahead.',
  'Attention all branches. [Apotec|Titan|Columbus|Analyst|RxWeb] is rejecting logins since the certificate expired at midnight. Use the continuity laptop in the back office for owings and keep a handwritten register for controlled drugs. Area manager to confirm when fixed.',
  'Our video about flu jabs will be filmed next week, but first: [the booking page|the telephone queue|the text link] for flu clinics broke under the demand. We are adding capacity and will open the diary again tonight. There is vaccine for everyone who needs it.',
  'Bore da. Mae problem gyda [EMIS|Vision] heddiw, our clinical system is unavailable across the health board. Emergencies only please until we tell you otherwise. Diolch for bearing with us in two languages.',
  'NHS Scotland boards report that [SCI Gateway|TrakCare|EMIS PCS] is unreachable from practices. Referral letters are queued and will be transmitted automatically. Clinicians with urgent suspicions of cancer should telephone the clinic.',
  'Until further notice the dispensary at @P closes at four because [our labelling system|the robot|EPS] has given up. Staff will use the quiet hour to write up what the computer would normally have done. Thanks for not shouting at them.',
  'Update number two on the outage: [still nothing to report and no estimate|first practices reconnected in the last hour]. We shall be publishing these bulletins every ninety minutes. Practice managers are asked to dial into the call at noon.',
  'The regional network that carries HSCN traffic for sixty surgeries in the dales lost both routes at breakfast. [One route is carrying traffic again|Neither route is carrying traffic yet]. Practices on satellite links were never touched.',
  'Please ignore the text you had from us this morning about your asthma review. It was sent in error when our messaging system restarted after the crash. Nothing is wrong and you do not have to reply.',
  'Our partners at the community trust have lost [RiO|CareNotes|SystmOne|Adastra] and with it the diary of the district nurses. If you were expecting a visit today it may come late or not at all. For catheters, syringe drivers and palliative care ring the single point of access.',
  'Today is going to be a long one. [EMIS|SystmOne|Vision|Medicus] down, phones ringing off the hook, and half of the team on leave. We will see anyone who truly cannot wait. Cake gratefully received at reception.',
  'Dentists and opticians who share our building at Quayside are also without internet and the landlord has been told. Bring your own reading matter because the waiting room television is off as well. Appointments run by the clock on the wall.',
  'Following the failed server migration at @P on Saturday some patients were shown as deceased in their own app. We have put the records right. If yours still looks odd please send us a screenshot through the website.',
  'We have been asked why the practice did not pick up between nine and ten. The short answer is that a software licence ran out and calls went nowhere. It has been dealt with and we offer our apologies.',
  'Repeat requests made through [the app|our website form|the answering machine] between Friday and Sunday have been lost for good. Please make them again. The people at the help desk were honest about it at least.',
  'Local pharmacies have told us that insulin prescriptions keep bouncing with an error about dosage codes. Until the coding table is corrected our doctors will write these by hand. Come to the side entrance to collect them.',
  'From the practice manager: last night [EMIS|SystmOne|Vision] was upgraded and the morning did not go to plan. Printers print upside down, letters come out blank and nobody can find the sick notes. Normal service by lunchtime, fingers crossed.',
  'A message from your Patient Participation Group. We met yesterday when the [phones|computers] at @P failed for the third time this month. The partners agreed to take it up with the ICB and to publish the answer on this page. If you would like to help us keep a diary of such days, leave your name at the desk.',
  'Is it just us? [EMIS|SystmOne|ICE|Docman|Lexacom|Accurx] freezes whenever anybody opens a letter. The service desk has fifty seven people ahead of us in the queue and the hold music is dreadful. We will tell you once we know more.',
  'In line with our continuity plan the practice will see emergencies at the Eastgate site only while the other building has no electricity. Bring a list of your medicines. Nobody will be turned away but you may be asked to come back.',
  'Reminder for anyone with an appointment tomorrow: [EMIS|SystmOne|Vision|Accurx|Docman|ICE] is still unavailable and we are not expecting it overnight. Doors open at eight. Please bring your NHS number, a list of tablets and something to read.',
  'Half of the keyboards at @P are unplugged and so are we. [EMIS|SystmOne|Vision|Medicus] failed at ten past nine with a full waiting room. The nurse will call people by name rather than on the screen.',
  'We would like to thank the engineers of BT who gave us our broadband back at four in the morning. All clinics run as booked today. If you were sent home yesterday then phone us for a new slot.',
  'Stock orders to the wholesaler have [failed|gone through again] since this morning and deliveries will be short of some lines. We will borrow what we can from neighbouring branches. If your medicine is on the list by the till, please allow an extra day.',
  'For the attention of carers: blister packs due on Friday are [delayed because Titan is down|delayed because Analyst is down|ready after all now that Titan is up]. Please ring before you set out. Packs already at the care homes are not touched by this.',
  'Out of hours clinicians are reminded that [GP Connect|the Summary Care Record|CIS2|the Directory of Services] times out after thirty seconds tonight. Take the history again from the patient and document allergies by hand. Service management have it as a priority one.',
  'Midwives at the children centre have no [BadgerNet|EMIS|SystmOne|Epic] and are asking women to bring the green folder to every visit. Scans at the hospital are unaffected. Any bleeding or pain should go straight to the assessment unit.',
  'Every phone at @P rings but nobody can hear you. The fault lies with [Surgery Connect|Babblevoice|Think Healthcare|Openreach] and their engineers hope to finish by teatime. Shouting does not help, although we have all tried it.',
  'The trust has declared a critical incident after [Epic|Cerner|Lorenzo|Careflow] went down during a change of hardware last night. Planned operations are postponed. Accident and emergency is open and ambulances are being received as normal.',
  'After a long night the trust can say that [Epic|Cerner|Lorenzo|Careflow] is available to all wards again. Operations resume on Monday. We are grateful to the six hundred colleagues who carried paper from floor to floor.',
  'Data from the blood pressure machine in the lobby does not reach [EMIS|SystmOne|Vision] at present. Kindly write your reading on the slip provided and post it through the hatch. Readings taken since the first of the month will be typed in by volunteers.',
  'Prescription tracker in the [NHS App|myGP app|Airmid app] says ready although your parcel is not. Please wait for the text from @P before walking over. We reported it last week and hear that a correction is being tested.',
  'The lift and the [broadband|phone exchange|card reader] at @P broke within an hour of one another. Ground floor rooms are in use for everyone today. Wheelchair users need not do anything differently.',
  'School nurses cannot open [SystmOne|RiO|EMIS|Vision] in the classrooms so the vaccination session at the academy has been postponed. Consent forms stay valid. A new date will come home in book bags.',
  'A notice for our temporary residents: [EMIS|SystmOne|Vision|the Spine] will not let us register visitors at the moment. We can still treat you as a walk in. Bring some proof of where you are staying.',
  'Weekend team note: [PharmOutcomes|Sonar|EPS|CIS2] was down from Saturday noon and vaccinations were noted on the paper grid. Please enter them by Wednesday. The grid is in the blue folder behind the counter.',
  'The optometry pathway through [e-RS|Docman|NHSmail] stalled on Tuesday, and eye casualty has asked practices to telephone instead. Children and anyone with sudden loss of sight should be sent without waiting for an answer.',
  'Cyngor heddiw. [Choose Pharmacy|NHS Wales App|EMIS|Vision] is not loading for pharmacies in the valleys and staff are writing consultations by hand. The common ailments service carries on. Thanks for bearing with our handwriting.',
  'Winter bulletin, page two. Since the move to [Microsoft 365|Surgery Connect|AccuRx|Docman] many practices have reported errors on shared desks. The helpdesk suggests a restart after lunch. Superusers meet again in the second week of the month.',
];

export interface Base {
  readonly text: string;
  /** The words that tell it from its siblings: a copy without them is a copy of any of them. */
  readonly keys: readonly string[];
}

/** `[a|b]` spelled out, every combination a statement of its own. */
export function spellOut(notice: string, keys: readonly string[] = []): readonly Base[] {
  const found = /\[([^\]]*)\]/.exec(notice);
  if (found === null) return [{ text: notice, keys }];
  const options = (found[1] ?? '').split('|');
  return options.flatMap((option) =>
    spellOut(
      notice.replace(found[0], () => option),
      [...keys, option],
    ),
  );
}

export const bases: readonly Base[] = notices.flatMap((notice) => spellOut(notice));
