// The matrix product behind every layer, on flat double-precision arrays.

/** A matrix inside a flat array: element (i, j) is at offset + i * row + j * column. */
export interface Matrix {
  readonly values: Float64Array;
  readonly offset: number;
  readonly row: number;
  readonly column: number;
}

export function matrix(values: Float64Array, offset: number, row: number, column: number): Matrix {
  return { values, offset, row, column };
}

/** C += A B, with C m x n contiguous by rows and A m x k. Blocks of 2 x 4 keep the sums in registers. */
export function multiplyInto(
  out: Float64Array,
  outOffset: number,
  left: Matrix,
  right: Matrix,
  m: number,
  n: number,
  k: number,
): void {
  const a = left.values;
  const b = right.values;
  const aStep = left.column;
  const bStep = right.row;
  let i = 0;
  for (; i + 2 <= m; i += 2) {
    const a0 = left.offset + i * left.row;
    const a1 = a0 + left.row;
    const c0 = outOffset + i * n;
    const c1 = c0 + n;
    let j = 0;
    for (; j + 4 <= n; j += 4) {
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      let p = a0;
      let q = a1;
      let r0 = right.offset + j * right.column;
      let r1 = r0 + right.column;
      let r2 = r1 + right.column;
      let r3 = r2 + right.column;
      for (let step = 0; step < k; step++) {
        const x0 = a[p]!;
        const x1 = a[q]!;
        const y0 = b[r0]!;
        const y1 = b[r1]!;
        const y2 = b[r2]!;
        const y3 = b[r3]!;
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s03 += x0 * y3;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
        s13 += x1 * y3;
        p += aStep;
        q += aStep;
        r0 += bStep;
        r1 += bStep;
        r2 += bStep;
        r3 += bStep;
      }
      out[c0 + j]! += s00;
      out[c0 + j + 1]! += s01;
      out[c0 + j + 2]! += s02;
      out[c0 + j + 3]! += s03;
      out[c1 + j]! += s10;
      out[c1 + j + 1]! += s11;
      out[c1 + j + 2]! += s12;
      out[c1 + j + 3]! += s13;
    }
    for (; j < n; j++) {
      out[c0 + j]! += dot(left, i, right, j, k);
      out[c1 + j]! += dot(left, i + 1, right, j, k);
    }
  }
  for (; i < m; i++) {
    for (let j = 0; j < n; j++) out[outOffset + i * n + j]! += dot(left, i, right, j, k);
  }
}

function dot(left: Matrix, i: number, right: Matrix, j: number, k: number): number {
  let p = left.offset + i * left.row;
  let q = right.offset + j * right.column;
  let sum = 0;
  for (let step = 0; step < k; step++) {
    sum += left.values[p]! * right.values[q]!;
    p += left.column;
    q += right.row;
  }
  return sum;
}
