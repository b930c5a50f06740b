/** Builds at the first call and keeps what was built; a build that throws is tried again at the next call. */
export const once = <Value>(build: () => Value): (() => Value) => {
  let built: { value: Value } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
};
