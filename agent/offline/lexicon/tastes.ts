/** What people call how they dress, furnish and fit; kept as they say it. */
export const styleWords =
  'classic casual minimal minimalist minimalistic sporty elegant vintage modern bohemian boho preppy streetwear formal simple plain rustic scandinavian industrial smart timeless outdoorsy romantic feminine masculine colourful colorful understated bold'.split(
    ' ',
  )

export const fitWords =
  'slim regular loose relaxed oversized tight baggy wide narrow cropped tailored fitted'.split(' ')

/** Things of goods that people do not like, beside materials, colours and brands. */
export const dislikedThings =
  'hood hoods hooded logo logos zip zips zipper zippers button buttons pattern patterns print prints stripe stripes check checks synthetic synthetics fur leather heels heel laces pockets turtleneck turtlenecks polyester acrylic nylon sequins glitter lace perfume scent scents plastic neon pastel pastels frills ruffles buckles velcro'.split(
    ' ',
  )

export const languageNames =
  'english german french spanish italian portuguese dutch polish swedish danish norwegian finnish turkish arabic chinese japanese korean hindi'.split(
    ' ',
  )
