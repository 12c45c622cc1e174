import type { Browser, Page } from 'playwright-core';
import { type PageRecord, recordPage } from './browser.js';
import { newTestPage } from './scdk-stage.js';

/** The demo shop as a person uses it. */
export interface ShopPage {
  readonly page: Page;
  readonly record: PageRecord;
  press(name: string): Promise<void>;
  /** Waits until the notice says `text`. */
  says(text: string | RegExp): Promise<void>;
  /** The orders as the page shows them: id and status, newest first. */
  orders(): Promise<readonly { readonly id: string; readonly status: string }[]>;
  /** Waits until the newest order has this status. */
  newestIs(status: string): Promise<void>;
}

/** Where `dwar dev` serves the shop: in plain JavaScript, and in React. */
export const SHOP_PATHS = ['/shop', '/shop/react'] as const;

/**
 * Opens a page of the shop with a token as the link that `dwar dev` prints has it, and waits until it follows
 * the user's events.
 */
export async function openShop(browser: Browser, address: string, token: string): Promise<ShopPage> {
  const page = await newTestPage(browser);
  const record = recordPage(page);
  await page.goto(`${address}#token=${token}`);
  await page.locator('#live[data-tone="good"]').waitFor();
  await page.getByRole('button', { name: 'Buy INFY' }).and(page.locator(':enabled')).waitFor();
  return {
    page,
    record,
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
    says: (text) => page.locator('#notice').filter({ hasText: text }).waitFor(),
    async orders() {
      const rows = await page.locator('#orders li').all();
      return Promise.all(
        rows.map(async (row) => ({
          id: (await row.getAttribute('data-order')) ?? '',
          status: (await row.getAttribute('data-status')) ?? '',
        })),
      );
    },
    newestIs: (status) => page.locator(`#orders li:first-child[data-status="${status}"]`).waitFor(),
  };
}
