/**
 * What goods are made of, made for or able to do, as attributes and descriptions say it, and after the sign
 * what people say who need that.
 */
export const propertyNeeds = [
  'waterproof = rain rainy wet soaked soaking drenched downpour storm splash puddle dry monsoon pour shower',
  'windproof = wind windy gust gale breeze ridge',
  'insulation, insulated, lined, down, fleece, shearling, sheepskin = warm warmth cold freezing freeze winter frost chilly snow shiver december january toasty cosy cozy',
  'wool, merino, lambswool, alpaca, cashmere = warm natural cosy cozy sheep woolly winter cold',
  'merino = stink smell odor odour itch sweat fresh travel unwashed',
  'alpaca, cashmere, mohair = soft softest fluffy fluffiest luxurious luxury silky',
  'down, goose down = fluffy fluffiest puffy light feather',
  'linen = breezy cool hot summer heat airy breathable humid crease crumpled',
  'cotton, organic cotton = vegan natural sensitive skin breathable allergic plant soft',
  'silk, satin, sateen = silky smooth shiny luxurious glossy',
  'titanium = ultralight light weight weightless gram grams',
  'cast iron = heavy lifetime sear coals fire',
  'cork = vegan natural sustainable',
  'recycled = sustainable eco green planet environment plastic recycled',
  'organic, gots = eco sustainable natural chemical-free organic',
  'stoneware, ceramic, porcelain, earthenware = pottery ceramic clay handmade rustic potter',
  'enamel, enameled = retro vintage cowboy unbreakable chip',
  'winter = winter cold snow ice frost freezing december january february blizzard frosty icy shiver arctic',
  'summer = summer hot heat heatwave sunny july august beach holiday tropical',
  'kids, children, kid, child = kid kids child children toddler preschooler son daughter boy girl school kindergarten nursery grandson granddaughter grandchild nephew niece little year-old pupil recess playground',
  'baby = baby newborn infant christening baptism birth goddaughter godson nursery pram crib',
  'women, women’s, woman = women woman lady ladies female her she wife girlfriend mom mum mother sister daughter aunt grandma girl bride',
  'men, men’s, man = men man gentleman male him he husband boyfriend dad father brother son uncle grandpa grandfather guy groom',
  'set, set of = set guests several family starter wedding first apartment',
  'solar = sun wiring electricity off-grid cable free wire',
  'rechargeable, usb-c = charge charging battery batteries usb',
  'foldable, folding, packable = fold folds small store compact travel pocket tiny cram',
]
