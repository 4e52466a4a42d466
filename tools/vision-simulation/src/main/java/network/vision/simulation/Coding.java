package network.vision.simulation;

/** What becomes of a parcel on its way. A run goes the same way whichever it is. */
enum Coding {
  /** It arrives as it is, which is fast. */
  VALUES,
  /** It is encoded to count its bytes, and arrives as it is: nodes share what they heard. */
  COUNTED,
  /** It passes through the real codecs both ways. */
  CODECS
}
