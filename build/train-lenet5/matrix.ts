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

// Panels of both factors, copied so that the inner loop reads them in order; they grow to the largest product.
let leftPanels = new Float64Array(0);
let rightPanel = new Float64Array(0);

/**
 * C += A B, with A m x k, B k x n, and C m x n contiguous by rows at `outOffset`. Blocks of 2 x 4 sums stay in
 * registers, over packed panels, as in Goto and van de Geijn (2008).
 */
export function multiplyInto(
  out: Float64Array,
  outOffset: number,
  left: Matrix,
  right: Matrix,
  m: number,
  n: number,
  k: number,
): void {
  const blockedRows = m - (m % 2);
  const blockedColumns = n - (n % 4);
  if (leftPanels.length < m * k) leftPanels = new Float64Array(m * k);
  if (rightPanel.length < 4 * k) rightPanel = new Float64Array(4 * k);
  packLeft(left, blockedRows, k);
  for (let j = 0; j < blockedColumns; j += 4) {
    packRight(right, j, k);
    for (let i = 0; i < blockedRows; i += 2) addBlock(out, outOffset + i * n + j, n, i * k, k);
  }
  for (let i = 0; i < m; i++) {
    const from = i < blockedRows ? blockedColumns : 0;
    for (let j = from; j < n; j++) out[outOffset + i * n + j]! += dot(left, i, right, j, k);
  }
}

function packLeft(left: Matrix, rows: number, k: number): void {
  const { values, row, column } = left;
  let to = 0;
  for (let i = 0; i < rows; i += 2) {
    let from = left.offset + i * row;
    for (let step = 0; step < k; step++) {
      leftPanels[to++] = values[from]!;
      leftPanels[to++] = values[from + row]!;
      from += column;
    }
  }
}

function packRight(right: Matrix, j: number, k: number): void {
  const { values, row, column } = right;
  let from = right.offset + j * column;
  for (let to = 0; to < 4 * k; to += 4) {
    rightPanel[to] = values[from]!;
    rightPanel[to + 1] = values[from + column]!;
    rightPanel[to + 2] = values[from + 2 * column]!;
    rightPanel[to + 3] = values[from + 3 * column]!;
    from += row;
  }
}

function addBlock(out: Float64Array, at: number, n: number, leftFrom: number, k: number): void {
  const a = leftPanels;
  const b = rightPanel;
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let p = leftFrom;
  for (let q = 0; q < 4 * k; q += 4) {
    const x0 = a[p]!;
    const x1 = a[p + 1]!;
    const y0 = b[q]!;
    const y1 = b[q + 1]!;
    const y2 = b[q + 2]!;
    const y3 = b[q + 3]!;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s03 += x0 * y3;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s13 += x1 * y3;
    p += 2;
  }
  out[at]! += s00;
  out[at + 1]! += s01;
  out[at + 2]! += s02;
  out[at + 3]! += s03;
  out[at + n]! += s10;
  out[at + n + 1]! += s11;
  out[at + n + 2]! += s12;
  out[at + n + 3]! += s13;
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
