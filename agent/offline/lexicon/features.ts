/** What shoppers ask of a product, by the word the catalog is asked with. `_` joins a phrase. */
export const features: Record<string, string> = {
  waterproof: 'waterproof water_proof rainproof rain_proof watertight',
  'water-resistant': 'water_resistant water_repellent showerproof splashproof',
  windproof: 'windproof wind_proof',
  breathable: 'breathable',
  insulated: 'insulated thermal',
  packable: 'packable foldable collapsible',
  hooded: 'hooded with_hood with_a_hood',
  lightweight: 'lightweight light_weight ultralight',
  recycled: 'recycled',
  organic: 'organic',
  vegan: 'vegan',
  'machine washable': 'machine_washable machine_wash',
  'dishwasher safe': 'dishwasher_safe dishwasher_proof',
  'oven safe': 'oven_safe ovenproof',
  'non-stick': 'non_stick nonstick',
  wireless: 'wireless cordless',
  rechargeable: 'rechargeable',
  handmade: 'handmade hand_made',
  stretch: 'stretch stretchy',
  'quick-dry': 'quick_dry quick_drying fast_drying',
}

/** Materials that are hard wishes too; a shop's own are added from its vocabulary. */
export const materials =
  'wool merino cotton linen leather suede down fleece cashmere silk denim canvas bamboo steel ceramic glass wood oak walnut nylon polyester rubber cork jute'.split(
    ' ',
  )
