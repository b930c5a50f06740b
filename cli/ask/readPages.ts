/** One page of an answer, and the cursor of the next. */
export type Page<Content> = { content: Content; next: string | undefined };

/** No question has more rows than 200,000, a thousand on each page. */
export const mostPages = 250;

/**
 * Asks for the first page and, where all are wanted, for those that follow.
 * @param onPage told how many there are so far.
 * @returns the pages, and whether there are more.
 */
export const readPages = async <Content>(
  readPage: (cursor: string | undefined) => Promise<Page<Content>>,
  isWhole: boolean,
  onPage: (pages: number) => void,
): Promise<{ pages: Content[]; hasMore: boolean }> => {
  const pages: Content[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(cursor);
    pages.push(page.content);
    onPage(pages.length);
    cursor = page.next;
  } while (isWhole && cursor !== undefined && pages.length < mostPages);
  return { pages, hasMore: cursor !== undefined };
};
