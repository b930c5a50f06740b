/**
 * The sum of all points so far, oldest first whatever order is asked. A gap stays a gap and does not restart the
 * sum (AWS documents only "the running sum of the values").
 */
export const runningSum = (values: Float64Array): Float64Array => {
  let sum = 0;
  return values.map((value) => {
    if (Number.isNaN(value)) return value;
    sum += value;
    return sum;
  });
};
