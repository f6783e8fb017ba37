import { areaOfPhone } from '#domain/consent/index.ts'
import { zonesOfCountry } from './countries.ts'
import { zonesOfState } from './states.ts'

/**
 * Country calling codes, after ITU-T E.164 (list of assigned codes); +1 and +55 go by area codes. Places of a
 * few hundred numbers that share a country's code (Christmas Island, the Antarctic) are left out.
 */
const codes = `20 EG|211 SS|212 MA EH|213 DZ|216 TN|218 LY|220 GM|221 SN|222 MR|223 ML|224 GN|225 CI|226 BF|227 NE
228 TG|229 BJ|230 MU|231 LR|232 SL|233 GH|234 NG|235 TD|236 CF|237 CM|238 CV|239 ST|240 GQ|241 GA|242 CG|243 CD
244 AO|245 GW|246 IO|247 SH|248 SC|249 SD|250 RW|251 ET|252 SO|253 DJ|254 KE|255 TZ|256 UG|257 BI|258 MZ|260 ZM
261 MG|262 RE YT|263 ZW|264 NA|265 MW|266 LS|267 BW|268 SZ|269 KM|27 ZA|290 SH|291 ER|297 AW|298 FO|299 GL|30 GR
31 NL|32 BE|33 FR|34 ES|350 GI|351 PT|352 LU|353 IE|354 IS|355 AL|356 MT|357 CY|358 FI AX|359 BG|36 HU|370 LT
371 LV|372 EE|373 MD|374 AM|375 BY|376 AD|377 MC|378 SM|380 UA|381 RS|382 ME|383 XK RS|385 HR|386 SI|387 BA|389 MK
39 IT VA|40 RO|41 CH|420 CZ|421 SK|423 LI|43 AT|44 GB GG JE IM|45 DK|46 SE|47 NO SJ|48 PL|49 DE|500 FK GS|501 BZ
502 GT|503 SV|504 HN|505 NI|506 CR|507 PA|508 PM|509 HT|51 PE|52 MX|53 CU|54 AR|55 BR|56 CL|57 CO|58 VE
590 GP BL MF|591 BO|592 GY|593 EC|594 GF|595 PY|596 MQ|597 SR|598 UY|599 CW BQ|60 MY|61 AU|62 ID|63 PH|64 NZ
65 SG|66 TH|670 TL|672 NF|673 BN|674 NR|675 PG|676 TO|677 SB|678 VU|679 FJ|680 PW|681 WF|682 CK|683 NU|685 WS
686 KI|687 NC|688 TV|689 PF|690 TK|691 FM|692 MH|7 RU|76 KZ|77 KZ|81 JP|82 KR|84 VN|850 KP|852 HK|853 MO|855 KH
856 LA|86 CN|880 BD|886 TW|90 TR|91 IN|92 PK|93 AF|94 LK|95 MM|960 MV|961 LB|962 JO|963 SY|964 IQ|965 KW|966 SA
967 YE|968 OM|970 PS|971 AE|972 IL|973 BH|974 QA|975 BT|976 MN|977 NP|98 IR|992 TJ|993 TM|994 AZ|995 GE|996 KG
998 UZ`

const countriesOf = new Map(
  codes.split(/[|\n]/).map((line): [string, string[]] => {
    const [code = '', ...countries] = line.split(' ')
    return [code, countries]
  }),
)

const EASTERN = ['America/New_York']
const CENTRAL = ['America/Chicago']

/** Area codes that lie on one clock although their state has two; no overlay of such a code reaches further. */
const precise = new Map<string, string[]>([
  ...each('239 305 321 324 352 386 407 561 645 656 689 727 728 754 772 786 813 863 904 941 954', EASTERN), // FL
  ...each('502 859 865', EASTERN), // KY, TN
  ...each('615 629 731 901', CENTRAL), // TN
  ...each('260 317 463', ['America/Indiana/Indianapolis']),
  ...each('231 248 269 313 517 586 616 679 734 810 947 989', ['America/Detroit']),
  ...each('210 214 254 281 325 346 361 409 430 469 512 621 682 713 726 737 806 817 830 832 903', CENTRAL), // TX
  ...each('936 940 945 956 972 979', CENTRAL), // TX
  ...each('915', ['America/Denver']), // El Paso
  ...each('316 402 531 913', CENTRAL), // KS, NE
  ...each('480 520 602 623', ['America/Phoenix']),
  ...each('503 971 702 725', ['America/Los_Angeles']), // OR, NV
  ...each('604', ['America/Vancouver']),
  ...each('226 289 343 365 382 416 437 519 548 613 647 683 705 742 753 905 942 249', ['America/Toronto']),
  ...each('263 354 438 450 468 514 579 819 873', ['America/Toronto']), // QC
])

function each(areaCodes: string, zones: string[]): [string, string[]][] {
  return areaCodes.split(' ').map((code) => [code, zones])
}

/** Where a number in E.164 may be at home: all zones of its area, or of its country. Empty: it says nothing. */
export function zonesOfPhone(phone: string): readonly string[] {
  if (!/^\+[1-9]\d{6,14}$/.test(phone)) return []
  if (phone.startsWith('+1')) return zonesOfArea(phone)
  const inBrazil = brazil.find(([codes]) => codes.test(phone.slice(3, 5)))?.[1]
  if (phone.startsWith('+55') && inBrazil) return zonesOfState('BR', inBrazil) ?? []
  return countriesOfPhone(phone).flatMap(zonesOfCountry)
}

/** The countries that a number in E.164 may be of. Empty: it says nothing. */
export function countriesOfPhone(phone: string): readonly string[] {
  if (!/^\+[1-9]\d{6,14}$/.test(phone)) return []
  if (phone.startsWith('+1')) return [areaOfPhone(phone)?.country ?? []].flat()
  if (phone.startsWith('+55')) return ['BR']
  const lengths = [3, 2, 1]
  return lengths.map((length) => countriesOf.get(phone.slice(1, 1 + length))).find(Boolean) ?? []
}

function zonesOfArea(phone: string): readonly string[] {
  const area = areaOfPhone(phone)
  if (!area) return []
  if (area.state === null) return zonesOfCountry(area.country)
  if (area.state === 'NT') return territories
  return (
    precise.get(phone.slice(2, 5)) ?? zonesOfState(area.country, area.state) ?? zonesOfCountry(area.country)
  )
}

/** Brazilian area codes by a state of their clock, mobile numbers included (Anatel, Resolução 749). */
const brazil: [RegExp, string][] = [
  [/^(1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[124])$/, 'SP'],
  [/^(63|7[134579]|8[2-689]|9[134689])$/, 'BA'],
  [/^8[17]$/, 'PE'],
  [/^9[27]$/, 'AM'],
  [/^(69|95)$/, 'RO'],
  [/^6[567]$/, 'MT'],
  [/^68$/, 'AC'],
]

/** 867 is Yukon, the Northwest Territories and Nunavut together. */
const territories = ['YT', 'NT', 'NU'].flatMap((state) => zonesOfState('CA', state) ?? [])
