/** Words of occasion and of who it is for: they name no product. Children are looked for by "kids". */
export const occasionWords = new Set(
  'gift gifts present presents birthday christmas xmas anniversary wedding surprise dad father mom mum mother wife husband girlfriend boyfriend friend friends brother sister grandma grandpa uncle aunt boss colleague teacher him her likes loves enjoys who whos really into something idea ideas kind person people man woman guy lady maybe'.split(
    ' ',
  ),
)

export const childWords = new Set(
  'kid kids child children son daughter boy girl boys girls toddler grandson granddaughter nephew niece'.split(
    ' ',
  ),
)
