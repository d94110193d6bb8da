/** A function that makes something of each object once, and remembers it as long as there is the object. */
export function remembered<K extends object, V extends object | string>(
  make: (key: K) => V,
): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    let made = known.get(key);
    if (made === undefined) {
      made = make(key);
      known.set(key, made);
    }
    return made;
  };
}
