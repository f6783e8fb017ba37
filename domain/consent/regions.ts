import type { ConsentChannel, ConsentPurpose } from './consent.ts'
import type { Region, RegionCode } from './region-rules.ts'

const promotion: readonly ConsentPurpose[] = ['clienteling', 'marketing']
const necessary: readonly ConsentPurpose[] = ['transactional', 'service']
const phone: readonly ConsentChannel[] = ['sms', 'whatsapp']
const direct: readonly ConsentChannel[] = ['email', 'sms', 'whatsapp', 'push']
const every: readonly ConsentChannel[] = ['web', ...direct]

/**
 * The rules as data, a start that a shop's counsel should read: where each stands is beside it. The first rule
 * of a region that names the channel and the purpose holds, else that of the region it is like.
 */
export const regions: Record<RegionCode, Region> = {
  elsewhere: {
    name: 'Elsewhere or unknown',
    like: null,
    rules: [
      {
        channels: ['whatsapp'],
        purposes: [...necessary, ...promotion],
        default: { kind: 'opt_in' },
        source: 'WhatsApp Business Messaging Policy: opt-in before the first message of a business',
      },
      {
        channels: ['web', 'email', 'sms', 'push'],
        purposes: necessary,
        default: { kind: 'opt_out' },
        source: 'Messages that carry out what the customer asked for; an objection is honoured all the same',
      },
      {
        channels: ['web'],
        purposes: promotion,
        default: { kind: 'opt_out' },
        source: 'What the shop shows on its own pages',
      },
      {
        channels: direct,
        purposes: promotion,
        default: { kind: 'opt_in' },
        source: 'Our own choice: where the law is unknown, the strictest of those we know',
      },
      {
        channels: every,
        purposes: ['personalisation'],
        default: { kind: 'opt_in' },
        source: 'Our own choice: where the law is unknown, the strictest of those we know',
      },
    ],
    doubleOptIn: null,
    quietHours: {
      channels: phone,
      from: 8,
      until: 21,
      maxIn24Hours: null,
      source: 'Our own choice, after 47 CFR 64.1200(c)(1)',
    },
    gpc: null,
  },
  EU: {
    name: 'European Union',
    like: 'elsewhere',
    rules: [
      {
        channels: ['email'],
        purposes: promotion,
        default: { kind: 'opt_in' },
        source: 'Directive 2002/58/EC art. 13(1)',
      },
      {
        channels: ['sms', 'whatsapp', 'push'],
        purposes: promotion,
        default: { kind: 'opt_in' },
        source: 'Directive 2002/58/EC art. 13(1); Regulation (EU) 2016/679 art. 6(1)(a)',
      },
      {
        channels: every,
        purposes: ['personalisation'],
        default: { kind: 'opt_in' },
        source: 'Directive 2002/58/EC art. 5(3); Regulation (EU) 2016/679 art. 6(1)(a), 21 and 22',
      },
    ],
    doubleOptIn: null,
    quietHours: {
      channels: phone,
      from: 8,
      until: 20,
      maxIn24Hours: null,
      source: 'Our own choice: no common rule; the strictest hours of the United States',
    },
    gpc: null,
  },
  DE: {
    name: 'Germany',
    like: 'EU',
    rules: [
      {
        channels: direct,
        purposes: promotion,
        default: { kind: 'opt_in' },
        source: 'UWG section 7(2) no. 2',
      },
    ],
    doubleOptIn: {
      channels: ['email'],
      source: 'BGH, 10 February 2011, I ZR 164/09: consent is proved by a confirmed double opt-in',
    },
    quietHours: null,
    gpc: null,
  },
  AT: {
    name: 'Austria',
    like: 'EU',
    rules: [
      {
        channels: direct,
        purposes: promotion,
        default: { kind: 'opt_in' },
        source: 'TKG 2021 section 174(3)',
      },
    ],
    doubleOptIn: {
      channels: ['email'],
      source: 'Austrian data protection authority, 9 October 2019, DSB-D130.073/0008-DSB/2019',
    },
    quietHours: null,
    gpc: null,
  },
  GB: {
    name: 'United Kingdom',
    like: 'EU',
    rules: [
      {
        channels: ['email', 'sms'],
        purposes: promotion,
        default: { kind: 'implied', grounds: { purchase: null } },
        source: 'PECR 2003 reg. 22(3): similar goods to existing customers, who could refuse from the start',
      },
      {
        channels: direct,
        purposes: promotion,
        default: { kind: 'opt_in' },
        source: 'PECR 2003 reg. 22(2)',
      },
    ],
    doubleOptIn: null,
    quietHours: null,
    gpc: null,
  },
  US: {
    name: 'United States',
    like: 'elsewhere',
    rules: [
      {
        channels: ['email'],
        purposes: promotion,
        default: { kind: 'opt_out' },
        source: 'CAN-SPAM Act, 15 U.S.C. 7704(a)(3)-(5)',
      },
      {
        channels: phone,
        purposes: promotion,
        default: { kind: 'opt_in' },
        source: 'TCPA, 47 U.S.C. 227; prior express written consent, 47 CFR 64.1200(a)(2) and (f)(9)',
      },
      {
        channels: every,
        purposes: ['personalisation'],
        default: { kind: 'opt_out' },
        source: 'No federal rule; state laws give a right to opt out',
      },
    ],
    doubleOptIn: null,
    quietHours: {
      channels: phone,
      from: 8,
      until: 21,
      maxIn24Hours: null,
      source: '47 CFR 64.1200(c)(1)',
    },
    gpc: null,
  },
  'US-FL': {
    name: 'Florida',
    like: 'US',
    rules: [],
    doubleOptIn: null,
    quietHours: {
      channels: phone,
      from: 8,
      until: 20,
      maxIn24Hours: 3,
      source: 'Florida Telephone Solicitation Act, Fla. Stat. 501.059 and 501.616(6)',
    },
    gpc: null,
  },
  'US-CA': {
    name: 'California',
    like: 'US',
    rules: [
      {
        channels: every,
        purposes: ['personalisation'],
        default: { kind: 'opt_out' },
        source: 'CCPA, Cal. Civ. Code 1798.120 and 1798.135: right to opt out of sale and sharing',
      },
    ],
    doubleOptIn: null,
    quietHours: null,
    gpc: { source: '11 CCR 7025: an opt-out preference signal is a valid request' },
  },
  CA: {
    name: 'Canada',
    like: 'elsewhere',
    rules: [
      {
        channels: ['email', 'sms'],
        purposes: promotion,
        default: { kind: 'implied', grounds: { purchase: 24, enquiry: 6 } },
        source: 'CASL, S.C. 2010 c. 23 s. 6(1) and 10(9)-(10)',
      },
      {
        channels: ['push'],
        purposes: promotion,
        default: { kind: 'opt_in' },
        source: 'CASL, S.C. 2010 c. 23 s. 6(1)',
      },
    ],
    doubleOptIn: null,
    quietHours: {
      channels: phone,
      from: 9,
      until: 21,
      maxIn24Hours: null,
      source: 'Our own choice, after the CRTC Unsolicited Telecommunications Rules, part III, 23 (weekdays)',
    },
    gpc: null,
  },
  IN: {
    name: 'India',
    like: 'elsewhere',
    rules: [
      {
        channels: direct,
        purposes: promotion,
        default: { kind: 'opt_in' },
        source: 'DPDP Act 2023 s. 6; TRAI TCCCPR 2018 for numbers',
      },
      {
        channels: every,
        purposes: ['personalisation'],
        default: { kind: 'opt_in' },
        source: 'DPDP Act 2023 s. 6',
      },
    ],
    doubleOptIn: null,
    quietHours: {
      channels: phone,
      from: 10,
      until: 21,
      maxIn24Hours: null,
      source: 'TRAI TCCCPR 2018: time bands in which most subscribers take promotional messages',
    },
    gpc: null,
  },
}
