/**
 * Makes `Date.now()`, `new Date()` and `Date()` of this thread give `now` (epoch milliseconds). Dates made
 * from arguments, parsing and the prototype stay as they are.
 */
export const overrideDate = (now: () => number): void => {
  const RealDate = Date;
  const nowInteger = () => Math.floor(now());
  const OverriddenDate = new Proxy(RealDate, {
    apply: () => new RealDate(nowInteger()).toString(),
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [nowInteger()] : args, newTarget),
  });
  RealDate.now = nowInteger;
  RealDate.prototype.constructor = OverriddenDate;
  globalThis.Date = OverriddenDate;
};
