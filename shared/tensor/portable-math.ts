// exp and log from exactly rounded operations only, so that every engine gives the same bits. ECMAScript leaves
// the last digits of Math.exp and Math.log to the implementation (ECMA-262, "Function Properties of the Math
// Object"). Accurate to about 1e-15 relative over the ranges that the random generator uses.

/** ln 2 in two parts, the first with enough trailing zero bits that `k * LN2_HIGH` is exact. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** 1/13!, 1/12!, … 1/0!. */
export const RECIPROCAL_FACTORIALS = reciprocalFactorials(13);

/** eˣ for |x| ≤ 700. */
export function portableExp(x: number): number {
  const k = Math.round(x / (LN2_HIGH + LN2_LOW));
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  // |r| ≤ ln 2 / 2: the Taylor series to r¹³ leaves less than 1e-17.
  let sum = 0;
  for (let term = 0; term < 14; term += 1) sum = sum * r + RECIPROCAL_FACTORIALS[term]!;
  let scaled = sum;
  const factor = k < 0 ? 0.5 : 2;
  for (let count = Math.abs(k); count > 0; count -= 1) scaled *= factor;
  return scaled;
}

/** ln x for positive normal x. */
export function portableLog(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent -= 1;
  }
  while (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    exponent += 1;
  }
  // ln m = 2 artanh s with s = (m − 1) / (m + 1), |s| ≤ 0.172: s²⁵ / 25 is below 1e-20.
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let power = 23; power > 0; power -= 2) sum = sum * square + 1 / power;
  return exponent * LN2_HIGH + (2 * s * sum + exponent * LN2_LOW);
}

function reciprocalFactorials(highest: number): Float64Array {
  const reciprocals = new Float64Array(highest + 1);
  let factorial = 1;
  for (let n = 0; n <= highest; n += 1) {
    if (n > 0) factorial *= n;
    reciprocals[highest - n] = 1 / factorial;
  }
  return reciprocals;
}
