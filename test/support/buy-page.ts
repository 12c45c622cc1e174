import type { Browser, Page } from 'playwright-core';
import { type PageRecord, recordPage } from './browser.js';
import { newTestPage, overlayOf } from './scdk-stage.js';

/** A page of `examples` as a person uses it. */
export interface BuyPage {
  readonly page: Page;
  readonly record: PageRecord;
  /** Presses the button and plays the overlay to its end. */
  buy(account?: string): Promise<void>;
  /** Waits until the page says `text`. */
  says(text: string): Promise<void>;
  /** Waits until the list is these orders, newest first. */
  lists(...orders: readonly string[]): Promise<void>;
}

/** Opens a page of `examples`, and waits until its button can be pressed. */
export async function openBuyPage(browser: Browser, url: string): Promise<BuyPage> {
  const page = await newTestPage(browser);
  const record = recordPage(page);
  await page.goto(url);
  return await buyPageOf(page, record);
}

/** Waits until the button of a page that is open can be pressed. */
export async function buyPageOf(page: Page, record: PageRecord): Promise<BuyPage> {
  const button = page.getByRole('button', { name: 'Buy 1 INFY' });
  await button.and(page.locator(':enabled')).waitFor();
  return {
    page,
    record,
    async buy(account = 'lep-ok') {
      await button.click();
      const overlay = overlayOf(page);
      await overlay.choose('Zerodha');
      await overlay.logIn(account);
      await overlay.confirm();
    },
    says: (text) => page.locator('#status').filter({ hasText: text }).waitFor(),
    async lists(...orders) {
      const shown =
        "[...document.querySelectorAll('#orders li')].map((item) => item.textContent).join('\\n')";
      await page.waitForFunction(`${shown} === ${JSON.stringify(orders.join('\n'))}`);
    },
  };
}
