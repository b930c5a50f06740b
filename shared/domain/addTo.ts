/** Adds an amount to those that are kept by some key; nothing leaves no trace. */
export const addTo = <Key>(sums: Map<Key, number>, key: Key, amount: number): void => {
  if (amount > 0) sums.set(key, (sums.get(key) ?? 0) + amount);
};
