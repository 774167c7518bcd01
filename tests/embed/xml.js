/** A small strict reader of XML as packages write it: elements, attributes, text; anything else is refused. */

const TOKEN = /<\?xml [^>]*\?>|<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|[^<]+/gy;
const ATTRIBUTE = /([\w:]+)="([^"]*)"/g;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const plain = (text) =>
  text.replace(/&([^;\s]*);?/g, (_, name) => {
    if (!(name in ENTITIES)) throw new Error(`&${name}; is no entity of XML`);
    return ENTITIES[name];
  });

class Element {
  children = [];
  text = '';
  constructor(name, attributes) {
    this.name = name;
    this.attributes = attributes;
  }
  all(name) {
    return this.children.filter((child) => child.name === name);
  }
  below() {
    return [this, ...this.children.flatMap((child) => child.below())];
  }
}

/** @param {string} text @returns {Element} */
export function readXml(text) {
  const top = new Element('', {});
  const open = [top];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`not well formed at: ${text.slice(at, at + 60)}`);
    const [whole, slash, name, attributes, closed] = match;
    if (name === undefined) {
      if (!whole.startsWith('<')) open.at(-1).text += plain(whole);
    } else if (slash) {
      if (open.pop().name !== name) throw new Error(`</${name}> closes another element`);
    } else {
      const pairs = [...attributes.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, plain(value)]);
      if (new Set(pairs.map(([key]) => key)).size !== pairs.length)
        throw new Error(`an attribute of ${name} comes twice`);
      const element = new Element(name, Object.fromEntries(pairs));
      open.at(-1).children.push(element);
      if (!closed) open.push(element);
    }
  }
  if (open.length !== 1 || top.children.length !== 1) throw new Error('not one element');
  return top.children[0];
}
