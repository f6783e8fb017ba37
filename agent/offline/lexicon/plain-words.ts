/** Words that carry no product meaning; what is left of a wish without them is what is searched for. */
export const plainWords = new Set(
  `first second third fourth fifth sixth 1st 2nd 3rd 4th 5th 6th a about above after again all also am an and any anybody anyone anything are around as ask at available be because been before
  below best better between both bring budget but buy by can cheap cheaper cheapest check come costs cost could day dear did do does doing don't dont down
  each either else even ever every expensive few find first for from get getting give go good got great had has have having he hello help her here
  hers hey hi him his hope how i id if ill im in inexpensive affordable interested into is isnt it its ive just keep kind know last least less let like little
  long look looking looks lot make many may maybe me mean might mine more most much must my myself need needed new next nice no not now of off ok okay
  on one ones only or other our out over own perhaps please pls plz possible price priced prices pricing purchase put question rather really recommend recommendation recommendations
  right said same saw say search searching see sell selling send shall she should show so some somebody someone something sort spend stock store stores
  stuff such suggest suggestion suggestions sure take tell than thank thanks that thats the their them then there these they thing things think this those
  to today together told too try two type under up upto us use used very wanna want wanted was we well were what whats when where which while who will
  wish with within without wondering would wouldnt yeah yes yet you your yours youre max maximum min minimum dollars dollar euros euro pounds pound usd eur gbp bucks
  color colour colours colors size sizes option options item items product products shop instead different another carry there theres
  i'm gonna gotta lets browse still kindly than least most range ranges someones somebodys way option hello there hi also plus as well`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
