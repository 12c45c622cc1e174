import type { Page } from 'playwright-core';

/** GraphiQL as a person uses it. */
export interface GraphiqlPage {
  /** Opens the example of this name in a new tab. */
  openExample(name: string): Promise<void>;
  /** Presses the run (or stop) button. */
  run(): Promise<void>;
  /** Waits until the response pane shows `text`. */
  waitForResponse(text: string): Promise<void>;
  /** The text of the headers editor. */
  headers(): Promise<string>;
  /** Names of the examples that are offered. */
  exampleNames(): Promise<readonly string[]>;
}

const SEPARATORS = /[\s\u00a0]+/g;

/** Opens GraphiQL at `address` and waits until its editor is there. */
export async function openGraphiql(page: Page, address: string): Promise<GraphiqlPage> {
  await page.goto(address);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  const examples = page.getByRole('region', { name: 'Examples' });
  const showExamples = async () => {
    if (!(await examples.isVisible())) await page.getByRole('button', { name: 'Show Examples' }).click();
  };
  return {
    async openExample(name) {
      await showExamples();
      await examples.getByRole('button', { name, exact: true }).click();
    },
    async run() {
      await page.locator('.graphiql-execute-button').click();
      const operations = page.getByRole('menuitem');
      if ((await operations.count()) > 0) await operations.first().click();
    },
    async waitForResponse(text) {
      const wanted = text.replace(SEPARATORS, '');
      await page.waitForFunction(
        ([selector, part]) =>
          (document.querySelector(selector)?.textContent ?? '').replace(/[\s\u00a0]+/g, '').includes(part),
        ['.graphiql-response .view-lines', wanted] as const,
      );
    },
    async headers() {
      const text = await page.locator('.graphiql-editor-tool .view-lines').last().textContent();
      return (text ?? '').replace(SEPARATORS, ' ');
    },
    async exampleNames() {
      await showExamples();
      return await examples.getByRole('button').allTextContents();
    },
  };
}
