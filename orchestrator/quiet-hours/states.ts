/**
 * The zones of states and provinces, in countries that have several: a state that lies in two has both, so
 * that hours are right wherever in it somebody lives. After the zone descriptions of the IANA database
 * (zone.tab) and ISO 3166-2; ours, so that an address alone is enough. Names are as people write them: the
 * code, then the name.
 */
interface StatesOnOneClock {
  zones: string
  states: string
}

const unitedStates: StatesOnOneClock[] = [
  {
    zones: 'America/New_York',
    states:
      'CT Connecticut|DE Delaware|DC District of Columbia|DC Washington DC|GA Georgia|ME Maine|MD Maryland|MA Massachusetts|NH New Hampshire|NJ New Jersey|NY New York|NC North Carolina|OH Ohio|PA Pennsylvania|RI Rhode Island|SC South Carolina|VT Vermont|VA Virginia|WV West Virginia',
  },
  {
    zones: 'America/Chicago',
    states:
      'AL Alabama|AR Arkansas|IL Illinois|IA Iowa|LA Louisiana|MN Minnesota|MS Mississippi|MO Missouri|OK Oklahoma|WI Wisconsin',
  },
  { zones: 'America/New_York America/Chicago', states: 'FL Florida|KY Kentucky|TN Tennessee' },
  { zones: 'America/Indiana/Indianapolis America/Chicago', states: 'IN Indiana' },
  { zones: 'America/Detroit America/Menominee', states: 'MI Michigan' },
  {
    zones: 'America/Chicago America/Denver',
    states: 'KS Kansas|NE Nebraska|ND North Dakota|SD South Dakota|TX Texas',
  },
  { zones: 'America/Denver', states: 'CO Colorado|MT Montana|NM New Mexico|UT Utah|WY Wyoming' },
  { zones: 'America/Phoenix America/Denver', states: 'AZ Arizona' }, // the Navajo Nation puts its clocks forward
  { zones: 'America/Boise America/Los_Angeles', states: 'ID Idaho|OR Oregon' },
  { zones: 'America/Los_Angeles America/Denver', states: 'NV Nevada' }, // West Wendover
  { zones: 'America/Los_Angeles', states: 'CA California|WA Washington' },
  { zones: 'America/Anchorage America/Adak', states: 'AK Alaska' },
  { zones: 'Pacific/Honolulu', states: 'HI Hawaii' },
  { zones: 'America/Puerto_Rico', states: 'PR Puerto Rico|VI Virgin Islands|VI US Virgin Islands' },
  { zones: 'Pacific/Guam', states: 'GU Guam|MP Northern Mariana Islands' },
  { zones: 'Pacific/Pago_Pago', states: 'AS American Samoa' },
]

const canada: StatesOnOneClock[] = [
  { zones: 'America/Edmonton', states: 'AB Alberta|NT Northwest Territories' },
  { zones: 'America/Vancouver America/Dawson_Creek America/Edmonton', states: 'BC British Columbia' },
  { zones: 'America/Winnipeg', states: 'MB Manitoba' },
  { zones: 'America/Halifax', states: 'NB New Brunswick|NS Nova Scotia|PE Prince Edward Island' },
  {
    zones: 'America/St_Johns America/Halifax',
    states: 'NL Newfoundland and Labrador|NL Newfoundland|NL Labrador',
  },
  { zones: 'America/Iqaluit America/Atikokan America/Rankin_Inlet America/Edmonton', states: 'NU Nunavut' },
  { zones: 'America/Toronto America/Atikokan America/Winnipeg', states: 'ON Ontario' },
  { zones: 'America/Toronto America/Halifax America/Blanc-Sablon', states: 'QC Quebec' },
  { zones: 'America/Regina America/Edmonton', states: 'SK Saskatchewan' },
  { zones: 'America/Whitehorse', states: 'YT Yukon' },
]

const australia: StatesOnOneClock[] = [
  {
    zones: 'Australia/Sydney Australia/Broken_Hill Australia/Lord_Howe',
    states: 'NSW New South Wales',
  },
  { zones: 'Australia/Sydney', states: 'ACT Australian Capital Territory|VIC Victoria|TAS Tasmania' },
  { zones: 'Australia/Brisbane', states: 'QLD Queensland' },
  { zones: 'Australia/Adelaide', states: 'SA South Australia' },
  { zones: 'Australia/Perth Australia/Eucla', states: 'WA Western Australia' },
  { zones: 'Australia/Darwin', states: 'NT Northern Territory' },
]

const brazil: StatesOnOneClock[] = [
  {
    zones: 'America/Sao_Paulo',
    states:
      'DF Distrito Federal|ES Espirito Santo|GO Goias|MG Minas Gerais|PR Parana|RJ Rio de Janeiro|RS Rio Grande do Sul|SC Santa Catarina|SP Sao Paulo',
  },
  {
    zones: 'America/Fortaleza',
    states:
      'AL Alagoas|AP Amapa|BA Bahia|CE Ceara|MA Maranhao|PA Para|PB Paraiba|PI Piaui|RN Rio Grande do Norte|SE Sergipe|TO Tocantins',
  },
  { zones: 'America/Recife America/Noronha', states: 'PE Pernambuco' },
  { zones: 'America/Manaus', states: 'RO Rondonia|RR Roraima' },
  { zones: 'America/Manaus America/Eirunepe', states: 'AM Amazonas' },
  { zones: 'America/Cuiaba', states: 'MS Mato Grosso do Sul|MT Mato Grosso' },
  { zones: 'America/Rio_Branco', states: 'AC Acre' },
]

const mexico: StatesOnOneClock[] = [
  {
    zones: 'America/Mexico_City',
    states:
      'AGU Aguascalientes|CAM Campeche|CHP Chiapas|CMX Ciudad de Mexico|CMX Mexico City|CDMX Distrito Federal|COL Colima|DUR Durango|GUA Guanajuato|GRO Guerrero|HID Hidalgo|JAL Jalisco|MEX Estado de Mexico|MEX Mexico|MIC Michoacan|MOR Morelos|OAX Oaxaca|PUE Puebla|QUE Queretaro|SLP San Luis Potosi|TAB Tabasco|TLA Tlaxcala|VER Veracruz|YUC Yucatan|ZAC Zacatecas',
  },
  {
    zones: 'America/Monterrey America/Matamoros',
    states: 'COA Coahuila|NLE Nuevo Leon|TAM Tamaulipas',
  },
  { zones: 'America/Chihuahua America/Ciudad_Juarez America/Ojinaga', states: 'CHH Chihuahua' },
  { zones: 'America/Mazatlan', states: 'BCS Baja California Sur|SIN Sinaloa' },
  { zones: 'America/Mazatlan America/Bahia_Banderas', states: 'NAY Nayarit' },
  { zones: 'America/Hermosillo', states: 'SON Sonora' },
  { zones: 'America/Tijuana', states: 'BCN Baja California' },
  { zones: 'America/Cancun', states: 'ROO Quintana Roo' },
]

const russia: StatesOnOneClock[] = [
  { zones: 'Europe/Kaliningrad', states: 'KGD Kaliningrad Oblast|KGD Kaliningrad' },
  {
    zones: 'Europe/Moscow',
    states:
      'MOW Moscow|MOS Moscow Oblast|SPE Saint Petersburg|SPE St Petersburg|LEN Leningrad Oblast|NIZ Nizhny Novgorod Oblast|TA Tatarstan|ROS Rostov Oblast|KDA Krasnodar Krai|STA Stavropol Krai|VOR Voronezh Oblast|VGG Volgograd Oblast|TUL Tula Oblast|TVE Tver Oblast|YAR Yaroslavl Oblast|MUR Murmansk Oblast|ARK Arkhangelsk Oblast|KR Karelia|KO Komi|DA Dagestan|PNZ Penza Oblast|KIR Kirov Oblast',
  },
  { zones: 'Europe/Samara', states: 'SAM Samara Oblast|UD Udmurtia' },
  {
    zones: 'Europe/Saratov',
    states: 'AST Astrakhan Oblast|SAR Saratov Oblast|ULY Ulyanovsk Oblast',
  },
  {
    zones: 'Asia/Yekaterinburg',
    states:
      'SVE Sverdlovsk Oblast|CHE Chelyabinsk Oblast|PER Perm Krai|TYU Tyumen Oblast|BA Bashkortostan|KGN Kurgan Oblast|ORE Orenburg Oblast|KHM Khanty-Mansi|YAN Yamalo-Nenets',
  },
  { zones: 'Asia/Omsk', states: 'OMS Omsk Oblast' },
  {
    zones: 'Asia/Krasnoyarsk',
    states:
      'KYA Krasnoyarsk Krai|NVS Novosibirsk Oblast|ALT Altai Krai|AL Altai Republic|TOM Tomsk Oblast|KEM Kemerovo Oblast|KK Khakassia|TY Tuva',
  },
  { zones: 'Asia/Irkutsk', states: 'IRK Irkutsk Oblast|BU Buryatia' },
  { zones: 'Asia/Yakutsk', states: 'AMU Amur Oblast|ZAB Zabaykalsky Krai' },
  { zones: 'Asia/Yakutsk Asia/Vladivostok Asia/Srednekolymsk', states: 'SA Sakha|SA Yakutia' },
  {
    zones: 'Asia/Vladivostok',
    states: 'PRI Primorsky Krai|KHA Khabarovsk Krai|YEV Jewish Autonomous Oblast',
  },
  { zones: 'Asia/Magadan', states: 'MAG Magadan Oblast|SAK Sakhalin Oblast' },
  { zones: 'Asia/Kamchatka', states: 'KAM Kamchatka Krai|CHU Chukotka' },
]

const tables: Record<string, StatesOnOneClock[]> = {
  US: unitedStates,
  CA: canada,
  AU: australia,
  BR: brazil,
  MX: mexico,
  RU: russia,
}

const byCountry = new Map(Object.entries(tables).map(([country, table]) => [country, byName(table)]))

function byName(table: StatesOnOneClock[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { zones, states } of table)
    for (const state of states.split('|')) {
      const [code = '', ...name] = state.split(' ')
      for (const text of [code, name.join(' ')]) found.set(plain(text), zones.split(' '))
    }
  return found
}

/** `Québec` and `quebec`, `D.C.` and `dc`, `US-FL` and `fl` are the same. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .toLowerCase()
    .replace(/^(us|ca|au|br|mx|ru)-/, '')
    .replaceAll('-', ' ')
    .trim()
    .replace(/\s+/g, ' ')
}

/** The zones of a state; null: the country has one zone, or the state is not known. */
export function zonesOfState(country: string, state: string): string[] | null {
  return byCountry.get(country)?.get(plain(state)) ?? null
}
