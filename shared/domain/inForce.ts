/** A version of a document as it holds now; version 0 is what holds while none was ever given. */
export type InForce<Document> = { version: number; document: Document };
