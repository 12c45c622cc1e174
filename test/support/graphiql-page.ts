import type { Page } from 'playwright-core';

type ExampleGroup = 'Queries' | 'Mutations' | 'Subscriptions';

/** GraphiQL as a person uses it. */
export interface GraphiqlPage {
  /** Opens the example of a root field in a new tab. */
  openExample(group: ExampleGroup, field: string): Promise<void>;
  /** Presses the run (or stop) button. */
  run(): Promise<void>;
  /** Waits until the response pane shows `text`, which lies within one line. */
  waitForResponse(text: string): Promise<void>;
  /** The text of the headers editor. */
  headers(): Promise<string>;
}

/** Opens GraphiQL at `address` and waits until its editor is there. */
export async function openGraphiql(page: Page, address: string): Promise<GraphiqlPage> {
  await page.goto(address);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  const examples = page.getByRole('region', { name: 'Examples', exact: true });
  const showExamples = async () => {
    if (!(await examples.isVisible())) await page.getByRole('button', { name: 'Show Examples' }).click();
  };
  return {
    async openExample(group, field) {
      await showExamples();
      await examples
        .getByRole('region', { name: group })
        .getByRole('button', { name: field, exact: true })
        .click();
    },
    async run() {
      await page.locator('.graphiql-execute-button').click();
      const operations = page.getByRole('menuitem');
      if ((await operations.count()) > 0) await operations.first().click();
    },
    async waitForResponse(text) {
      await page.locator('.graphiql-response .view-lines').filter({ hasText: text }).waitFor();
    },
    async headers() {
      const text = await page.locator('.graphiql-editor-tool .view-lines').last().textContent();
      return (text ?? '').replace(/\s+/g, ' ');
    },
  };
}
