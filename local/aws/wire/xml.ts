/** What an answer of a Query service is made of: texts, objects as elements within, and lists of `member`s. */
export type XmlValue = string | readonly XmlValue[] | { readonly [name: string]: XmlValue | undefined };

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\r', '&#xD;'],
]);

const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>"\r]/g, (sign) => entities.get(sign) ?? sign);

/** A value as XML; what is undefined falls away. */
export const toXml = (value: XmlValue): string => {
  if (typeof value === 'string') return escapeXml(value);
  if (Array.isArray(value)) return value.map((each: XmlValue) => `<member>${toXml(each)}</member>`).join('');
  return Object.entries(value)
    .map(([name, inner]) => (inner === undefined ? '' : `<${name}>${toXml(inner)}</${name}>`))
    .join('');
};
