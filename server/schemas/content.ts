import { z } from 'zod'
import { type ContentField, contentFields } from '#contract/content-places.ts'
import {
  contentChannels,
  contentPurposes,
  contentStatuses,
  type Finding,
  findingRules,
} from '#contract/content-templates.ts'
import { deliveryChannels } from '#contract/outbound.ts'
import type {
  MessageChoices,
  MessageDraftView,
  MessagePreview,
  MessageRules,
  MessagesPage,
  VersionLine,
} from '#contract/staff-content.ts'
import { templateCategories, templateStatuses } from '#contract/templates.ts'
import { money, timestamp } from './message.ts'
import { sandboxContent } from './sandbox.ts'

/** The answers of `/api/messages…`, for `/openapi.json`. */
const channel = z.enum(contentChannels)

export const messagesPage: z.ZodType<MessagesPage> = z.object({
  messages: z.array(
    z.object({
      contentTemplateId: z.string(),
      name: z.string(),
      title: z.string(),
      purpose: z.enum(contentPurposes),
      languages: z.array(z.string()),
      channels: z.array(channel),
      live: z.int().nullable(),
      draft: z.int().nullable(),
      status: z.enum(contentStatuses),
      variants: z.int(),
      journeys: z.array(z.string()),
      updatedAt: timestamp,
      updatedByName: z.string().nullable(),
    }),
  ),
})

const versionLine: z.ZodType<VersionLine> = z.object({
  version: z.int(),
  status: z.enum(contentStatuses),
  updatedAt: timestamp,
  updatedByName: z.string().nullable(),
  approvedAt: timestamp.nullable(),
  approvedByName: z.string().nullable(),
})

/** Loose where the input says it all. */
export const contentVersion = z.looseObject({
  contentTemplateId: z.string(),
  version: z.int(),
  status: z.enum(contentStatuses),
  rev: z.int(),
})

export const messagePage = z.object({
  message: contentVersion,
  versions: z.array(versionLine),
  journeys: z.array(z.string()),
})

const fieldNames = Object.keys(contentFields) as ContentField[]

export const messageChoices: z.ZodType<MessageChoices> = z.object({
  fields: z.array(
    z.object({
      name: z.enum(fieldNames),
      source: z.enum(['person', 'shop', 'product', 'order', 'cart', 'offer', 'given']),
    }),
  ),
  modules: z.array(z.object({ moduleId: z.string(), name: z.string(), title: z.string() })),
  whatsappTemplates: z.array(
    z.object({
      name: z.string(),
      language: z.string(),
      status: z.enum(templateStatuses),
      category: z.enum(templateCategories),
      body: z.string(),
      parameters: z.array(z.string()),
    }),
  ),
  offers: z.array(z.object({ offerId: z.string(), title: z.string(), isLive: z.boolean() })),
  categories: z.array(z.string()),
  language: z.string(),
  smsMaxSegments: z.int(),
  drafts: z.boolean(),
})

export const finding: z.ZodType<Finding> = z.object({
  level: z.enum(['error', 'warning']),
  rule: z.enum(findingRules),
  path: z.string(),
  words: z.string(),
})

export const messagePreview: z.ZodType<MessagePreview> = z.object({
  customerId: z.string(),
  name: z.string().nullable(),
  channel: z.enum(deliveryChannels),
  language: z.string().nullable(),
  variant: z.string().nullable(),
  problem: z.string().nullable(),
  contents: z.array(sandboxContent),
  html: z.string().nullable(),
  preheader: z.string().nullable(),
  segments: z.int(),
  products: z.array(
    z.object({
      productId: z.string(),
      title: z.string(),
      price: money,
      availability: z.enum(['in_stock', 'low_stock', 'out_of_stock']),
    }),
  ),
  offer: z.object({ text: z.string(), code: z.string().nullable() }).nullable(),
  fellBack: z.array(z.string()),
  findings: z.array(finding),
})

export const messageDraft: z.ZodType<MessageDraftView> = z.object({
  offered: z.boolean(),
  suggestions: z.array(z.object({ text: z.string(), findings: z.array(finding) })),
  withheld: z.int(),
})

export const sharedModuleRow = z.looseObject({
  moduleId: z.string(),
  name: z.string(),
  title: z.string(),
  rev: z.int(),
  updatedAt: timestamp,
  updatedByName: z.string().nullable(),
  places: z.array(
    z.object({
      contentTemplateId: z.string(),
      title: z.string(),
      status: z.enum(contentStatuses),
      channels: z.array(channel),
    }),
  ),
})

export const messageRules: z.ZodType<MessageRules> = z.object({
  forbidden: z.record(z.string(), z.array(z.string())),
})
