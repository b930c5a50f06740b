const repeatLast = (values: Float64Array): Float64Array => {
  let last = Number.NaN;
  return values.map((value) => {
    if (!Number.isNaN(value)) last = value;
    return last;
  });
};

const interpolate = (values: Float64Array): Float64Array => {
  const filled = values.slice();
  let last: number | undefined;
  values.forEach((value, at) => {
    if (Number.isNaN(value)) return;
    const from = last === undefined ? value : (values[last] ?? value);
    for (let i = (last ?? at) + 1; i < at; i++)
      filled[i] = from + ((value - from) * (i - (last ?? at))) / (at - (last ?? at));
    last = at;
  });
  return filled;
};

/**
 * Fills the periods of a window that have no point: with a number, with the last point before (`REPEAT`) or on a
 * straight line between the points around (`LINEAR`). What `REPEAT` and `LINEAR` cannot reach, before the first
 * point and for `LINEAR` after the last, stays empty.
 */
export const fillGaps = (values: Float64Array, filler: number | 'REPEAT' | 'LINEAR'): Float64Array => {
  if (filler === 'REPEAT') return repeatLast(values);
  if (filler === 'LINEAR') return interpolate(values);
  return values.map((value) => (Number.isNaN(value) ? filler : value));
};
