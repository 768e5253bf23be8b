/** Decimals as the server computes them: exact but for division, which keeps 40 significant digits, half up. Not negative. */
export interface Decimal {
  digits: bigint
  scale: number
}

const DIGITS = 40
const ten = (power: number) => 10n ** BigInt(power)
const length = (value: bigint) => value.toString().length

export const decimal = (digits: number | bigint, scale = 0): Decimal => ({ digits: BigInt(digits), scale })

export function add(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale)
  return { digits: one.digits * ten(scale - one.scale) + other.digits * ten(scale - other.scale), scale }
}

export const times = (one: Decimal, factor: number): Decimal => ({ digits: one.digits * BigInt(factor), scale: one.scale })

export function over(one: Decimal, divisor: number): Decimal {
  const by = BigInt(divisor)
  const shift = Math.max(0, DIGITS + 2 + length(by) - length(one.digits))
  const quotient = (one.digits * ten(shift)) / by
  const drop = length(quotient) - DIGITS
  const scale = one.scale + shift
  // Half up needs the first digit that is left out, and no other.
  return drop > 0 ? { digits: half(quotient, drop), scale: scale - drop } : { digits: quotient, scale }
}

const half = (value: bigint, drop: number) => (value / ten(drop - 1) + 5n) / 10n

/** With so many places, half up. */
export function fixed(value: Decimal, places: number): string {
  const drop = value.scale - places
  const digits = drop > 0 ? half(value.digits, drop) : value.digits * ten(-drop)
  const text = digits.toString().padStart(places + 1, '0')
  return `${text.slice(0, -places)}.${text.slice(-places)}`
}
