/**
 * A GTIN-13 in the range 20-29, which is kept for use inside a shop: it scans, and it is nobody else's.
 * `brandCode` has two digits, `number` at most seven.
 */
export function barcode(brandCode: string, number: number): string {
  const body = `290${brandCode}${String(number).padStart(7, '0')}`
  return `${body}${checkDigit(body)}`
}

// GS1: weights 1 and 3 from the left of twelve digits
function checkDigit(body: string): number {
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
  return (10 - (sum % 10)) % 10
}
