// Place names that are also words, surnames, first names, brands or towns abroad, written by us from a reading of the gazetteer.
// They are believed only with a capital and a locating context ("in Reading", "Bath surgeries").

const words =
  'cheddar stilton abbey aber amble ash askew bacup balance banks bar barking barrow bath battle beacon bean beck beer beeches bere berry birch bishop blackhall blackheath bolt bow box bream bridge brier brill broadway brook brooks brooklands ' +
  'bugle bury bude bush cardigan castle castor catch cave chalk chapel charing chart church clay cliffe coat cold cole common cook corner cove cowes crane crook cross crossways cults cup dale deal dean derby dingle ' +
  'dock dollar dore dove down downside drum eagle east edge elder ellen elm elms epic ever eye fairfield fairlight fallowfield farm felling fence fleet flint flitwick forest ford forth foss four freshwater friday gate ' +
  'glen goole gotham grange gravel grays green greenfield greenhill greet grove hale hall ham harden hart haven hay hayes hazel healing heath heaton herne high highland hill hillside hook hope horn horse house ' +
  'hove howe hull hurst hyde ide idle ilk ince isle kew king kings lake lamb lane langley latch law lea leaf leek lee leigh ley lime link linton little lizard loft loggerheads long look looe low lowes lymm manor maple ' +
  'mark mark marsh meadow meadows mere middle mill mold moor moors morn moss mount much mumbles mews need ness new newton nigg north nutley oak oakfield oakwood old orchard over pan pant par park parkside pass peel penny pill ' +
  'plains plans platt plum point pool poole poplar port priory queens rainbow rake ram ramsey rawl read reading redding reddish ridge ripe rise rock roos rose roundhay row rugby rush rushden rye ryde sale saline sandwich sandy ' +
  'saturn seal selling send settle sharpness shaw shed ship shore sibling silver skip slip slough snow southgate spa spring springfield stalling star start stirling stock stoke stone street strood styal summer sun sunk sunny sway tame ' +
  'temple the thorn thorne three tipton tongue top tow tower town tring tumble turn upper usk valley vale vauxhall victoria view wall ware wash water waterside way well welling wells wem west westend westgate ' +
  'whalley wheel white wick wing wish wold wood woodside wool wye yarm yate york young';

const people =
  'acton addison alexandria alma alton alva alvin angus annan arnold ashby ashley ashton austin ayr baldwin barclay barlow barnes barry baxter beckett belmont benson bentley beverley blackwell blair blake booth boston bradley ' +
  'brent brooke bryn buckingham buckley burnham burton busby byron calvert cam cameron campbell capel carlisle carlton carrington cassidy chester chelsea christchurch clare clayton cleland clifton clive compton connor corby cosby craven crawford crosby ' +
  'cunningham currie dallas dalton darcy darwin davenport dawson denny denton denver devon dixon dolly dorset douglas drake dudley dunbar duncan dundonald dunlop easton eaton eccles edgar elgin ellis ellesmere elton emsworth epsom erskine eton evelyn ' +
  'everton fairley farnham fenwick finlay fitzwilliam florence forbes fraser fulton georgia gilbert gordon graham grant greenwood hadley halsall halton hamilton hampton harley harold harrington hartley harvey hatton hazelwood healey heather henley henry ' +
  'hilton hinton holbrook holland holloway holt horton houston howard hudson huntington huntley hutton ingram iris irvine ivy ivybridge jarrow johnston johnstone jordan keith kelly kelso kendal kennedy kenton kerry kimberley kingsley kingston kinsley ' +
  'kirby kirk lancaster lawford lawson leslie lewis lincoln linden lindsay livingston lockwood logan loftus lund lyndhurst lynn malvern marlborough marley marlow marr marsden marshall martin maxwell may mayfield melbourne mellor melrose melville merton ' +
  'milford milton moira montgomery montrose morley morris mortimer morton moulton nairn nash nelson neville newport newbury newman norman norton oakley odell oldham olney orwell osborne otis oxley paisley park parker paul pembroke perry perth peel ' +
  'pickering portland preston probus radcliffe randall raleigh redmond regent renfrew renton rhodes richmond ripley robin rochester rochford ross roxburgh royston russell sally seaton selkirk shelley shelly sherwood shipley shirley ' +
  'sidney simpson singleton skelton spalding spencer stamford stanhope stanley stanton stapleton stewart stratton stuart summers sutton swift talbot tate templeton thornhill thornton tilda todd torrance townsend troon troy tudor turner upton ' +
  'vernon vincent virginia waldron walford walker wallace waltham walton warden warren warwick washington waterloo watson waverley wayne wendy wentworth wesley weston wheatley whitaker whitehead whitley whittington wilson wilton winchester windsor ' +
  'winston winslow woodbridge woodford woodrow woodward wootton worthington wright wyatt';

/** Names that need a capital and a locating context. */
export const ordinaryNames: ReadonlySet<string> = new Set(`${words} ${people}`.split(' '));

/** Names that are believed only beside another name of the same area, as in "March, Cambridgeshire": here even "in March" says nothing. */
export const bareNames: ReadonlySet<string> = new Set(
  'march street sale eye send read over may battle much look the little new old common church bridge park town well hope house farm start need king long catch deal hay'.split(
    ' ',
  ),
);

/** Large towns abroad share these: without a word of British health care near, the town abroad is as likely. */
export const namesakes: ReadonlySet<string> = new Set(
  'alexandria berlin boston california dallas denver egypt gibraltar hamilton hollywood houston jamaica kingston melbourne moscow paris perth philadelphia portland quebec richmond salem sydney toronto troy washington wellington'.split(
    ' ',
  ),
);

/** Words that say that a text speaks of a place abroad. */
export const abroad: ReadonlySet<string> = new Set(
  'ontario canada america american usa us australia australian nsw queensland zealand texas massachusetts california florida virginia ohio illinois pennsylvania jersey delta jfk dfw ireland dublin cork india delhi mumbai germany france spain africa'.split(
    ' ',
  ),
);

/** Titles before which, and first names after which, a place name is a person's. */
export const personWords: ReadonlySet<string> = new Set(
  (
    'dr doctor drs mr mrs ms miss mx prof professor sir lady lord dame nurse sister matron cllr councillor rev reverend aunt uncle pharmacist ' +
    'adam alan alex ashley alice amanda amy andrew andy angela ann anna anne anthony ben beth bob brian carol caroline catherine charles charlie charlotte chris christine claire colin daniel dave david dawn debbie deborah diane donna ' +
    'eleanor elizabeth emily emma eric fiona frances frank gareth gary gemma geoff george gill gordon grace graham hannah harry hayley heather helen henry hugh ian jack jackie jacob jake james jane janet jason jean jennifer jenny jessica jill jim jo joan joanne joe john jonathan joseph josh julia julie karen kate katherine kathryn katie keith kelly ken kerry kevin kim laura lauren lee leanne lesley linda lisa liz louise lucy luke lynn maggie marie mark mary matt matthew mel melanie michael michelle mike natalie neil nick nicola nigel olivia pam pamela pat patricia patrick paul paula peter phil philip rachel rebecca richard rob robert robin roger rosie ross ruth ryan sally sam samantha sandra sara sarah scott sean sharon sheila simon sophie stephanie stephen steve steven stuart sue susan suzanne thomas tim tina toby tom tony tracy trevor vicky victoria wendy will william zoe'
  ).split(' '),
);
