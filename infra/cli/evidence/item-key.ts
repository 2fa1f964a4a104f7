import { randomBytes } from "node:crypto";

/** 64 bits that stand for an item of a chain, as two halves; with the chain's number. */
export type ItemKey = { chain: number; high: number; low: number };

/**
 * Makes a function from a chain's number and an item of it to 64 bits: HalfSipHash-1-3 (Aumasson and Bernstein, "SipHash: a
 * fast short-input PRF") over UTF-16 code units, two a word. Its secret is random, so that nobody can name two items in
 * such a way that one passes for the other.
 */
export function itemKeys(
  secret: Buffer = randomBytes(8),
): (chain: number, reference: string, item: string) => ItemKey {
  const k0 = secret.readInt32LE(0);
  const k1 = secret.readInt32LE(4);
  let words = new Int32Array(256);

  return (chain, reference, item) => {
    const most = 3 + reference.length + item.length;
    if (most > words.length) words = new Int32Array(2 * most);
    words[0] = chain;
    const size = addText(words, addText(words, 1, reference), item);

    let [v0, v1, v2, v3] = [k0, k1 ^ 0xee, k0 ^ 0x6c796765, k1 ^ 0x74656462];
    let high = 0;
    for (let i = 0; i < size + 6; i += 1) {
      // After the words come three rounds for each half, which take none.
      const word = i < size ? (words[i] ?? 0) : 0;
      if (i === size) v2 ^= 0xee;
      if (i === size + 3) {
        high = v1 ^ v3;
        v1 ^= 0xdd;
      }
      v3 ^= word;
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
      v0 ^= word;
    }
    return { chain, high: high >>> 0, low: (v1 ^ v3) >>> 0 };
  };
}

/** Adds a text to words that begin at an offset, its length first, so that no two pairs of texts are the same words. */
function addText(words: Int32Array, offset: number, text: string): number {
  let end = offset;
  words[end++] = text.length;
  for (let i = 0; i < text.length; i += 2) {
    words[end++] = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
  }
  return end;
}
