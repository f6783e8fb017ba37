import { bags } from './bags.ts'
import { baseLayers } from './base-layers.ts'
import { bedding } from './bedding.ts'
import { blanketsAndBath } from './blankets-and-bath.ts'
import { campKitchen } from './camp-kitchen.ts'
import { campTable } from './camp-table.ts'
import type { Family } from './family.ts'
import { footwear } from './footwear.ts'
import { lightFootwear } from './footwear-light.ts'
import { lightJackets } from './jackets-light.ts'
import { rainJackets } from './jackets-rain.ts'
import { warmJackets } from './jackets-warm.ts'
import { knitAccessories } from './knit-accessories.ts'
import { knitwear } from './knitwear.ts'
import { lighting } from './lighting.ts'
import { lightsToCarry } from './lights-to-carry.ts'
import { packs } from './packs.ts'
import { rugsAndThrows } from './rugs-and-throws.ts'
import { shortsAndLeggings } from './shorts-and-leggings.ts'
import { sleepingGear } from './sleep.ts'
import { tableLinenAndWood } from './table-linen-and-wood.ts'
import { tableware } from './tableware.ts'
import { tentsAndSleep } from './tents.ts'
import { throwsAndCushions } from './throws.ts'
import { trousers } from './trousers.ts'

/** One department of the shop, in the order of its aisles. */
export interface Department {
  category: string
  /** The path in the catalog. */
  path: string
  families: Family[]
  /** The id of the product whose picture stands for it. */
  emblem: string
}

const department = (group: string, category: string, families: Family[], emblem: string): Department => ({
  category,
  path: `${group} > ${category}`,
  families,
  emblem,
})

export const range: Department[] = [
  department(
    'Clothing',
    'Jackets',
    [...rainJackets, ...lightJackets, ...warmJackets],
    'drizzle-rain-jacket-womens',
  ),
  department('Clothing', 'Trousers', [...trousers, ...shortsAndLeggings], 'hazel-cord-trousers-mens'),
  department('Clothing', 'Base layers', baseLayers, 'feather-150-merino-tee-womens'),
  department('Clothing', 'Knitwear', [...knitwear, ...knitAccessories], 'fairweather-yoke-sweater-womens'),
  department('Clothing', 'Footwear', [...footwear, ...lightFootwear], 'tor-waterproof-hiking-boots-mens'),
  department('Outdoor', 'Packs & bags', [...packs, ...bags], 'magpie-daypack-20-l'),
  department('Outdoor', 'Tents & sleep', [...tentsAndSleep, ...sleepingGear], 'lapwing-2-person-tent'),
  department('Outdoor', 'Camp kitchen', [...campKitchen, ...campTable], 'hob-enamel-kettle'),
  department('Home', 'Bedding', [...bedding, ...blanketsAndBath], 'hayfield-linen-duvet-cover'),
  department('Home', 'Tableware', [...tableware, ...tableLinenAndWood], 'quarry-stoneware-mug'),
  department('Home', 'Lighting', [...lighting, ...lightsToCarry], 'toadstool-table-lamp'),
  department('Home', 'Rugs & throws', [...rugsAndThrows, ...throwsAndCushions], 'drover-check-throw'),
]
